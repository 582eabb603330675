"""Gaps: a clinic lacks a fact that a page prints, so patients would not see the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import Exists, OuterRef, Q, QuerySet

from clinic_cms.merge import BrokenTags, Facts, MissingFact, compile_texts
from clinic_cms.models.base import MergePage, readable
from clinic_cms.models.clinic import Clinic, ClinicLocale, Subscription
from clinic_cms.models.condition import ConditionPage
from clinic_cms.models.facts import build_facts
from clinic_cms.models.location import ClinicLocation
from clinic_cms.models.pages import ClinicPage, PageRole

LOCATION = "primary_location"
LEAD = f"{LOCATION}__lead"
NO_LOCATION = Q(**{f"{LOCATION}__isnull": True}) | Q(**{f"{LOCATION}__live": False})
NO_LEAD = NO_LOCATION | Q(**{f"{LEAD}__isnull": True}) | Q(**{f"{LEAD}__live": False})


def _without(field: str) -> Q:
    return NO_LOCATION | Q(**{f"{LOCATION}__{field}": ""})


def _lead_without(field: str) -> Q:
    return NO_LEAD | Q(**{f"{LEAD}__{field}": ""})


LACKING: Mapping[str, Q] = MappingProxyType(
    {
        "clinic.phone": _without("phone"),
        "doctor.name": NO_LEAD,
        "doctor.pronoun": NO_LEAD,
        "doctor.first_name": _lead_without("first_name"),
        "doctor.last_name": _lead_without("last_name"),
        "doctor.credentials": _lead_without("credentials"),
        "location.place": _without("city"),
        "location.city": _without("city"),
        "location.region": _without("region"),
        "location.street": _without("street"),
        "location.postal_code": _without("postal_code"),
        "location.country": _without("country"),
        "location.phone": _without("phone"),
        "location.service_areas": NO_LOCATION | Q(**{f"{LOCATION}__service_areas": []}),
    }
)
"""Which clinics have no value for a variable. What every clinic has is left out, and so is the
appointment page, which depends on the locale."""

CHECKED_EXACTLY = 200
"""So many clinics are filled for certain; beyond that, the cautious sieve is believed."""
SOMEWHERE = "https://clinic.example/"
"""Stands for addresses, of which only matters here whether there is one."""


@dataclass(frozen=True)
class Gap:
    """A clinic that shows an article in its lists no longer, and the variables that it lacks."""

    clinic: Clinic
    missing: frozenset[str]


def clinics_lacking(article: ConditionPage) -> QuerySet[Clinic]:
    """Return the clinics that would show an article but lack a fact that it prints. One query.

    Cautious: a branch that prints the fact may not be taken for the clinic.
    """
    here = {"clinic": OuterRef("pk"), "locale_id": article.locale_id}
    contact = ClinicPage.objects.filter(readable(), role=PageRole.CONTACT, **here)
    lacking = {**LACKING, "clinic.appointment_url": Q(~Exists(contact))}
    missing = Q(pk__in=[])
    for name in article.required_facts:
        missing |= lacking.get(name, Q(pk__in=[]))
    return (
        Clinic.objects.filter(
            _showing(article), missing, Exists(ClinicLocale.objects.filter(home__live=True, **here))
        )
        .filter(retired_at=None)
        .annotate(has_contact=Exists(contact))
        .select_related(LEAD)
    )


def _showing(article: ConditionPage) -> Q:
    if article.clinic_id is not None:
        return Q(pk=article.clinic_id)
    chosen = Subscription.objects.filter(
        clinic=OuterRef("pk"), condition_key=article.translation_key
    )
    own = ConditionPage.objects.published().filter(
        clinic=OuterRef("pk"), locale_id=article.locale_id, slug=article.slug
    )
    return (Q(subscribes_to_all=True) | Q(Exists(chosen))) & ~Q(Exists(own))


def find_gaps(article: ConditionPage) -> tuple[list[Gap], int]:
    """Return the gaps among the first clinics by name, and how many there are at most."""
    candidates = clinics_lacking(article)
    first = list(candidates[: CHECKED_EXACTLY + 1])
    gaps = []
    for clinic in first[:CHECKED_EXACTLY]:
        missing = missing_facts(article, _facts(clinic, article.locale.language_code))
        if missing:
            gaps.append(Gap(clinic, missing))
    unchecked = candidates.count() - CHECKED_EXACTLY if len(first) > CHECKED_EXACTLY else 0
    return gaps, len(gaps) + unchecked


def _facts(clinic: Clinic, language: str) -> Facts:
    location = clinic.primary_location
    return facts_for(
        clinic,
        location if location and location.live else None,
        language=language,
        has_contact=clinic.has_contact,  # type: ignore[attr-defined]
    )


def facts_for(
    clinic: Clinic, location: ClinicLocation | None, *, language: str, has_contact: bool = True
) -> Facts:
    """Return a clinic's facts as gaps are looked for: addresses are only there or not."""
    return build_facts(
        name=clinic.name,
        primary=location,
        language=language,
        url=SOMEWHERE,
        appointment_url=SOMEWHERE if has_contact else "",
    )


def missing_facts(page: MergePage, facts: Facts) -> frozenset[str]:
    """Return the variables for want of which a page cannot be filled; broken tags are not gaps."""
    texts = list(page.merge_texts())
    plain = [item.text for item in texts if not item.rich]
    rich = [item.text for item in texts if item.rich]
    try:
        compile_texts(plain, rich).fill(facts)
    except MissingFact as error:
        return frozenset(error.variables)
    except BrokenTags:
        return frozenset()
    return frozenset()
