"""The values that are compared and kept: plain JSON, in one form for spec and database."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID, uuid5

from django.utils.html import strip_tags
from wagtail.rich_text import RichText

Value: TypeAlias = str | int | bool | list[Any] | dict[str, Any] | None
Fields: TypeAlias = dict[str, Value]

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
LONGEST_KEPT = 80
"""A longer value is kept as its digest: a clinic's row is read on every request."""
BLOCK_IDS = UUID("5b0b6f0c-6a3b-4d0e-9d5a-1f6f0c7b9f11")
"""Namespace of the ids of blocks that a launch writes: equal in every locale of a clinic."""


@dataclass(frozen=True, order=True)
class Key:
    """What an object of a clinic is called, whatever its row: "location:fairfield@es"."""

    kind: str
    name: str = ""
    locale: str = ""

    def __str__(self) -> str:
        return f"{self.page}@{self.locale}" if self.locale else self.page

    @property
    def page(self) -> str:
        """The part that all locales share: "location:fairfield"."""
        return f"{self.kind}:{self.name}" if self.name else self.kind

    @classmethod
    def parse(cls, text: str) -> "Key":
        """Read back what `str` wrote."""
        page, _, locale = text.partition("@")
        kind, _, name = page.partition(":")
        return cls(kind, name, locale)


CLINIC = Key("clinic")


def stamp(value: Value) -> Value:
    """Return what is kept of an applied value: itself, or its digest where it is long."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    if len(text) <= LONGEST_KEPT:
        return value
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def is_empty(value: Value) -> bool:
    """Whether a value says nothing: as good as never set."""
    return value in ("", None, False, [], {})


def html_of(text: str) -> str:
    """Return prose as HTML: what already is HTML stays, else empty lines part paragraphs."""
    text = text.strip()
    if text.startswith("<"):
        return normal_html(text)
    paragraphs = (re.sub(r"\s+", " ", part) for part in re.split(r"\n\s*\n", text) if part)
    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in paragraphs)


def normal_html(html: str) -> str:
    """Return HTML without what the admin's editor adds when it saves unchanged text."""
    html = BLOCK_KEY.sub("", html).replace("&quot;", '"').replace("&#x27;", "'")
    return html if strip_tags(html).strip() or "<embed" in html else ""


def degrees_of(value: Decimal | None) -> str:
    """Return a coordinate without trailing zeros; empty for none."""
    return "" if value is None else format(value.normalize(), "f")


def digest_of(path: Path | None) -> str:
    """Return the digest of a picture's file, as Wagtail keeps it with an image (SHA-1)."""
    if path is None:
        return ""
    return hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()


def _intervals(block: Any) -> list[str]:
    return [f"{item['opens']:%H:%M}-{item['closes']:%H:%M}" for item in block["intervals"]]


def hours_of(stream: Any) -> dict[str, list[str]]:
    """Return opening hours by day, however a page groups its days."""
    days: dict[str, list[str]] = {}
    for child in stream:
        for day in child.value["days"]:
            days.setdefault(day, []).extend(_intervals(child.value))
    return {day: sorted(days[day]) for day in WEEK if day in days}


def hours_stream(value: dict[str, list[str]], seed: str) -> list[dict[str, Any]]:
    """Return opening hours as a stream: days with the same hours stand together."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for day, intervals in value.items():
        groups.setdefault(tuple(intervals), []).append(day)
    blocks = [
        {"type": "hours", "value": {"days": days, "intervals": _interval_items(intervals)}}
        for intervals, days in groups.items()
    ]
    return with_ids(blocks, seed)


def special_days_of(stream: Any) -> list[dict[str, Any]]:
    """Return special days by date."""
    days = [
        {
            "date": child.value["date"].isoformat(),
            "note": child.value["note"] or "",
            "hours": _intervals(child.value),
        }
        for child in stream
    ]
    return sorted(days, key=lambda day: str(day["date"]))


def special_days_stream(value: list[dict[str, Any]], seed: str) -> list[dict[str, Any]]:
    """Return special days as a stream."""
    blocks = [
        {
            "type": "day",
            "value": {
                "date": date.fromisoformat(day["date"]).isoformat(),
                "note": day["note"],
                "intervals": _interval_items(day["hours"]),
            },
        }
        for day in value
    ]
    return with_ids(blocks, seed)


def _interval_items(intervals: Any) -> list[dict[str, str]]:
    pairs = (text.split("-") for text in intervals)
    return [
        {
            "opens": time.fromisoformat(opens).isoformat(),
            "closes": time.fromisoformat(closes).isoformat(),
        }
        for opens, closes in pairs
    ]


def names_stream(value: list[str], block: str, seed: str) -> list[dict[str, Any]]:
    """Return plain texts as a stream of one kind of block."""
    return with_ids([{"type": block, "value": text} for text in value], seed)


def body_of(stream: Any) -> list[Any]:
    """Return a page's blocks without ids, as a spec or a standard text writes them."""
    return [_without_ids(child) for child in stream.get_prep_value()]


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        if value.get("type") == "item" and "value" in value:
            return _without_ids(value["value"])
        return {key: _without_ids(part) for key, part in value.items() if key != "id"}
    if isinstance(value, (list, tuple)):
        return [_without_ids(part) for part in value]
    if isinstance(value, RichText):
        return normal_html(value.source)
    return normal_html(value) if isinstance(value, str) and value.startswith("<") else value


def with_ids(blocks: list[dict[str, Any]], seed: str) -> list[dict[str, Any]]:
    """Give blocks and list items ids that depend on their place alone."""
    return [
        {
            "type": block["type"],
            "value": _with_item_ids(block["value"], f"{seed}/{index}"),
            "id": str(uuid5(BLOCK_IDS, f"{seed}/{index}")),
        }
        for index, block in enumerate(blocks)
    ]


def _with_item_ids(value: Any, seed: str) -> Any:
    if isinstance(value, dict):
        return {key: _with_item_ids(part, f"{seed}/{key}") for key, part in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return with_ids([{"type": "item", "value": part} for part in value], seed)
    return value
