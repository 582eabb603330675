"""What new clinics of one transaction share: places in the trees, and rows written at its end."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from django.db import transaction
from django.db.models import F, Model
from wagtail.models import Collection, Page, Site

from clinic_cms.launching.collection_order import number_of, put_in_order
from clinic_cms.launching.search_entries import SearchIndex
from clinic_cms.models.cache_version import HOSTS
from clinic_cms.publishing.cache_versions import bump


class Places:
    """The places of new homes and collections; for one transaction, which holds both roots.

    Homes are the root's children, and treebeard numbers them: one launch at a time. A second
    launch of the same clinic waits here, and then has nothing to do.
    """

    def __init__(self) -> None:
        # By their paths, which are indexed; their depth is not.
        self.root = Page.objects.select_for_update().order_by("path").first()
        self.collections = Collection.objects.select_for_update().order_by("path").first()
        self._new_homes = 0
        self._new_collections: set[int] = set()
        self._pages: list[Page] = []
        self._rows: dict[type[Model], list[Model]] = defaultdict(list)

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

    def added(self, collection: Collection, pages: Iterable[Page], rows: Iterable[Model]) -> None:
        """Note what a clinic has added, once nothing can undo it any more.

        `rows` are still to be written: those that refer to others, and to which none refers.
        """
        self._new_collections.add(collection.pk)
        for page in pages:
            self._new_homes += page.depth == self.root.depth + 1
            self._pages.append(page)
        for row in rows:
            self._rows[type(row)].append(row)

    def settle(self, search_index: SearchIndex) -> None:
        """Write what follows from all new clinics together."""
        if not self._new_homes:
            return
        for model, rows in self._rows.items():
            model._base_manager.bulk_create(rows)
        search_index.add(self._pages)
        _count_children(self.root, self._new_homes)
        _count_children(self.collections, len(self._new_collections))
        put_in_order(self.collections, self._new_collections)
        # Last, as in every transaction.
        bump([HOSTS])
        transaction.on_commit(Site.clear_site_root_paths_cache)


def _count_children(root: Page | Collection, new: int) -> None:
    type(root).objects.filter(pk=root.pk).update(numchild=F("numchild") + new)
