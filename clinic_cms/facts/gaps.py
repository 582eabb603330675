"""Which clinics do not show which articles, because they lack a fact that the article prints."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import ngettext

from clinic_cms.facts.build import live_location
from clinic_cms.facts.fields import LEAD, missing_any
from clinic_cms.facts.requirements import facts_for, missing_in_article
from clinic_cms.merge import labels_of
from clinic_cms.models import (
    Clinic,
    ClinicLocale,
    ClinicPage,
    ConditionPage,
    PageRole,
    Subscription,
)
from clinic_cms.models.base_page import readable

CHECKED_EXACTLY = 200
"""Up to so many clinics are filled to be certain; beyond that, the cautious query is believed."""
MOST_NAMED = 10


@dataclass(frozen=True)
class Gap:
    """A clinic that does not show an article, and the variables that it lacks."""

    clinic: Clinic
    article: ConditionPage
    missing: frozenset[str]


def _gap(clinic: Clinic, article: ConditionPage, *, has_contact: bool) -> Iterator[Gap]:
    language = article.locale.language_code
    facts = facts_for(clinic, live_location(clinic), language=language, has_contact=has_contact)
    if missing := missing_in_article(article, facts):
        yield Gap(clinic, article, missing)


def _contacts() -> QuerySet[ClinicPage]:
    return ClinicPage.objects.filter(readable(), role=PageRole.CONTACT)


def _locales() -> QuerySet[ClinicLocale]:
    return ClinicLocale.objects.filter(home__live=True)


def clinics_lacking(article: ConditionPage) -> QuerySet[Clinic]:
    """Return the clinics that would show an article but lack a fact that it prints. One query.

    Cautious: the branch that prints the fact may not be the one taken for the clinic.
    """
    no_contact = ~Q(Exists(_there(_contacts(), article)))
    missing = missing_any(frozenset(article.required_facts), no_contact=no_contact)
    offered = Exists(_there(_locales(), article))
    clinics = Clinic.objects.filter(_showing(article), missing, offered, retired_at=None)
    return clinics.select_related(LEAD)


def _there(rows: QuerySet[Any], article: ConditionPage) -> QuerySet[Any]:
    return rows.filter(clinic=OuterRef("pk"), locale_id=article.locale_id)


def _showing(article: ConditionPage) -> Q:
    if article.clinic_id is not None:
        return Q(pk=article.clinic_id)
    chosen = Subscription.objects.filter(
        clinic=OuterRef("pk"), condition_key=article.translation_key
    )
    own = _there(ConditionPage.objects.published(), article).filter(slug=article.slug)
    return (Q(subscribes_to_all=True) | Q(Exists(chosen))) & ~Q(Exists(own))


def find_gaps(article: ConditionPage) -> tuple[list[Gap], int]:
    """Return the gaps among the first clinics by name, and how many there are at most."""
    has_contact = Exists(_there(_contacts(), article))
    clinics = clinics_lacking(article).annotate(has_contact=has_contact)
    first = list(clinics[: CHECKED_EXACTLY + 1])
    gaps = [
        gap
        for clinic in first[:CHECKED_EXACTLY]
        for gap in _gap(clinic, article, has_contact=clinic.has_contact)
    ]
    unchecked = clinics.count() - CHECKED_EXACTLY if len(first) > CHECKED_EXACTLY else 0
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


def clinics_with_gaps() -> QuerySet[Clinic]:
    """Return the clinics that may lack a fact which a published article prints; cautious."""
    rows = ConditionPage.objects.published().values_list("required_facts", flat=True)
    contact = _contacts().filter(clinic=OuterRef("clinic"), locale=OuterRef("locale"))
    homes = _locales().filter(~Exists(contact), clinic=OuterRef("pk"))
    missing = missing_any(frozenset[str]().union(*rows), no_contact=Q(Exists(homes)))
    return Clinic.objects.filter(missing, retired_at=None).select_related(LEAD)


def withheld_from(clinics: Sequence[Clinic]) -> dict[int, list[Gap]]:
    """Return by clinic id the articles that its facts cannot fill. Four queries."""
    rows = ConditionPage.objects.published().filter(Q(clinic=None) | Q(clinic__in=clinics))
    articles = list(rows.select_related("locale").order_by("title"))
    locales = _pairs(_locales().filter(clinic__in=clinics), "locale_id")
    contacts = _pairs(_contacts().filter(clinic__in=clinics), "locale_id")
    chosen = _pairs(Subscription.objects.filter(clinic__in=clinics), "condition_key")
    return {
        clinic.pk: [
            gap
            for article in _shown(clinic, articles, locales[clinic.pk], chosen[clinic.pk])
            for gap in _gap(clinic, article, has_contact=article.locale_id in contacts[clinic.pk])
        ]
        for clinic in clinics
    }


def _pairs(rows: QuerySet[Any], field: str) -> defaultdict[int, set[object]]:
    values: defaultdict[int, set[object]] = defaultdict(set)
    for clinic, value in rows.values_list("clinic_id", field):
        values[clinic].add(value)
    return values


def _shown(
    clinic: Clinic, articles: list[ConditionPage], locales: set[object], chosen: set[object]
) -> Iterator[ConditionPage]:
    """Yield a clinic's own articles, and its masters that none of them hides."""
    offered = [page for page in articles if page.locale_id in locales]
    own = {(page.slug, page.locale_id) for page in offered if page.clinic_id == clinic.pk}
    for page in offered:
        subscribed = clinic.subscribes_to_all or page.translation_key in chosen
        hidden = (page.slug, page.locale_id) in own
        if page.clinic_id == clinic.pk or (page.is_master and subscribed and not hidden):
            yield page
