"""The parameters that operations share, and paging by cursor.

A cursor is the sort key of the last item, so that changes shift nothing.
"""

import re
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from ninja import Path, Query
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

Item = TypeVar("Item")

SEPARATOR = "\1"
"""Stands between the parts of a sort key; it comes before every letter."""
LONGEST_CURSOR = 3000
"""Of 80 letters of a title and 255 of a slug, each up to four bytes, in hexadecimal digits."""

DIGITS = re.compile(r"[1-9][0-9]*")
HOST = re.compile(r"^[A-Za-z0-9\u00a1-\uffff.:\[\]_-]+$")
"""What may be a host, in letters of any script; a port may stand behind it."""


def _in_digits(value: object) -> object:
    """Refuse other spellings of a number: "010", "1_0", "10.0"."""
    if isinstance(value, str) and not DIGITS.fullmatch(value):
        raise PydanticCustomError("digits", "Write a number of 1 or more, in digits alone")
    return value


ClinicSlug = Annotated[
    str,
    Path(
        ...,
        description="The clinic's slug.",
        example="kosak",
        pattern=r"^[-a-zA-Z0-9_]+$",
    ),
]
LocaleCode = Annotated[
    str | None,
    Query(
        None,
        description="One of the clinic's locales by its code; the clinic's default without it.",
        example="es",
        min_length=1,
    ),
]
Fields = Annotated[
    str | None,
    Query(
        None,
        description="Only these top-level fields, separated by commas. The answer is then of type "
        "`application/vnd.clinic-cms.part+json`.",
        min_length=1,
    ),
]
Cursor = Annotated[
    str | None,
    Query(
        None,
        description="`next` of the page before. Its form may change; do not build it.",
        pattern=r"^([0-9a-f]{2})+$",
        max_length=LONGEST_CURSOR,
    ),
]
Limit = Annotated[
    int,
    BeforeValidator(_in_digits),
    Query(50, description="How many to list on a page.", ge=1, le=100, example=20),
]


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
