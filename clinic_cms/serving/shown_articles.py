"""Which articles a clinic shows, and where: what lists, links and language switchers read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from clinic_cms.merge import Facts, present
from clinic_cms.models import SHARED, Clinic, ConditionPage, Subscription
from clinic_cms.serving.clinic_memory import remembered
from clinic_cms.serving.clinic_sites import ClinicSite, OfferedLocale
from clinic_cms.serving.compiled import compiled_before, fills
from clinic_cms.serving.navigation import STATE, TreeRow, open_rows, own_pages
from clinic_cms.serving.prepared_query import Parameter, PreparedQuery
from clinic_cms.serving.process_cache import ProcessCache
from clinic_cms.serving.visit import Visit

FactsIn = Callable[[OfferedLocale], Facts]
"""Gives the clinic's facts as readers of a locale see them."""


class ConditionRow(TypedDict):
    """An article as a list or a link needs it; `title` and `summary` may hold merge tags."""

    id: int
    title: str
    slug: str
    summary: str
    translation_key: UUID
    locale_id: int
    clinic_id: int | None
    required_facts: list[str]
    last_published_at: datetime | None
    saved_at: datetime


FIELDS = tuple(ConditionRow.__annotations__)


@dataclass(frozen=True)
class Conditions:
    """The articles of one visit, without those that this clinic's facts cannot fill."""

    rows: tuple[ConditionRow, ...]
    """In the locale being read, by title."""
    elsewhere: tuple[ConditionRow, ...]
    """In the clinic's other locales: translations of the article being read."""

    def by_key(self, key: UUID) -> ConditionRow | None:
        """Return an article of the locale being read by its translation key."""
        return next((row for row in self.rows if row["translation_key"] == key), None)


def load_conditions(
    visit: Visit, facts_in: FactsIn, *, translations_of: UUID | None = None
) -> Conditions:
    """Return the articles that a clinic's patients can open, as `all_conditions` reads them."""
    rows = all_conditions(visit, facts_in)
    here = [row for row in rows if row["locale_id"] == visit.locale.id]
    here.sort(key=lambda row: (row["title"].casefold(), row["slug"]))
    elsewhere = [
        row
        for row in rows
        if row["locale_id"] != visit.locale.id and row["translation_key"] == translations_of
    ]
    return Conditions(tuple(here), tuple(elsewhere))


def all_conditions(visit: Visit, facts_in: FactsIn) -> list[ConditionRow]:
    """Return the articles that patients can open, in all of a clinic's locales.

    No query where this process remembers them. Else those of `published`, and more for
    `_without_gaps`.
    """
    rows = published(visit.clinic)
    return remembered(visit.clinic, "articles", lambda: _without_gaps([*rows], visit, facts_in))


def published(clinic: ClinicSite) -> tuple[ConditionRow, ...]:
    """Return the articles in a clinic's locales, also those that its facts cannot fill.

    Of an own article and a master with one slug, the own one. No query where this process remembers
    them; else one for the masters, unless it remembers those, and one for the clinic's pages.
    """
    return remembered(clinic, "published", lambda: _read_published(clinic))


def _read_published(clinic: ClinicSite) -> tuple[ConditionRow, ...]:
    locales = {locale.id for locale in clinic.locales}
    first: dict[tuple[int, str], ConditionRow] = {}
    for row in (*_own(clinic), *_masters(clinic)):
        if row["locale_id"] in locales:
            first.setdefault((row["locale_id"], row["slug"]), row)
    return tuple(first.values())


def _own(clinic: ClinicSite) -> Iterator[ConditionRow]:
    for row in own_pages(clinic):
        if row["conditionpage__page_ptr_id"]:
            yield _own_article(clinic, row)


def _own_article(clinic: ClinicSite, row: TreeRow) -> ConditionRow:
    required, saved_at = row["conditionpage__required_facts"], row["conditionpage__saved_at"]
    return ConditionRow(
        id=row["id"],
        title=row["title"],
        slug=row["slug"],
        summary=row["conditionpage__summary"] or "",
        translation_key=row["translation_key"],
        locale_id=row["locale_id"],
        clinic_id=clinic.clinic.pk,
        required_facts=required or [],
        last_published_at=row["last_published_at"],
        saved_at=saved_at or timezone.now(),
    )


_library: ProcessCache[None, tuple[ConditionRow, ...]] = ProcessCache(lambda: 1)
"""The published masters of all locales, which most clinics show."""


def _masters(clinic: ClinicSite) -> tuple[ConditionRow, ...]:
    """Return the masters that a clinic shows: all of them, or those that it chose."""
    if not clinic.clinic.subscribes_to_all:
        return _read(_chosen.rows(clinic=clinic.clinic.pk))
    if clinic.has_expired:
        return _read(_all.rows())
    return _library.get(None, clinic.versions[SHARED], lambda: _read(_all.rows()))


def _build_chosen(_shape: None) -> QuerySet[ConditionPage, Any]:
    clinic = Parameter("clinic", Clinic, "id")
    keys = Subscription.objects.filter(clinic=clinic).values("condition_key")
    return _build_all(None).filter(translation_key__in=keys)


def _build_all(_shape: None) -> QuerySet[ConditionPage, Any]:
    return ConditionPage.objects.masters().order_by().values_list(*FIELDS, *STATE)


_chosen = PreparedQuery(ConditionPage, _build_chosen)
_all = PreparedQuery(ConditionPage, _build_all)


def _read(masters: Iterable[tuple[Any, ...]]) -> tuple[ConditionRow, ...]:
    rows: Iterator[Any] = (zip(FIELDS, row, strict=True) for row in open_rows(masters))
    return tuple(ConditionRow(**dict(row)) for row in rows)  # type: ignore[typeddict-item]


def _without_gaps(rows: list[ConditionRow], visit: Visit, facts_in: FactsIn) -> list[ConditionRow]:
    """Drop articles that would be withheld.

    `required_facts` is a quick, cautious check. Articles that fail it are filled to be certain,
    since a branch that prints the fact may not be taken. One query for those that this process has
    not compiled in their current version.
    """
    named = {row["locale_id"] for row in rows}
    facts = {locale.id: facts_in(locale) for locale in visit.clinic.locales if locale.id in named}
    there = {locale_id: present(known) for locale_id, known in facts.items()}
    doubtful = [
        row for row in rows if not there[row["locale_id"]].issuperset(row["required_facts"])
    ]
    cached = {row["id"]: compiled_before(row["id"], row["saved_at"]) for row in doubtful}
    unknown = [pk for pk, page in cached.items() if page is None]
    # Without the question, Django would build the query, and only then see that it finds nothing.
    pages = ConditionPage.objects.filter(pk__in=unknown) if unknown else ()
    filling = {page.pk: fills(page, facts[page.locale_id]) for page in pages}
    for row in doubtful:
        if page := cached[row["id"]]:
            filling[row["id"]] = page.fills(facts[row["locale_id"]])
    return [row for row in rows if filling.get(row["id"], True)]
