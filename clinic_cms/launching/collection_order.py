"""Keeps collections in the order of their names, as treebeard needs them.

Wagtail has treebeard sort collections by name: a new one moves all behind it by one place, with a
statement for each. Left out of order, treebeard would sooner or later give two of them one place.
So a new one is put last, and a batch puts all new ones between their neighbours. Where there is no
room, as many of the neighbours move as are needed to make some: few, as room is left between all.
"""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Collection as AnyOf

from django.db import connection
from wagtail.models import Collection

from clinic_cms.launching.collection_places import (
    ID,
    PATH,
    PLACES,
    TABLE,
    WIDTH,
    gaps_for,
    number_of,
    path_of,
)

LAST = PLACES - 10_000
"""The last place that a child may get for good: behind it, a batch puts its new ones at first."""
STEP = 64
"""Places from one to the next at the end."""
NEIGHBOURS = 16
"""How many may move at first, on each side, where there is no room for one."""
ROOM = 8
"""Places for each, on average, among neighbours that have made room."""


def put_in_order(root: Collection, new: AnyOf[int], *, others_are: bool = False) -> None:
    """Put children of the root, by their keys, where their names belong; the root is locked.

    Names are compared by the database, as treebeard does. If others are out of order, all are put
    in order; that they are not saves reading them, if it is known (`others_are`).
    """
    if others_are:
        put_each_in_order(root, new)
        return
    children = root.get_children().order_by(*Collection.node_order_by, "path")
    rows = [*children.values_list("pk", "path", "numchild")]
    others = [path for pk, path, _inside in rows if pk not in new]
    in_order = others == sorted(others)
    is_new = [pk in new or not in_order for pk, _path, _inside in rows]
    siblings = Siblings(is_new, lambda index: number_of(rows[index][1]))
    _move(root, rows, siblings.changes())


def put_each_in_order(root: Collection, new: AnyOf[int]) -> None:
    """Put children that have none themselves between others, which are in order."""
    # Out of the way: where they are, another may belong.
    _write((pk, f"-{pk}") for pk in new)
    rows = Collection.objects.filter(pk__in=new).order_by(*Collection.node_order_by)
    names = dict(rows.values_list("pk", "name"))
    gaps: dict[tuple[int, int | None], list[int]] = {}
    for pk, gap in zip(names, gaps_for(root, [*names.values()]), strict=True):
        gaps.setdefault(gap, []).append(pk)
    paths: list[tuple[int, str]] = []
    crowded: list[list[int]] = []
    for (before, behind), keys in gaps.items():
        step_count = len(keys) + 1
        high = min(before + step_count * STEP, LAST) if behind is None else behind
        if high - before < step_count:
            crowded.append(keys)
            continue
        for number, pk in enumerate(keys, start=1):
            paths.append((pk, path_of(root, before + (high - before) * number // step_count)))
    _write(paths)
    for keys in crowded:
        # Others may have moved.
        [(before, _behind)] = gaps_for(root, [names[keys[0]]])
        _make_room(root, keys, before)


def _make_room(root: Collection, new: Sequence[int], before: int) -> None:
    """Put children behind the one at a place, where there is no room: some neighbours move."""
    path = path_of(root, before) if before else root.path
    children = root.get_children().order_by("path").values_list("pk", "path", "numchild")
    size = NEIGHBOURS
    while True:
        # One more than may move, on each side: its place is the limit.
        lower = [*children.filter(path__lte=path).reverse()[: size + 1]]
        higher = [*children.filter(path__gt=path)[: size + 1]]
        low = number_of(lower.pop()[1]) if len(lower) > size else 0
        high = number_of(higher.pop()[1]) if len(higher) > size else None
        rows = [*reversed(lower), *((pk, "", 0) for pk in new), *higher]
        places = [number_of(path) if path else 0 for _pk, path, _inside in rows]
        siblings = Siblings([not place for place in places], places.__getitem__, low, high)
        changes = siblings.changes()
        if not siblings.is_full:
            _move(root, rows, changes)
            return
        size *= 4


def _move(root: Collection, rows: Sequence[tuple[int, str, int]], changes: dict[int, int]) -> None:
    """Give children other places, by their index in `rows` (key, path, number of children)."""
    paths: list[tuple[int, str]] = []
    with_children: dict[str, str] = {}
    for index, place in changes.items():
        pk, path, inside = rows[index]
        paths.append((pk, path_of(root, place)))
        if inside:
            with_children[path] = paths[-1][1]
    if with_children:
        length = len(root.path) + WIDTH
        below = root.get_descendants().filter(depth__gt=root.depth + 1)
        for pk, path in below.values_list("pk", "path"):
            if path[:length] in with_children:
                paths.append((pk, f"{with_children[path[:length]]}{path[length:]}"))
    _write(paths)


class Siblings:
    """Siblings in their order: `place_of` knows the places of all but the new ones.

    If they are some of all, `low` and `high` are the places of those beside them.
    """

    def __init__(
        self,
        new: list[bool],
        place_of: Callable[[int], int],
        low: int = 0,
        high: int | None = None,
    ) -> None:
        self._new, self._place_of = new, place_of
        self._low, self._high = low, high
        self.is_full = False
        """Whether there was too little room for some of all."""
        self._changes: dict[int, int] = {}

    def changes(self) -> dict[int, int]:
        """Return places, by index, for all new ones and for others that have to move."""
        for index, is_new in enumerate(self._new):
            if is_new and index not in self._changes:
                self._spread(index)
        return {
            index: place
            for index, place in self._changes.items()
            if self._new[index] or place != self._place_of(index)
        }

    def _spread(self, first: int) -> None:
        """Spread a new one, those beside it, and as many neighbours as it takes, evenly."""
        start, end, wider = first, self._behind_new(first), 1
        low, high = self._between(start, end)
        while high - low <= (end - start) * (ROOM if wider > 1 else 1):
            if (start, end) == (0, len(self._new)):
                self.is_full = self._low > 0 or self._high is not None
                break
            start, end = max(0, start - wider), self._behind_new(end + wider)
            low, high = self._between(start, end)
            wider *= 2
        for number, index in enumerate(range(start, end), start=1):
            self._changes[index] = low + (high - low) * number // (end - start + 1)

    def _behind_new(self, index: int) -> int:
        """Return the index, or that of the first behind it which has a place."""
        count = len(self._new)
        while index < count and self._new[index] and index not in self._changes:
            index += 1
        return min(index, count)

    def _between(self, start: int, end: int) -> tuple[int, int]:
        """Return the places before and behind some siblings."""
        low = self._at(start - 1) if start else self._low
        if end < len(self._new):
            return low, self._at(end)
        if self._high is not None:
            return low, self._high
        return low, min(low + (end - start + 1) * STEP, LAST)

    def _at(self, index: int) -> int:
        changed = self._changes.get(index)
        return self._place_of(index) if changed is None else changed


def _write(paths: Iterable[tuple[int, str]]) -> None:
    """Write paths, in two steps: no two rows may have one path at any moment."""
    paths = [*paths]
    statement = f"UPDATE {TABLE} SET {PATH} = %s WHERE {ID} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(f"-{pk}", pk) for pk, _path in paths])
        cursor.executemany(statement, [(path, pk) for pk, path in paths])
