"""What new clinics of one transaction share: places in the trees, and what follows at its end."""

from collections.abc import Iterable
from functools import cached_property

from django.db import transaction
from django.db.models import F, Model
from wagtail.models import Collection, Page, Site

from clinic_cms.launching.collection_order import put_in_order
from clinic_cms.launching.collection_places import are_in_order, number_of
from clinic_cms.launching.install import Install
from clinic_cms.publishing.cache_versions import bump, scopes_of


class Places:
    """The places of new homes and collections; for one transaction, which holds both roots.

    Homes are the root's children, and treebeard numbers them: one launch at a time. A second
    launch of the same clinic waits here, and then has nothing to do.
    """

    def __init__(self, install: Install) -> None:
        self._install = install
        # By their paths, which are indexed; their depth is not.
        self.root = Page.objects.select_for_update().order_by("path").first()
        self.collections = Collection.objects.select_for_update().order_by("path").first()
        if not install.collections_are_in_order:
            install.collections_are_in_order = are_in_order(self.collections)
        self._collections: set[int] = set()
        self._pages: list[Page] = []
        self._scopes: set[str] = set()

    @cached_property
    def _last_home(self) -> int:
        last = self.root.get_last_child()
        return last._get_lastpos_in_path() if last else 0

    @cached_property
    def _last_collection(self) -> int:
        last = self.collections.get_last_child()
        return number_of(last.path) if last else 0

    def home_path(self) -> str:
        """Return the path of a new home."""
        self._last_home += 1
        path: str = Page._get_path(self.root.path, self.root.depth + 1, self._last_home)
        return path

    def collection_path(self) -> str:
        """Return the path of a new collection until `settle` puts all in order."""
        self._last_collection += 1
        path: str = Collection._get_path(
            self.collections.path, self.collections.depth + 1, self._last_collection
        )
        return path

    def added(
        self, collections: Iterable[Collection], pages: Iterable[Page], others: Iterable[Model]
    ) -> None:
        """Note what was written: of `others`, all rows that readers see something of."""
        self._collections |= {collection.pk for collection in collections}
        self._pages += pages
        for row in (*self._pages, *others):
            self._scopes.update(scopes_of(row))

    def settle(self) -> None:
        """Write what follows from all new clinics together."""
        if not self._pages:
            return
        self._install.search_index.add(self._pages)
        homes = sum(page.depth == self.root.depth + 1 for page in self._pages)
        _count_children(self.root, homes)
        _count_children(self.collections, len(self._collections))
        known = self._install.collections_are_in_order
        put_in_order(self.collections, self._collections, others_are=known)
        # No signal has done it. Last, as in every transaction.
        bump(self._scopes)
        transaction.on_commit(Site.clear_site_root_paths_cache)


def _count_children(root: Page | Collection, new: int) -> None:
    type(root).objects.filter(pk=root.pk).update(numchild=F("numchild") + new)
    root.numchild += new
