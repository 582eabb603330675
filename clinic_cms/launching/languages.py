"""Adds locales to a launched clinic and takes them away, as launching its spec again would."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages
from wagtail.models import Page

from clinic_cms.launching.apply import ClinicWriter
from clinic_cms.launching.network import ensure_library, ensure_locale
from clinic_cms.launching.plan import Change, Plan
from clinic_cms.launching.spec.loader import LOCALE_TWICE
from clinic_cms.launching.spec.localized_texts import UNKNOWN_LOCALE
from clinic_cms.launching.spec.schema import FIRST_LOCALE
from clinic_cms.launching.state.current import CurrentState, read_current_state
from clinic_cms.launching.state.desired import DesiredPage, DesiredState, standard_page
from clinic_cms.launching.state.values import CLINIC, Fields, Key
from clinic_cms.launching.unfinished import texts_missing
from clinic_cms.models import Clinic, ClinicLocation, ClinicOwnedPage


def check_locales(clinic: Clinic, codes: Sequence[str]) -> None:
    """Raise ValidationError for codes that a clinic cannot offer, or not in this order."""
    default = clinic.default_locale.language_code
    if not codes or codes[0] != default:
        message = _("“%(locale)s” stays first: it holds the clinic's facts and URLs.")
        raise ValidationError(message % {"locale": default}, code=FIRST_LOCALE)
    if len({*codes}) < len(codes):
        raise ValidationError(_("A locale is named twice."), code=LOCALE_TWICE)
    for code in codes:
        if code not in get_content_languages():
            message = _("“%(value)s” is not a locale of this install.")
            raise ValidationError(message % {"value": code}, code=UNKNOWN_LOCALE)


@transaction.atomic
def change_locales(*, clinic: Clinic, codes: Sequence[str]) -> list[str]:
    """Offer these locales, the default one first; returns what is left to do, a sentence each.

    A locale that is new to the clinic gets a home, standard pages, and a page for each person and
    place, as a launch makes them; one that comes back has its pages as they were. What a spec
    states about the locales stays remembered, so that the next launch shows this as a change by
    the owner. Raises ValidationError for codes that the clinic cannot offer and for pages that a
    gate refuses.
    """
    check_locales(clinic, codes)
    # As in a launch: homes are the root's children, one writer at a time.
    Page.objects.select_for_update().get(depth=1)
    current = read_current_state(clinic.slug)
    if current.locales == [*codes]:
        return []
    plan = _plan(clinic, current, codes)
    for code in codes:
        ensure_library(ensure_locale(code))
    ClinicWriter(plan, DesiredState({}, {}), current, clinic).write_locales()
    return [*texts_missing(plan)]


def _plan(clinic: Clinic, current: CurrentState, codes: Sequence[str]) -> Plan:
    """Return the plan: it makes the pages that never existed, and changes no other."""
    plan = Plan(clinic.slug, clinic.name, applied={**current.all_applied})
    plan.changes.append(Change("update", CLINIC, "locales", [*current.locales], [*codes]))
    plan.state[CLINIC] = {**(current.fields(CLINIC, ()) or {}), "locales": [*codes]}
    for code in codes:
        if code not in current.locales:
            _plan_locale(plan, clinic, current, code)
    return plan


def _plan_locale(plan: Plan, clinic: Clinic, current: CurrentState, code: str) -> None:
    has_home = Key("home", "", code) in current.pages
    for key, desired in _pages(clinic, current, code):
        page = current.pages.get(key)
        if page is None and not (has_home and current.applied(key) is not None):
            plan.create(key, {**desired.starts, **desired.fields})
        elif page is not None:
            plan.state[key] = {"live": page.live}
        if desired.starts and not plan.state.get(key, {}).get("live", True):
            plan.drafts.append(key)


def _pages(clinic: Clinic, current: CurrentState, code: str) -> Iterator[tuple[Key, DesiredPage]]:
    """Yield the page that each page of the default locale has in another locale."""
    default = clinic.default_locale.language_code
    pages = [(key, page) for key, page in current.pages.items() if key.locale == default]
    for key, page in sorted(pages, key=lambda pair: pair[1].path):
        localized = replace(key, locale=code)
        if key.kind not in {"practitioner", "location"}:
            name = clinic.name
            yield localized, standard_page(key.kind, locale=code, first_locale=default, name=name)
        elif page.live:
            yield localized, DesiredPage({**_untranslated(page), "live": True})


def _untranslated(page: ClinicOwnedPage) -> Fields:
    """Return what a person's or place's page has in every language: names, and no prose."""
    title = page.city if isinstance(page, ClinicLocation) else page.title
    prose: Fields = dict.fromkeys(page.rich_fields, "")
    return {"title": title, "slug": page.slug, "show_in_menus": page.show_in_menus, **prose}
