"""Keeps collections in the order of their names, as treebeard needs them.

Wagtail has treebeard sort collections by name: a new one moves all behind it by one place, with a
statement for each. Left out of order, treebeard would sooner or later give two of them one place.
So a new one is put last, and a batch puts all new ones between their neighbours, where there is
room. Where there is none, all collections are spread over the places that there are, once.
"""

from collections.abc import Collection as AnyOf
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from django.db import connection
from wagtail.models import Collection

WIDTH = Collection.steplen
PLACES = len(Collection.alphabet) ** WIDTH
"""How many children a collection may have."""


def number_of(path: str) -> int:
    """Return the place of a collection among its siblings."""
    number: int = Collection._str2int(path[-WIDTH:])
    return number


def put_in_order(root: Collection, new: AnyOf[int]) -> None:
    """Put children of the root, by their keys, where their names belong; the root is locked.

    Names are compared by the database, as treebeard does. One query, and two for all that moves.
    """
    below = root.get_descendants().order_by("depth", *Collection.node_order_by, "path")
    paths: dict[int, str] = dict(below.values_list("pk", "path"))
    depth = len(root.path) + WIDTH
    children = [pk for pk, path in paths.items() if len(path) == depth]
    now = {pk: number_of(paths[pk]) for pk in children}
    then = _into_gaps(children, now, new) or _spread(children)
    moved = {
        paths[pk]: Collection._get_path(root.path, root.depth + 1, then[pk])
        for pk in children
        if now[pk] != then[pk]
    }
    if moved:
        places = ((pk, moved.get(path[:depth], ""), path[depth:]) for pk, path in paths.items())
        _write([(pk, f"{place}{rest}") for pk, place, rest in places if place])


def _into_gaps(
    children: Sequence[int], now: Mapping[int, int], new: AnyOf[int]
) -> dict[int, int] | None:
    """Return places in which only new ones have moved; None if there are not enough."""
    then, last = {}, 0
    for pk in children:
        then[pk] = last = last + 1 if pk in new else now[pk]
    is_rising = all(one < next_ for one, next_ in pairwise(then.values()))
    return then if is_rising and last < PLACES else None


def _spread(children: Sequence[int]) -> dict[int, int]:
    """Return places with as much room between them as there is."""
    step = PLACES // (len(children) + 1)
    return {pk: number * step for number, pk in enumerate(children, start=1)}


def _write(paths: Iterable[tuple[int, str]]) -> None:
    """Write paths, in two steps: no two rows may have one path at any moment."""
    paths = [*paths]
    names = (Collection._meta.db_table, "path", "id")
    table, path, id = map(connection.ops.quote_name, names)
    statement = f"UPDATE {table} SET {path} = %s WHERE {id} = %s"  # noqa: S608 - no text from outside
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(f"-{pk}", pk) for pk, _path in paths])
        cursor.executemany(statement, [(path, pk) for pk, path in paths])
