"""Gaps: a clinic lacks a fact that an article prints, so its patients do not see the article."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import ngettext

from clinic_cms.facts.build import live_location
from clinic_cms.facts.fields import LEAD, missing_any
from clinic_cms.facts.requirements import facts_for, missing_facts
from clinic_cms.merge import labels_of
from clinic_cms.models import (
    Clinic,
    ClinicLocale,
    ClinicPage,
    ConditionPage,
    PageRole,
    Subscription,
)
from clinic_cms.models.base import readable

CHECKED_EXACTLY = 200
"""Up to so many clinics are filled to be certain; beyond that, the cautious query is believed."""
MOST_NAMED = 10


@dataclass(frozen=True)
class Gap:
    """A clinic that does not show an article, and the variables that it lacks."""

    clinic: Clinic
    missing: frozenset[str]


def clinics_lacking(article: ConditionPage) -> QuerySet[Clinic]:
    """Return the clinics that would show an article but lack a fact that it prints. One query.

    Cautious: the branch that prints the fact may not be the one taken for the clinic.
    """
    no_contact = ~Q(Exists(_contact_pages(article)))
    missing = missing_any(frozenset(article.required_facts), no_contact=no_contact)
    offered = ClinicLocale.objects.filter(
        home__live=True, clinic=OuterRef("pk"), locale_id=article.locale_id
    )
    clinics = Clinic.objects.filter(_showing(article), missing, Exists(offered), retired_at=None)
    return clinics.select_related(LEAD)


def _contact_pages(article: ConditionPage) -> QuerySet[ClinicPage]:
    return ClinicPage.objects.filter(
        readable(), role=PageRole.CONTACT, clinic=OuterRef("pk"), locale_id=article.locale_id
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
    candidates = clinics_lacking(article).annotate(has_contact=Exists(_contact_pages(article)))
    first = list(candidates[: CHECKED_EXACTLY + 1])
    gaps = []
    for clinic in first[:CHECKED_EXACTLY]:
        facts = facts_for(
            clinic,
            live_location(clinic),
            language=article.locale.language_code,
            has_contact=clinic.has_contact,
        )
        if missing := missing_facts(article, facts):
            gaps.append(Gap(clinic, missing))
    unchecked = candidates.count() - CHECKED_EXACTLY if len(first) > CHECKED_EXACTLY else 0
    return gaps, len(gaps) + unchecked


@dataclass(frozen=True)
class ArticleGaps:
    """One article in one locale: how many clinics do not show it, and the first by name.

    `facts` are the variables that any of the named clinics lacks.
    """

    article: str
    locale: str
    title: str
    count: int
    clinics: tuple[str, ...]
    facts: tuple[str, ...]

    def __str__(self) -> str:
        more = ["…"] if self.count > len(self.clinics) else []
        text = ngettext(
            "%(count)d clinic does not show “%(title)s” (%(locale)s) because it lacks %(facts)s: "
            "%(clinics)s.",
            "%(count)d clinics do not show “%(title)s” (%(locale)s) because they lack %(facts)s: "
            "%(clinics)s.",
            self.count,
        )
        return text % {
            "count": self.count,
            "title": self.title,
            "locale": self.locale,
            "facts": labels_of(self.facts),
            "clinics": ", ".join([*self.clinics, *more]),
        }


def article_gaps(article: ConditionPage, *, name: str) -> ArticleGaps | None:
    """Return which clinics do not show an article; None if all do. `name` is what its file says."""
    gaps, count = find_gaps(article)
    if not count:
        return None
    return ArticleGaps(
        article=name,
        locale=article.locale.language_code,
        title=article.title,
        count=count,
        clinics=tuple(str(gap.clinic) for gap in gaps[:MOST_NAMED]),
        facts=tuple(sorted(frozenset().union(*(gap.missing for gap in gaps)))),
    )
