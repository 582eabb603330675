"""Facts that an owner removes: which of the clinic's pages would patients no longer see?"""

from collections.abc import Iterator
from copy import copy

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic_cms.errors import error_id
from clinic_cms.facts.fields import FIELDS
from clinic_cms.facts.requirements import facts_for, missing_facts
from clinic_cms.merge import present
from clinic_cms.models import (
    Clinic,
    ClinicHomePage,
    ClinicLocation,
    ClinicOwnedPage,
    ClinicPage,
    ConditionIndexPage,
    ConditionPage,
    MergePage,
    PractitionerPage,
)
from clinic_cms.models.base_page import readable
from clinic_cms.models.gates import before_publishing

NEEDED_FACT = error_id("clinic_cms.G001")

MOST_NAMED = 5


@before_publishing
def refuse_new_gaps(page: ClinicOwnedPage) -> Iterator[tuple[str, ValidationError]]:
    """Yield (field, error) for each fact without which published pages would no longer be shown."""
    for name, titles in gaps_opened_by(page).items():
        message = _(
            "Patients would no longer see %(pages)s, which print this. Enter a value. To leave "
            "it empty, first remove it from these pages, or ask your agency to."
        )
        values = {"pages": name_pages(titles)}
        yield name, ValidationError(message % values, code=NEEDED_FACT)


def gaps_opened_by(draft: ClinicOwnedPage) -> dict[str, list[str]]:
    """Return by field the titles of the published pages that need what a draft removes.

    `draft` is a location or practitioner as it is about to be published, or with `live` unset if
    it is about to be unpublished. Only the primary location and its lead can open a gap.
    """
    clinics = Clinic.objects.select_related("default_locale", "primary_location__lead")
    clinic = clinics.filter(pk=draft.clinic_id, primary_location__live=True).first()
    now = clinic.primary_location if clinic else None
    then = _with(draft, now) if now else None
    if clinic is None or then is None:
        return {}
    left = then if then.live else None
    language = clinic.default_locale.language_code
    lost = present(facts_for(clinic, now, language=language)) - present(
        facts_for(clinic, left, language=language)
    )
    titles: dict[str, list[str]] = {}
    for page in _pages_printing(clinic, lost):
        facts = facts_for(clinic, left, language=page.locale.language_code)
        gone = missing_facts(page, facts) & lost
        for field in sorted({FIELDS[name].on_form_of(draft) for name in gone}):
            titles.setdefault(field, []).append(page.title)
    return titles


def _with(draft: ClinicOwnedPage, primary: ClinicLocation) -> ClinicLocation | None:
    """Return the primary location as it will be; None if the draft does not affect it."""
    if isinstance(draft, ClinicLocation):
        return draft if draft.pk == primary.pk else None
    if isinstance(draft, PractitionerPage) and draft.pk == primary.lead_id:
        changed = copy(primary)
        changed.lead = draft
        return changed
    return None


def _pages_printing(clinic: Clinic, lost: frozenset[str]) -> Iterator[MergePage]:
    """Yield the clinic's published pages and articles that print one of some variables."""
    if not lost:
        return
    offered = clinic.locales.filter(home__live=True).values("locale")
    served = ConditionPage.objects.of_clinic(clinic).published().filter(locale__in=offered)
    rows = served.values_list("pk", "slug", "locale_id", "required_facts")
    # Own articles come first, and hide masters of the same address.
    first = {(slug, locale): (pk, needed) for pk, slug, locale, needed in reversed(list(rows))}
    wanted = [pk for pk, needed in first.values() if lost.intersection(needed)]
    yield from ConditionPage.objects.filter(pk__in=wanted).select_related("locale")
    for model in (ClinicHomePage, ClinicPage, ConditionIndexPage):
        for page in model.objects.filter(readable(), clinic=clinic).select_related("locale"):
            if lost & page.facts_required():
                yield page


def name_pages(titles: list[str]) -> str:
    """Return titles as part of a sentence: the first few, and how many more there are."""
    names = ", ".join(f"“{title}”" for title in titles[:MOST_NAMED])
    rest = len(titles) - MOST_NAMED
    if rest <= 0:
        return names
    more = ngettext("%(names)s and %(rest)s more", "%(names)s and %(rest)s more", rest)
    return more % {"names": names, "rest": rest}
