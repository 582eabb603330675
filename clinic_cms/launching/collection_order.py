"""Keeps collections in the order of their names, as treebeard needs them.

Wagtail has treebeard sort collections by name: a new one moves all behind it by one place, with a
statement for each. Left out of order, treebeard would sooner or later give two of them one place.
So a new one is put last, and a batch puts all new ones between their neighbours. Where there is no
room, as many of the neighbours move as are needed to make some: few, as room is left between all.
"""

from collections.abc import Callable, Iterable
from collections.abc import Collection as AnyOf

from django.db import connection
from wagtail.models import Collection

WIDTH = Collection.steplen
LAST = len(Collection.alphabet) ** WIDTH - 10_000
"""The last place that a child may get for good: behind it, a batch puts its new ones at first."""
STEP = 64
"""Places from one to the next at the end."""
ROOM = 8
"""Places for each, on average, among neighbours that have made room."""


def number_of(path: str) -> int:
    """Return the place of a collection among its siblings."""
    number: int = Collection._str2int(path[-WIDTH:])
    return number


def put_in_order(root: Collection, new: AnyOf[int]) -> None:
    """Put children of the root, by their keys, where their names belong; the root is locked.

    Names are compared by the database, as treebeard does. If others are out of order, all are put
    in order. One query, another for what is inside those that move, and two statements for each.
    """
    children = root.get_children().order_by(*Collection.node_order_by, "path")
    rows = [*children.values_list("pk", "path", "numchild")]
    others = [path for pk, path, _inside in rows if pk not in new]
    in_order = others == sorted(others)
    is_new = [pk in new or not in_order for pk, _path, _inside in rows]
    siblings = Siblings(is_new, lambda index: number_of(rows[index][1]))
    paths: list[tuple[int, str]] = []
    with_children: dict[str, str] = {}
    for index, place in siblings.changes().items():
        pk, path, inside = rows[index]
        paths.append((pk, Collection._get_path(root.path, root.depth + 1, place)))
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
    """Siblings in their order: `place_of` knows the places of all but the new ones."""

    def __init__(self, new: list[bool], place_of: Callable[[int], int]) -> None:
        self._new, self._place_of = new, place_of
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
        low = self._at(start - 1) if start else 0
        count = end - start
        high = self._at(end) if end < len(self._new) else min(low + (count + 1) * STEP, LAST)
        return low, high

    def _at(self, index: int) -> int:
        changed = self._changes.get(index)
        return self._place_of(index) if changed is None else changed


def _write(paths: Iterable[tuple[int, str]]) -> None:
    """Write paths, in two steps: no two rows may have one path at any moment."""
    paths = [*paths]
    names = (Collection._meta.db_table, "path", "id")
    table, path, id = map(connection.ops.quote_name, names)
    statement = f"UPDATE {table} SET {path} = %s WHERE {id} = %s"  # noqa: S608 - no text from outside
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(f"-{pk}", pk) for pk, _path in paths])
        cursor.executemany(statement, [(path, pk) for pk, path in paths])
