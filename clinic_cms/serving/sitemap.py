"""Every URL of a clinic whose response is a page."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from clinic_cms.models import (
    ClinicHomePage,
    ClinicLocation,
    ClinicPage,
    ConditionIndexPage,
    MergePage,
    PractitionerPage,
)
from clinic_cms.models.base_page import HOME_PATH_LENGTH
from clinic_cms.serving import views
from clinic_cms.serving.alternates import versions_at, x_default_of
from clinic_cms.serving.clinic_sites import OfferedLocale
from clinic_cms.serving.compiled import fills
from clinic_cms.serving.context import ClinicContext, FactsPage
from clinic_cms.serving.navigation import parents_of, tail_of
from clinic_cms.serving.shown_articles import all_conditions
from clinic_cms.serving.visit import Visit

KINDS: tuple[type[MergePage], ...] = (
    ClinicHomePage,
    ConditionIndexPage,
    ClinicLocation,
    PractitionerPage,
    ClinicPage,
)


@dataclass(frozen=True)
class SitemapEntry:
    """One URL: a page in one locale."""

    type: str
    """The model's name: "conditionpage"."""
    locale: OfferedLocale
    url: str
    path: str
    modified_at: datetime | None
    alternates: tuple[views.Alternate, ...]
    x_default: str


@dataclass(frozen=True)
class _Place:
    key: UUID
    type: str
    locale_id: int
    tail: str
    modified_at: datetime | None


def sitemap(visit: Visit) -> tuple[SitemapEntry, ...]:
    """Return a clinic's URLs in all its locales, locale by locale in the clinic's order.

    The queries do not grow with the pages, articles, locales or clinics.
    """
    context = ClinicContext(visit)
    locales = {locale.id: locale for locale in visit.clinic.locales}
    versions: defaultdict[UUID, dict[int, _Place]] = defaultdict(dict)
    for place in (*_pages(context, locales), *_articles(context)):
        versions[place.key][place.locale_id] = place
    return tuple(
        _entry(visit, locale, translations)
        for locale in visit.clinic.locales
        for translations in versions.values()
        if locale.id in translations
    )


def _entry(visit: Visit, locale: OfferedLocale, translations: dict[int, _Place]) -> SitemapEntry:
    place = translations[locale.id]
    tails = {locale_id: other.tail for locale_id, other in translations.items()}
    alternates = versions_at(tails, visit, locale)
    return SitemapEntry(
        type=place.type,
        locale=locale,
        url=visit.clinic.url(locale.code, place.tail),
        path=visit.clinic.path(locale.code, place.tail),
        modified_at=place.modified_at,
        alternates=alternates,
        x_default=x_default_of(visit, alternates),
    )


def _articles(context: ClinicContext) -> Iterator[_Place]:
    for row in all_conditions(context.visit, context.facts_in):
        key, locale_id = row["translation_key"], row["locale_id"]
        tail = context.navigation.article_tail(row["slug"], locale_id)
        if tail is not None:
            yield _Place(key, "conditionpage", locale_id, tail, row["last_published_at"])


def _pages(context: ClinicContext, locales: dict[int, OfferedLocale]) -> Iterator[_Place]:
    """Yield the pages of the clinic's own trees that can be filled."""
    clinic = context.visit.clinic.clinic
    rows: list[Any] = []
    for kind in KINDS:
        # Any other condition may lead the database through the pages of all clinics.
        mine = kind._default_manager.filter(clinic=clinic).order_by()
        mine = mine.select_related("lead") if kind is ClinicLocation else mine
        rows += (row for row in mine if row.is_readable and row.locale_id in locales)
    paths = {row.path for row in rows}
    homes = {locale.home.path for locale in locales.values()}
    facts = {
        row.translation_key: row
        for row in rows
        if isinstance(row, FactsPage) and row.locale_id == clinic.default_locale_id
    }
    for row in sorted(rows, key=lambda row: row.path):
        reachable = row.path[:HOME_PATH_LENGTH] in homes and parents_of(row.path) <= paths
        if reachable and _opens(context, row, locales[row.locale_id], facts):
            key, name, tail = row.translation_key, row._meta.model_name, tail_of(row.url_path)
            yield _Place(key, name, row.locale_id, tail, row.last_published_at)


def _opens(
    context: ClinicContext, page: Any, locale: OfferedLocale, facts: dict[UUID, Any]
) -> bool:
    """Whether a page is not withheld; one with facts is open only where those are published.

    `facts` holds the default locale's rows of such pages by translation key.
    """
    if not isinstance(page, FactsPage):
        return fills(page, context.facts_in(locale))
    row = facts.get(page.translation_key)
    return row is not None and fills(page, context.facts_on(row, locale))
