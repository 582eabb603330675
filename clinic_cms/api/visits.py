"""Whose answers a request may have: the host's clinic, or on the network host any."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.utils import translation

from clinic_cms.api.about import about
from clinic_cms.api.problems import NO_CLINIC, NO_LOCALE, NOTHING_HERE, RETIRED, Refusal, nearest
from clinic_cms.errors import Withheld
from clinic_cms.models import MergePage
from clinic_cms.serving import ServedClinic, Visit, clinic_of_slug, page_view, views

logger = logging.getLogger("clinic_cms.withheld")


def clinic_of_host(request: HttpRequest) -> ServedClinic | None:
    """Return the clinic on whose host the request came; None on the network host."""
    found: ServedClinic | None = request.clinic  # type: ignore[attr-defined]
    return found


def refuse_retired(clinic: ServedClinic) -> None:
    """Raise Refusal where a clinic is closed for good."""
    if clinic.row.retired_at is not None:
        raise Refusal(RETIRED, f"“{clinic.row.slug}” is closed.")


def clinic_here(request: HttpRequest, slug: str) -> ServedClinic:
    """Return a clinic that the host answers for, open or not yet; raises Refusal."""
    clinic = clinic_of_host(request) or clinic_of_slug(slug)
    if clinic is None or clinic.row.slug != slug:
        raise _no_clinic(slug)
    about(request).note_clinic(clinic)
    refuse_retired(clinic)
    return clinic


def open_clinic(request: HttpRequest, slug: str) -> ServedClinic:
    """Return a clinic that the request's host answers for. At most one query; raises Refusal."""
    clinic = clinic_here(request, slug)
    # One that has not opened yet is nobody's business.
    if not clinic.locales:
        raise _no_clinic(slug)
    return clinic


def _no_clinic(slug: str) -> Refusal:
    return Refusal(NO_CLINIC, f"There is no clinic “{slug}” here.")


@contextmanager
def reading(request: HttpRequest, slug: str, code: str | None) -> Iterator[Visit]:
    """Begin a visit to a clinic in a locale, in whose language everything within is said."""
    clinic = open_clinic(request, slug)
    wanted = code if code is not None else clinic.default_locale
    locale = clinic.locale(wanted)
    if locale is None:
        offered = [offered.code for offered in clinic.locales]
        raise Refusal(
            NO_LOCALE,
            f"“{slug}” is not there in “{wanted}”, but in: {', '.join(offered)}.",
            parameter="locale",
            suggestion=nearest(wanted, offered),
        )
    about(request).note_locale(locale)
    with translation.override(locale.code):
        yield Visit(clinic, locale)


def view_of(request: HttpRequest, visit: Visit, page: MergePage) -> views.PageView:
    """Return a page as the visit's reader sees it; raises Refusal where it is withheld."""
    about(request).note_page(page)
    try:
        return page_view(visit, page)
    except Withheld as error:
        logger.warning("%s is withheld from %s: %s", page.slug, visit.clinic.row.slug, error)
        raise nothing(page.slug) from error


def nothing(what: str) -> Refusal:
    """Return the refusal for an address at which patients find nothing."""
    return Refusal(NOTHING_HERE, f"There is nothing at “{what}”.")
