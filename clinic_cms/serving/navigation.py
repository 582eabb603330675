"""The pages around the one being read: menu, conditions index, contact page, translations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from operator import itemgetter
from typing import Any, TypedDict, cast
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page

from clinic_cms.models import ClinicLocation, PageRole, PractitionerPage
from clinic_cms.models.base_page import HOME_PATH_LENGTH, is_past
from clinic_cms.models.tree_paths import last_path_in
from clinic_cms.serving.clinic_memory import remembered
from clinic_cms.serving.clinic_sites import ClinicSite, OfferedLocale
from clinic_cms.serving.prepared_query import Parameter, PreparedQuery
from clinic_cms.serving.visit import Visit


class TreeRow(TypedDict):
    """A page of a clinic as menus, lists and links need it; an own article with what lists show."""

    id: int
    title: str
    slug: str
    url_path: str
    path: str
    locale_id: int
    translation_key: UUID
    content_type_id: int
    show_in_menus: bool
    last_published_at: datetime | None
    clinicpage__role: str | None
    conditionindexpage__page_ptr_id: int | None
    conditionpage__page_ptr_id: int | None
    conditionpage__summary: str | None
    conditionpage__required_facts: list[str] | None
    conditionpage__saved_at: datetime | None


FIELDS = tuple(TreeRow.__annotations__)
STATE = ("live", "alias_of_id", "expire_at")
"""What decides whether patients can open a page, at the end of a query's columns."""


def tail_of(url_path: str) -> str:
    """Return a page's path below its home: Wagtail's url_path without the home's own slug."""
    return url_path.strip("/").partition("/")[2]


@dataclass(frozen=True)
class Navigation:
    """The pages of a clinic's trees, for a reader of one locale.

    All are pages that patients can open: published, under published parents.
    """

    visit: Visit
    rows: tuple[TreeRow, ...]
    """In all locales that the clinic offers, in the order of the page tree."""

    @cached_property
    def here(self) -> tuple[TreeRow, ...]:
        """The children of the home, in the order of the page tree."""
        home = self.visit.locale.home.path
        pages = (row for row in self.rows if not row["conditionpage__page_ptr_id"])
        return tuple(row for row in pages if row["path"][: -Page.steplen] == home)

    @cached_property
    def pages_by_tail(self) -> dict[str, int]:
        """The primary keys of the pages below the home by their paths, without articles."""
        home = self.visit.locale.home.path
        pages = (row for row in self.rows if not row["conditionpage__page_ptr_id"])
        return {
            tail_of(row["url_path"]): row["id"] for row in pages if row["path"].startswith(home)
        }

    @cached_property
    def menu(self) -> tuple[TreeRow, ...]:
        """The pages that their owner put into the menu."""
        return tuple(row for row in self.here if row["show_in_menus"])

    @cached_property
    def index_tails(self) -> dict[int, str]:
        """The path of the conditions index by locale id, where there is one."""
        return _tails(row for row in self.rows if row["conditionindexpage__page_ptr_id"])

    def article_tail(self, slug: str, locale_id: int | None = None) -> str | None:
        """Return the path of an article in the locale being read, or another one.

        None in a locale without a conditions index.
        """
        index = self.index_tails.get(locale_id or self.visit.locale.id)
        return None if index is None else f"{index}/{slug}"

    @property
    def index(self) -> TreeRow | None:
        """The conditions index in the locale being read."""
        rows = (row for row in self.here if row["conditionindexpage__page_ptr_id"])
        return next(rows, None)

    @cached_property
    def contact_tails(self) -> dict[int, str]:
        """The path of the contact page by locale id, where there is one."""
        contact, depth = PageRole.CONTACT.value, HOME_PATH_LENGTH + Page.steplen
        rows = (row for row in self.rows if len(row["path"]) == depth)
        return _tails(row for row in rows if row["clinicpage__role"] == contact)

    @property
    def contact_tail(self) -> str | None:
        """The path of the contact page in the locale being read, where there is one."""
        return self.contact_tails.get(self.visit.locale.id)

    def appointment_url(self, locale: OfferedLocale) -> str:
        """Return the absolute URL where readers of a locale ask for an appointment, or nothing."""
        tail = self.contact_tails.get(locale.id)
        return "" if tail is None else self.visit.clinic.url(locale.code, tail)

    def translations(self, key: UUID) -> dict[int, str]:
        """Return the paths of a page's translations by locale id."""
        return _tails(row for row in self.rows if row["translation_key"] == key)


