"""Parts of the page tree, as ranges of tree paths: an index answers them, in any database.

Wagtail's own way is a LIKE, for which PostgreSQL and SQLite need indexes of another kind.
"""

from collections.abc import Iterable

from django.db.models import Q
from wagtail.models import Page

LONGEST = 255
"""Characters of the longest tree path."""


def last_path_in(tree: str) -> str:
    """Return a path behind which none of a tree comes.

    It is made of treebeard's last digit: in many locales of PostgreSQL, signs such as "~" come
    before all digits.
    """
    return tree.ljust(LONGEST, Page.alphabet[-1])


def in_tree(path: str) -> Q:
    """Return the condition for a page and all that is below it, by the page's path."""
    return Q(path__gte=path, path__lte=last_path_in(path))


def in_trees(paths: Iterable[str]) -> Q:
    """Return the condition for the pages of any of these trees; it holds for none without them."""
    condition = Q(pk__in=())
    outermost = ""
    for path in sorted(paths):
        if not outermost or not path.startswith(outermost):
            condition |= in_tree(path)
            outermost = path
    return condition


def paths_above(path: str, top: str) -> list[str]:
    """Return the paths of the pages above one, down from `top`, which is one of them."""
    return [path[:end] for end in range(len(top), len(path), Page.steplen)]
