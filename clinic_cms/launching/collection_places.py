"""Finds where names belong among collections that are in the order of their names.

Names have no index. But where they are in order, so are the paths, which have one: the places of
names are found by halves, in some 20 short queries.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from wagtail.models import Collection

TABLE, PATH, NAME, DEPTH, ID = map(
    connection.ops.quote_name, (Collection._meta.db_table, "path", "name", "depth", "id")
)
WIDTH = Collection.steplen
PLACES = len(Collection.alphabet) ** WIDTH


def number_of(path: str) -> int:
    """Return the place of a collection among its siblings."""
    number: int = Collection._str2int(path[-WIDTH:])
    return number


def path_of(root: Collection, place: int) -> str:
    path: str = Collection._get_path(root.path, root.depth + 1, place)
    return path


def are_in_order(root: Collection) -> bool:
    """Whether the names of a root's children are in the order of their paths. One query."""
    statement = f"""
        SELECT 1 FROM (
            SELECT {NAME}, LAG({NAME}) OVER (ORDER BY {PATH}) AS previous FROM {TABLE}
            WHERE {DEPTH} = %s AND {PATH} BETWEEN %s AND %s
        ) AS siblings WHERE {NAME} < previous LIMIT 1"""  # noqa: S608 - no text from outside
    with connection.cursor() as cursor:
        cursor.execute(statement, [root.depth + 1, path_of(root, 0), path_of(root, PLACES - 1)])
        return cursor.fetchone() is None


@dataclass
class Search:
    """The search for the gap of a name: the last place before it, and one that is behind it."""

    name: str
    end: int
    before: int = 0
    behind: int | None = None
    """The place of the first child behind it, if one was found."""


def gaps_for(root: Collection, names: Iterable[str]) -> list[tuple[int, int | None]]:
    """Return where names belong: the places of the last child before each, and of the next one.

    Zero for the one before the first, None for the one behind the last. The children are in the
    order of their names. A query for each time that the places can be halved.
    """
    part = f"""
        SELECT * FROM (
            SELECT {{number}} AS number, {PATH}, {NAME} <= %s AS is_before FROM {TABLE}
            WHERE {PATH} >= %s AND {PATH} < %s AND {DEPTH} = %s ORDER BY {PATH} LIMIT 1
        ) AS found{{number}}"""  # noqa: S608 - no text from outside
    last = root.get_last_child()
    searches = [Search(name, number_of(last.path) + 1 if last else 1) for name in names]
    with connection.cursor() as cursor:
        while unfinished := [each for each in searches if each.end - each.before > 1]:
            middles = [(each.before + each.end) // 2 for each in unfinished]
            values: list[str | int] = []
            for each, middle in zip(unfinished, middles, strict=True):
                values += [each.name, path_of(root, middle), path_of(root, each.end)]
                values.append(root.depth + 1)
            parts = (part.format(number=number) for number in range(len(unfinished)))
            cursor.execute(" UNION ALL ".join(parts), values)
            found = {number: row for number, *row in cursor.fetchall()}
            for number, (each, middle) in enumerate(zip(unfinished, middles, strict=True)):
                path, is_before = found.get(number, (None, False))
                if path is not None and is_before:
                    each.before = number_of(path)
                else:
                    each.end, each.behind = middle, number_of(path) if path else each.behind
    return [(each.before, each.behind) for each in searches]