def _tails(rows: Iterable[TreeRow]) -> dict[int, str]:
    """Return the path of the first row of each locale."""
    tails: dict[int, str] = {}
    for row in rows:
        tails.setdefault(row["locale_id"], tail_of(row["url_path"]))
    return tails


def load_navigation(visit: Visit) -> Navigation:
    """Return the pages of a clinic. One query, or none where this process remembers them."""
    rows = own_pages(visit.clinic)
    if visit.locale.id != visit.clinic.clinic.default_locale_id:
        rows = _with_facts(visit.clinic, rows)
    return Navigation(visit, rows)


def own_pages(clinic: ClinicSite) -> tuple[TreeRow, ...]:
    """Return the pages in a clinic's own trees that are published, articles too."""
    return remembered(clinic, "pages", lambda: _read_pages(clinic))


def _read_pages(clinic: ClinicSite) -> tuple[TreeRow, ...]:
    homes = [locale.home.path for locale in clinic.locales]
    starts = {f"start{number}": path for number, path in enumerate(homes)}
    ends = {f"end{number}": last_path_in(path) for number, path in enumerate(homes)}
    rows = _trees.rows(len(homes), **starts, **ends) if homes else []
    live = [dict(zip(FIELDS, row, strict=True)) for row in open_rows(rows)]
    live.sort(key=itemgetter("path"))
    paths = {row["path"] for row in live}
    return tuple(cast(TreeRow, row) for row in live if parents_of(row["path"]) <= paths)


def open_rows(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Return the rows of pages that patients can open, without the columns of `STATE` at the end.

    What decides that is no condition of a query: a database without statistics would follow it
    through the pages of all clinics, since most are live, and no alias.
    """
    for *row, live, alias_of_id, expire_at in rows:
        if live and alias_of_id is None and not is_past(expire_at):
            yield tuple(row)


def _build_trees(count: int) -> QuerySet[Page, Any]:
    """Return the rows of some subtrees."""
    starts = (Parameter(f"start{number}", Page, "path") for number in range(count))
    ends = (Parameter(f"end{number}", Page, "path") for number in range(count))
    trees = (
        Page.objects.filter(path__gte=start, path__lt=end)
        for start, end in zip(starts, ends, strict=True)
    )
    first, *others = (tree.order_by().values_list(*FIELDS, *STATE) for tree in trees)
    return first.union(*others, all=True)


_trees = PreparedQuery(Page, _build_trees)


def _with_facts(clinic: ClinicSite, rows: tuple[TreeRow, ...]) -> tuple[TreeRow, ...]:
    """Leave out translations of a location or practitioner that is offline."""
    default = clinic.clinic.default_locale_id
    kinds = ContentType.objects.get_for_models(ClinicLocation, PractitionerPage).values()
    ids = {kind.pk for kind in kinds}
    there = {row["translation_key"] for row in rows if row["locale_id"] == default}
    return tuple(
        row
        for row in rows
        if row["locale_id"] == default
        or row["content_type_id"] not in ids
        or row["translation_key"] in there
    )


def parents_of(path: str) -> set[str]:
    """Return the tree paths of the pages between a page and its home."""
    return {path[:end] for end in range(HOME_PATH_LENGTH + Page.steplen, len(path), Page.steplen)}
