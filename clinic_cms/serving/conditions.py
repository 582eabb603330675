"""Which articles a clinic shows, and where: what lists, links and language switchers read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.db.models import Q

from clinic_cms.merge import Facts, present
from clinic_cms.models import ConditionPage
from clinic_cms.serving.clinic_sites import OfferedLocale
from clinic_cms.serving.compiled import compiled_before, fills
from clinic_cms.serving.visit import Visit


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
    """In the locale being read, own articles before masters of the same slug, by title."""
    elsewhere: tuple[ConditionRow, ...]
    """In the clinic's other locales: translations of the article being read."""

    def by_key(self, key: UUID) -> ConditionRow | None:
        """Return an article of the locale being read by its translation key."""
        return next((row for row in self.rows if row["translation_key"] == key), None)


def load_conditions(
    visit: Visit,
    facts_in: Callable[[OfferedLocale], Facts],
    *,
    translations_of: UUID | None = None,
) -> Conditions:
    """Read the articles that a clinic's patients can open. One query; more for `_without_gaps`.

    `facts_in` gives the clinic's facts as readers of a locale see them.
    """
    wanted = Q(locale_id=visit.locale.id)
    if translations_of is not None:
        wanted |= Q(clinic_id=visit.clinic.clinic.pk) | Q(translation_key=translations_of)
    shown = [
        row
        for row in _published(visit, wanted)
        if row["locale_id"] == visit.locale.id or row["translation_key"] == translations_of
    ]
    rows = _without_gaps(shown, visit, facts_in)
    here = [row for row in rows if row["locale_id"] == visit.locale.id]
    here.sort(key=lambda row: (row["title"].casefold(), row["slug"]))
    elsewhere = tuple(row for row in rows if row["locale_id"] != visit.locale.id)
    return Conditions(tuple(here), elsewhere)


def all_conditions(visit: Visit, facts_in: Callable[[OfferedLocale], Facts]) -> list[ConditionRow]:
    """Read the articles that patients can open, in all of a clinic's locales.

    One query; more for `_without_gaps`.
    """
    return _without_gaps(_published(visit, Q()), visit, facts_in)


def _published(visit: Visit, wanted: Q) -> list[ConditionRow]:
    """Read articles in the clinic's locales, without masters whose path an own article has."""
    rows = (
        ConditionPage.objects.of_clinic(visit.clinic.clinic)
        .published()
        .filter(wanted, locale__in=[locale.id for locale in visit.clinic.locales])
        .values(*FIELDS)
    )
    first: dict[tuple[int, str], ConditionRow] = {}
    # Own articles come first.
    for row in rows:
        first.setdefault((row["locale_id"], row["slug"]), row)
    return list(first.values())


def _without_gaps(
    rows: list[ConditionRow], visit: Visit, facts_in: Callable[[OfferedLocale], Facts]
) -> list[ConditionRow]:
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
