"""Adds locales to a launched clinic and takes them away, as launching its spec anew would."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages
from wagtail.models import Page

from clinic_cms.launching.apply import Launch
from clinic_cms.launching.checks import texts_missing
from clinic_cms.launching.network import ensure_library, ensure_locale
from clinic_cms.launching.plan import Change, Plan
from clinic_cms.launching.standard import standard_page
from clinic_cms.launching.state.current import Found, find
from clinic_cms.launching.state.desired import Wanted
from clinic_cms.launching.state.values import CLINIC, Fields, Key
from clinic_cms.models import Clinic, ClinicLocation, ClinicOwnedPage


def check_locales(clinic: Clinic, codes: Sequence[str]) -> None:
    """Raise ValidationError for codes that a clinic cannot offer, or not in this order."""
    default = clinic.default_locale.language_code
    if not codes or codes[0] != default:
        message = _("“%(locale)s” stays first: it holds the clinic's facts and addresses.")
        raise ValidationError(message % {"locale": default}, code="clinic_cms.L016")
    if len({*codes}) < len(codes):
        raise ValidationError(_("A locale is named twice."), code="clinic_cms.L010")
    for code in codes:
        if code not in get_content_languages():
            message = _("“%(value)s” is not a locale of this install.")
            raise ValidationError(message % {"value": code}, code="clinic_cms.L010")


@transaction.atomic
def change_locales(*, clinic: Clinic, codes: Sequence[str]) -> list[str]:
    """Offer these locales, the default one first; returns what is left to do, a sentence each.

    A locale that is new to the clinic gets a home, standard pages, and a page for each person and
    place, as a launch makes them; one that comes back has its pages as they were. What a spec says
    of the locales stays noted, so that the next launch shows this as a change of its owner's.
    Raises ValidationError for codes that the clinic cannot offer and for pages that a gate refuses.
    """
    check_locales(clinic, codes)
    # As in a launch: homes are the root's children, one writer at a time.
    Page.objects.select_for_update().get(depth=1)
    found = find(clinic.slug)
    if found.locales == [*codes]:
        return []
    plan, wanted = _plan(clinic, found, codes)
    for code in codes:
        ensure_library(ensure_locale(code))
    Launch(plan, wanted, found).offer(clinic)
    return [*texts_missing(plan)]


def _plan(clinic: Clinic, found: Found, codes: Sequence[str]) -> tuple[Plan, Wanted]:
    """Return the plan: pages that were never there are made, and nothing else is written."""
    plan = Plan(clinic.slug, clinic.name, applied={**clinic.applied.get("values", {})})
    plan.changes.append(Change("update", CLINIC, "locales", [*found.locales], [*codes]))
    plan.state[CLINIC] = {"locales": [*codes]}
    wanted = Wanted({}, {})
    for code in codes:
        if code not in found.locales:
            _plan_locale(plan, wanted, clinic, found, code)
    return plan, wanted


def _plan_locale(plan: Plan, wanted: Wanted, clinic: Clinic, found: Found, code: str) -> None:
    has_home = Key("home", "", code) in found.pages
    for key, fields, starts in _pages(clinic, found, code):
        page = found.pages.get(key)
        if page is None and not (has_home and found.applied(key) is not None):
            plan.create(key, {**starts, **fields})
        elif page is not None:
            plan.state[key] = {"live": page.live}
        if starts and not plan.state.get(key, {}).get("live", True):
            plan.drafts.append(key)


def _pages(clinic: Clinic, found: Found, code: str) -> Iterator[tuple[Key, Fields, Fields]]:
    """Yield for each page of the default locale what its like in another locale says."""
    default = clinic.default_locale.language_code
    pages = [(key, page) for key, page in found.pages.items() if key.locale == default]
    for key, page in sorted(pages, key=lambda pair: pair[1].path):
        here = replace(key, locale=code)
        if key.kind not in {"practitioner", "location"}:
            standard = standard_page(
                key.kind, locale=code, first_locale=default, name=clinic.name, own={}
            )
            yield here, standard.fields, standard.starts
        elif page.live:
            yield here, {**_untranslated(page), "live": True}, {}


def _untranslated(page: ClinicOwnedPage) -> Fields:
    """Return what a person's or place's page says in every language: names, and no prose."""
    title = page.city if isinstance(page, ClinicLocation) else page.title
    prose: Fields = dict.fromkeys(page.rich_fields, "")
    return {"title": title, "slug": page.slug, "show_in_menus": page.show_in_menus, **prose}
