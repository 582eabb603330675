"""Whose answers a request may have: the host's clinic, or on the network host any."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.utils import translation

from clinic_cms.api.problems import NO_CLINIC, NO_LOCALE, NOTHING_HERE, RETIRED, Refusal, nearest
from clinic_cms.api.request_context import about
from clinic_cms.errors import Withheld
from clinic_cms.models import MergePage
from clinic_cms.serving import (
    ClinicSite,
    OfferedLocale,
    Visit,
    begin_visit,
    clinic_of_slug,
    page_view,
    views,
)

logger = logging.getLogger("clinic_cms.withheld")


def clinic_of_host(request: HttpRequest) -> ClinicSite | None:
    """Return the clinic on whose host the request came; None on the network host."""
    found: ClinicSite | None = request.clinic  # type: ignore[attr-defined]
    return found


def refuse_retired(clinic: ClinicSite) -> None:
    """Raise Refusal where a clinic is closed."""
    if clinic.clinic.retired_at is not None:
        raise Refusal(RETIRED, f"“{clinic.clinic.slug}” is closed.")


def clinic_here(request: HttpRequest, slug: str) -> ClinicSite:
    """Return a clinic that the host answers for, open or not yet; raises Refusal."""
    clinic = clinic_of_host(request) or clinic_of_slug(slug)
    if clinic is None or clinic.clinic.slug != slug:
        raise _no_clinic(request, slug)
    about(request).note_clinic(clinic)
    refuse_retired(clinic)
    return clinic


def open_clinic(request: HttpRequest, slug: str) -> ClinicSite:
    """Return a clinic that the request's host answers for. At most one query; raises Refusal."""
    clinic = clinic_here(request, slug)
    refuse_unopened(request, clinic)
    return clinic


def is_unopened(clinic: ClinicSite) -> bool:
    """Whether a clinic has nothing on line yet: until then it is nobody's business."""
    return not clinic.locales and clinic.clinic.retired_at is None


def refuse_unopened(request: HttpRequest, clinic: ClinicSite) -> None:
    """Raise Refusal where a clinic has not opened, the very one as if there were no such clinic."""
    if is_unopened(clinic):
        about(request).clinic = None
        raise _no_clinic(request, clinic.clinic.slug)


def _no_clinic(request: HttpRequest, slug: str) -> Refusal:
    """Return a refusal that suggests the host's own clinic, or the one of the slug in small.

    What has not opened or is closed is suggested to nobody.
    """
    meant = clinic_of_host(request)
    if meant is None and slug != slug.lower():
        meant = clinic_of_slug(slug.lower())
    is_open = meant is not None and meant.locales and meant.clinic.retired_at is None
    suggestion = nearest(slug, [meant.clinic.slug]) if meant is not None and is_open else None
    return Refusal(NO_CLINIC, f"There is no clinic “{slug}” here.", suggestion=suggestion)


@contextmanager
def reading(request: HttpRequest, slug: str, code: str | None, path: str = "") -> Iterator[Visit]:
    """Begin a visit to a clinic in a locale, in whose language everything within is said.

    `path`, of a page, is below the locale's home; where no locale is named, it may name one.
    """
    clinic = open_clinic(request, slug)
    if code is None and path:
        visit = begin_visit(clinic, path)
        if visit is None:
            raise nothing(path)
    else:
        visit = Visit(clinic, _offered(clinic, code or clinic.default_locale), path)
    about(request).note_locale(visit.locale)
    with translation.override(visit.locale.code):
        yield visit


def _offered(clinic: ClinicSite, code: str) -> OfferedLocale:
    locale = clinic.locale(code)
    if locale is None:
        offered = [offered.code for offered in clinic.locales]
        raise Refusal(
            NO_LOCALE,
            f"“{clinic.clinic.slug}” is not there in “{code}”, but in: {', '.join(offered)}.",
            parameter="locale",
            suggestion=nearest(code, offered),
        )
    return locale


def view_of(request: HttpRequest, visit: Visit, page: MergePage) -> views.PageView:
    """Return a page as the visit's reader sees it; raises Refusal where it is withheld."""
    about(request).note_page(page)
    try:
        return page_view(visit, page)
    except Withheld as error:
        logger.warning("%s is withheld from %s: %s", page.slug, visit.clinic.clinic.slug, error)
        raise nothing(page.slug) from error


def nothing(what: str) -> Refusal:
    """Return the refusal for an address at which patients find nothing."""
    return Refusal(NOTHING_HERE, f"There is nothing at “{what}”.")
