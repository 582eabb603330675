"""The pages around the one being read: menu, conditions index, contact page, translations."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict
from uuid import UUID

from django.db.models import Q
from wagtail.models import Page

from clinic_cms.models import PageRole
from clinic_cms.models.base import HOME_PATH_LENGTH, not_expired
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
    """The top-level pages of a clinic in the locale being read. One query in all."""

    visit: Visit
    rows: tuple[NavigationRow, ...]
    """Children of the home, the conditions indexes of all locales, translations of the page,
    and pages that it links to."""

    @cached_property
    def here(self) -> tuple[NavigationRow, ...]:
        """The children of the home, in the order of the page tree."""
        home = self.visit.locale.home.path
        return tuple(row for row in self.rows if row["path"][:HOME_PATH_LENGTH] == home)

    @cached_property
    def menu(self) -> tuple[NavigationRow, ...]:
        """The pages that their owner put into the menu."""
        return tuple(row for row in self.here if row["show_in_menus"])

    @cached_property
    def index_tails(self) -> dict[int, str]:
        """The path of the conditions index by locale id, where there is one."""
        return {
            row["locale_id"]: tail_of(row["url_path"])
            for row in self.rows
            if row["conditionindexpage__page_ptr_id"] is not None
        }

    @property
    def index(self) -> NavigationRow | None:
        """The conditions index in the locale being read."""
        rows = (row for row in self.here if row["conditionindexpage__page_ptr_id"] is not None)
        return next(rows, None)

    @property
    def contact_tail(self) -> str | None:
        """The path of the contact page, where there is one."""
        contact = PageRole.CONTACT.value
        rows = (row for row in self.here if row["clinicpage__role"] == contact)
        row = next(rows, None)
        return tail_of(row["url_path"]) if row else None

    @property
    def appointment_url(self) -> str:
        """The absolute URL where patients ask for an appointment; empty without a contact page."""
        return self.visit.url(self.contact_tail) if self.contact_tail is not None else ""

    def translations(self, key: UUID) -> dict[int, str]:
        """Return the paths of a page's translations by locale id."""
        return {
            row["locale_id"]: tail_of(row["url_path"])
            for row in self.rows
            if row["translation_key"] == key
        }


def load_navigation(visit: Visit, keys: Collection[UUID]) -> Navigation:
    """Read a clinic's top-level pages, and those with one of some translation keys."""
    home = visit.locale.home
    homes = Q(pk__in=[])
    for locale in visit.clinic.locales:
        homes |= Q(path__gte=locale.home.path, path__lt=_after(locale.home.path))
    children = Q(depth=home.depth + 1, path__gte=home.path, path__lt=_after(home.path))
    indexes = Q(conditionindexpage__clinic_id=visit.clinic.row.pk)
    named = Q(translation_key__in=keys)
    rows = (
        Page.objects.filter(not_expired(), homes, children | indexes | named)
        .order_by("path")
        .values(*FIELDS)
    )
    return Navigation(visit, tuple(rows))


def _after(path: str) -> str:
    """Return the first tree path after a subtree; treebeard's digits all sort below "~"."""
    return f"{path}~"
