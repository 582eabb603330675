"""Page fields as values, and back: a reader and a writer for each field that is not plain."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID, uuid5

from wagtail.images.models import AbstractImage

from clinic_cms.blocks.opening_hours import day_hours, hours_by_day
from clinic_cms.blocks.streams import names_of
from clinic_cms.formats.opening_hours import DayHours
from clinic_cms.launching.spec.localized_texts import normal_html
from clinic_cms.launching.state.values import Fields, Value
from clinic_cms.models import (
    ClinicHomePage,
    ClinicLocation,
    ClinicOwnedPage,
    ClinicPage,
    ConditionIndexPage,
    PractitionerPage,
)

Block: TypeAlias = dict[str, Any]
"""A block of a stream as Wagtail stores it: `type`, `value` and `id`."""

MODELS: Mapping[str, type[ClinicOwnedPage]] = {
    "home": ClinicHomePage,
    "conditions": ConditionIndexPage,
    "about": ClinicPage,
    "contact": ClinicPage,
    "practitioner": PractitionerPage,
    "location": ClinicLocation,
}
BLOCK_IDS = UUID("5b0b6f0c-6a3b-4d0e-9d5a-1f6f0c7b9f11")
"""Namespace of the ids of blocks that a launch writes: equal in every locale of a clinic."""


@dataclass(frozen=True)
class Sources:
    """Where a value that names another object finds it."""

    seed: str
    """What block ids are made from: the same in every locale."""
    pictures: Mapping[str, AbstractImage]
    """Images by digest."""
    people: Mapping[str, PractitionerPage]
    """The practitioners' rows of the default locale, by name."""


NO_SOURCES = Sources("", {}, {})


def read_fields(page: ClinicOwnedPage, names: Iterable[str]) -> Fields:
    """Return some of a page's fields as values."""
    values = {name: getattr(page, name) for name in names}
    return {
        name: _READERS[name](value) if name in _READERS else value for name, value in values.items()
    }


def write_fields(page: ClinicOwnedPage, fields: Fields, sources: Sources) -> None:
    """Set a page's fields from values; nothing is saved."""
    for name, value in fields.items():
        if name in _BLOCKS:
            blocks = _BLOCKS[name](value)
            setattr(page, name, _with_ids(blocks, f"{sources.seed}/{name}"))
        elif name != "live":
            writer = _WRITERS.get(name)
            setattr(page, name, writer(value, sources) if writer else value)


def degrees_of(value: Decimal | None) -> str:
    """Return a coordinate without trailing zeros; empty for none."""
    return "" if value is None else format(value.normalize(), "f")


def digest_of(path: Path | None) -> str:
    """Return the digest of a picture's file, as Wagtail keeps it with an image (SHA-1)."""
    if path is None:
        return ""
    return hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()


def _hours_value(hours: Iterable[str]) -> dict[str, Any]:
    """Return a day's hours as the fields of a block."""
    day = DayHours.of(hours)
    spans = [{"opens": f"{it.opens}", "closes": f"{it.closes}"} for it in day.intervals]
    return {"intervals": spans, "by_appointment": day.by_appointment}


def _hours_of(stream: Any) -> dict[str, list[str]]:
    """Return opening hours by day, however a page groups its days."""
    return {day: hours.texts for day, hours in hours_by_day(stream).items()}


def _hours_blocks(value: Mapping[str, Sequence[str]]) -> list[Block]:
    """Return opening hours as blocks: days with the same hours share one."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for day, hours in value.items():
        groups.setdefault(tuple(hours), []).append(day)
    return [
        {"type": "hours", "value": {"days": days, **_hours_value(hours)}}
        for hours, days in groups.items()
    ]


def _special_days_of(stream: Any) -> list[dict[str, Value]]:
    """Return special days by date."""
    days: list[dict[str, Value]] = [
        {
            "date": child.value["date"].isoformat(),
            "note": child.value["note"] or "",
            "hours": day_hours(child.value).texts,
        }
        for child in stream
    ]
    return sorted(days, key=lambda day: str(day["date"]))


def _day_blocks(value: Iterable[Mapping[str, Any]]) -> list[Block]:
    days = (
        {"date": day["date"], "note": day["note"], **_hours_value(day["hours"])} for day in value
    )
    return _blocks("day", days)


def _blocks(kind: str, values: Iterable[Any]) -> list[Block]:
    return [{"type": kind, "value": value} for value in values]


def _body_of(stream: Any) -> list[Value]:
    """Return a page's blocks without ids, as a spec or a standard text writes them."""
    return [_without_ids(child) for child in stream.get_prep_value()]


def _without_ids(value: Any) -> Value:
    if isinstance(value, dict):
        if value.get("type") == "item" and "value" in value:
            return _without_ids(value["value"])
        return {key: _without_ids(part) for key, part in value.items() if key != "id"}
    if isinstance(value, (list, tuple)):
        return [_without_ids(part) for part in value]
    is_html = isinstance(value, str) and value.startswith("<")
    plain: Value = normal_html(value) if is_html else value
    return plain


def _with_ids(blocks: Iterable[Mapping[str, Any]], seed: str) -> list[Block]:
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
        return _with_ids(_blocks("item", value), seed)
    return value


_READERS: Mapping[str, Callable[[Any], Value]] = {
    **dict.fromkeys(("hero_text", "intro", "bio", "directions"), normal_html),
    "body": _body_of,
    "opening_hours": _hours_of,
    "special_days": _special_days_of,
    **dict.fromkeys(("service_areas", "languages"), lambda stream: list(names_of(stream))),
    **dict.fromkeys(("latitude", "longitude"), degrees_of),
    "photo": lambda image: image.file_hash if image else "",
    "lead": lambda person: str(person.translation_key) if person else "",
}

_BLOCKS: Mapping[str, Callable[[Any], Iterable[Block]]] = {
    "body": list,
    "opening_hours": _hours_blocks,
    "special_days": _day_blocks,
    "service_areas": partial(_blocks, "area"),
    "languages": partial(_blocks, "language"),
}

_WRITERS: Mapping[str, Callable[[Any, Sources], Any]] = {
    "latitude": lambda value, sources: Decimal(value) if value else None,
    "longitude": lambda value, sources: Decimal(value) if value else None,
    "photo": lambda value, sources: sources.pictures.get(value),
    "lead": lambda value, sources: sources.people.get(value),
}
