"""The report of withheld articles: all gaps of some clinics, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from clinic_cms.facts.build import live_location
from clinic_cms.facts.fields import LEAD, missing_any
from clinic_cms.facts.requirements import facts_for, missing_in_article
from clinic_cms.models import (
    Clinic,
    ClinicLocale,
    ClinicPage,
    ConditionPage,
    PageRole,
    Subscription,
)
from clinic_cms.models.base import readable


@dataclass(frozen=True)
class Withheld:
    """An article that a clinic does not show, and the variables that it lacks."""

    article: ConditionPage
    missing: frozenset[str]


def clinics_with_gaps() -> QuerySet[Clinic]:
    """Return the clinics that may lack a fact which a published article prints; cautious."""
    rows = ConditionPage.objects.published().values_list("required_facts", flat=True)
    contact = _contacts().filter(clinic=OuterRef("clinic"), locale=OuterRef("locale"))
    homes = _locales().filter(~Exists(contact), clinic=OuterRef("pk"))
    missing = missing_any(frozenset[str]().union(*rows), no_contact=Q(Exists(homes)))
    return Clinic.objects.filter(missing, retired_at=None).select_related(LEAD)


def withheld_from(clinics: Sequence[Clinic]) -> dict[int, list[Withheld]]:
    """Return by clinic id the articles that its facts cannot fill. Four queries."""
    articles = _articles(clinics)
    locales = _pairs(_locales().filter(clinic__in=clinics), "locale_id")
    contacts = _pairs(_contacts().filter(clinic__in=clinics), "locale_id")
    chosen = _pairs(Subscription.objects.filter(clinic__in=clinics), "condition_key")
    return {
        clinic.pk: [
            gap
            for article in _shown(clinic, articles, locales[clinic.pk], chosen[clinic.pk])
            for gap in _gap(clinic, article, article.locale_id in contacts[clinic.pk])
        ]
        for clinic in clinics
    }


def _contacts() -> QuerySet[ClinicPage]:
    return ClinicPage.objects.filter(readable(), role=PageRole.CONTACT)


def _locales() -> QuerySet[ClinicLocale]:
    return ClinicLocale.objects.filter(home__live=True)


def _articles(clinics: Sequence[Clinic]) -> list[ConditionPage]:
    concerned = Q(clinic=None) | Q(clinic__in=clinics)
    rows = ConditionPage.objects.published().filter(concerned).select_related("locale")
    return list(rows.order_by("title"))


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


def _gap(clinic: Clinic, article: ConditionPage, has_contact: bool) -> Iterator[Withheld]:
    facts = facts_for(
        clinic,
        live_location(clinic),
        language=article.locale.language_code,
        has_contact=has_contact,
    )
    missing = missing_in_article(article, facts)
    if missing:
        yield Withheld(article, missing)
