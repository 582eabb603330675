"""Page fields as values, and back: one reader and one writer for each field that is not plain."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from clinic_cms.blocks import names_of
from clinic_cms.launching.state.values import (
    Fields,
    Value,
    body_of,
    degrees_of,
    hours_of,
    hours_stream,
    names_stream,
    normal_html,
    special_days_of,
    special_days_stream,
    with_ids,
)
from clinic_cms.models import (
    ClinicHomePage,
    ClinicLocation,
    ClinicOwnedPage,
    ClinicPage,
    ConditionIndexPage,
    PractitionerPage,
)

MODELS: Mapping[str, type[ClinicOwnedPage]] = {
    "home": ClinicHomePage,
    "conditions": ConditionIndexPage,
    "about": ClinicPage,
    "contact": ClinicPage,
    "practitioner": PractitionerPage,
    "location": ClinicLocation,
}


def _image_digest(image: Any) -> str:
    return image.file_hash if image else ""


def _person_key(person: PractitionerPage | None) -> str:
    return str(person.translation_key) if person else ""


_READERS: Mapping[str, Callable[[Any], Value]] = {
    "hero_text": normal_html,
    "intro": normal_html,
    "bio": normal_html,
    "directions": normal_html,
    "body": body_of,
    "opening_hours": hours_of,
    "special_days": special_days_of,
    "service_areas": lambda stream: list(names_of(stream)),
    "languages": lambda stream: list(names_of(stream)),
    "latitude": degrees_of,
    "longitude": degrees_of,
    "photo": _image_digest,
    "logo": _image_digest,
    "lead": _person_key,
}


@dataclass(frozen=True)
class Sources:
    """Where a value that names another object finds it."""

    seed: str
    """What block ids are made from: the same in every locale."""
    pictures: Mapping[str, Any]
    """Images by digest."""
    people: Mapping[str, PractitionerPage]
    """The practitioners' rows of the default locale, by name."""


NO_SOURCES = Sources("", {}, {})


def read_field(page: ClinicOwnedPage, name: str) -> Value:
    """Return a page's field as a value."""
    value = getattr(page, name)
    reader = _READERS.get(name)
    return reader(value) if reader else value


def read_fields(page: ClinicOwnedPage, names: Fields) -> Fields:
    """Return some of a page's fields as values."""
    return {name: read_field(page, name) for name in names}


def write_fields(page: ClinicOwnedPage, fields: Fields, sources: Sources) -> None:
    """Set a page's fields from values; nothing is saved."""
    for name, value in fields.items():
        if name != "live":
            setattr(page, name, _written(name, value, sources))


def _written(name: str, value: Any, sources: Sources) -> Any:
    seed = f"{sources.seed}/{name}"
    match name:
        case "body":
            return with_ids(value, seed)
        case "opening_hours":
            return hours_stream(value, seed)
        case "special_days":
            return special_days_stream(value, seed)
        case "service_areas":
            return names_stream(value, "area", seed)
        case "languages":
            return names_stream(value, "language", seed)
        case "latitude" | "longitude":
            return Decimal(value) if value else None
        case "photo":
            return sources.pictures.get(value)
        case "lead":
            return sources.people.get(value)
    return value
