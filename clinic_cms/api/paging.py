"""Cursor paging: a cursor is the sort key of the last item, so that changes shift nothing."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
SEPARATOR = "\1"
"""Stands between the parts of a sort key; it comes before every letter."""


def decode(cursor: str | None) -> str:
    """Return the sort key behind which a page begins; the first page begins behind "".

    It holds no NUL, with which PostgreSQL refuses to compare.
    """
    return bytes.fromhex(cursor or "").decode(errors="replace").replace("\0", "\ufffd")


def encode(key: str) -> str:
    """Return a sort key as a cursor."""
    return key.encode().hex()


def cut(
    items: Sequence[Item], limit: int, key: Callable[[Item], str]
) -> tuple[list[Item], str | None]:
    """Return a page of at most `limit` items and the cursor of the next, if there are more."""
    page = list(items[:limit])
    return page, encode(key(page[-1])) if len(items) > limit else None
