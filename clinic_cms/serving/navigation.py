"""The pages around the one being read: menu, conditions index, contact page, translations."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page

from clinic_cms.models import PageRole
from clinic_cms.models.base_page import HOME_PATH_LENGTH, readable
from clinic_cms.serving.clinic_sites import OfferedLocale
from clinic_cms.serving.visit import Visit


class NavigationRow(TypedDict):
    """A page as a link needs it."""

    id: int
    title: str
    url_path: str
    path: str
    locale_id: int
    translation_key: UUID
    show_in_menus: bool
    clinicpage__role: str | None
    conditionindexpage__page_ptr_id: int | None


FIELDS = tuple(NavigationRow.__annotations__)


def tail_of(url_path: str) -> str:
    """Return a page's path below its home: Wagtail's url_path without the home's own slug."""
    return url_path.strip("/").partition("/")[2]


@dataclass(frozen=True)
class Navigation:
    """The top-level pages of a clinic in the locale being read. One query in all.

    All are pages that patients can open: published, under published parents.
    """

    visit: Visit
    rows: tuple[NavigationRow, ...]
    """Children of the home, the conditions indexes and contact pages of all locales, translations
    of the page, pages that it links to, and parents of any of them."""

    @cached_property
    def here(self) -> tuple[NavigationRow, ...]:
        """The children of the home, in the order of the page tree."""
        home = self.visit.locale.home.path
        return tuple(row for row in self.rows if row["path"][: -Page.steplen] == home)

    @cached_property
    def menu(self) -> tuple[NavigationRow, ...]:
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
    def index(self) -> NavigationRow | None:
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


def _tails(rows: Iterable[NavigationRow]) -> dict[int, str]:
    """Return the path of the first row of each locale."""
    tails: dict[int, str] = {}
    for row in rows:
        tails.setdefault(row["locale_id"], tail_of(row["url_path"]))
    return tails


def load_navigation(visit: Visit, keys: Collection[UUID] = ()) -> Navigation:
    """Read a clinic's top-level pages, and those with one of some translation keys. One query."""
    home = visit.locale.home
    homes = Q(pk__in=[])
    for locale in visit.clinic.locales:
        homes |= _below(locale.home.path)
    children = Q(depth=home.depth + 1) & _below(home.path)
    indexes = Q(conditionindexpage__clinic_id=visit.clinic.clinic.pk)
    contacts = Q(clinicpage__clinic_id=visit.clinic.clinic.pk, clinicpage__role=PageRole.CONTACT)
    named = Q(translation_key__in=keys)
    wanted = children | indexes | contacts | named | Q(numchild__gt=0)
    pages = Page.objects.filter(readable(), homes, wanted)
    if visit.locale.id != visit.clinic.clinic.default_locale_id:
        pages = pages.exclude(_without_facts(visit))
    rows = list(pages.order_by("path").values(*FIELDS))
    paths = {row["path"] for row in rows}
    return Navigation(visit, tuple(row for row in rows if parents_of(row["path"]) <= paths))


def _without_facts(visit: Visit) -> Q:
    """Return the condition for translations of a location or practitioner that is offline."""
    default = visit.clinic.clinic.default_locale_id
    facts = Page.objects.filter(
        readable(), translation_key=OuterRef("translation_key"), locale_id=default
    )
    of_facts = Q(cliniclocation__isnull=False) | Q(practitionerpage__isnull=False)
    return of_facts & ~Q(locale_id=default) & Q(~Exists(facts))


def parents_of(path: str) -> set[str]:
    """Return the tree paths of the pages between a page and its home."""
    return {path[:end] for end in range(HOME_PATH_LENGTH + Page.steplen, len(path), Page.steplen)}


def _below(path: str) -> Q:
    """Return the condition for a subtree; treebeard's digits all sort below "~"."""
    return Q(path__gte=path, path__lt=f"{path}~")
