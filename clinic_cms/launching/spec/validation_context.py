"""What a spec is checked against, besides its own shape."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Known:
    """The world around a spec: the install, its other clinics, the file's own folder and lists.

    Validators see one field at a time; what they must know of the rest of the file is here, read
    before it is validated, so that one mistake never hides another.
    """

    languages: Mapping[str, str] = field(default_factory=dict)
    """WAGTAIL_CONTENT_LANGUAGES: code to name."""
    network_hosts: Collection[str] = ()
    hosts: Mapping[str, str] = field(default_factory=dict)
    """Hosts in use: host to clinic slug, or to a description of who else has it."""
    specs: Mapping[str, str] = field(default_factory=dict)
    """Specs read earlier in the run: clinic slug to file name."""
    root_slugs: Collection[str] = ()
    """Slugs below Wagtail's root that are no clinic's."""
    default_locales: Mapping[str, str] = field(default_factory=dict)
    """Clinics that exist: slug to default locale."""
    conditions: Mapping[str, UUID] = field(default_factory=dict)
    """Masters: slug to translation key."""
    folder: Path = Path()
    """Where the file is; pictures are named from there."""
    slug: str = ""
    """The slug that this file states."""
    locales: Collection[str] = ()
    """The locales that this file states."""
    practitioners: Collection[str] = ()
    """The names and slugs of the practitioners that this file states."""


def known_with(known: Known, raw: Mapping[str, Any], folder: Path) -> Known:
    """Return what is known once a file's own lists are, whatever else may be wrong in it."""
    clinic = raw.get("clinic")
    clinic = clinic if isinstance(clinic, dict) else {}
    locales = clinic.get("locales")
    codes = locales if isinstance(locales, list) else []
    return replace(
        known,
        folder=folder,
        slug=str(clinic.get("slug", "")),
        locales=[code for code in codes if isinstance(code, str)],
        practitioners=_names(raw.get("practitioners")),
    )


def _names(practitioners: object) -> list[str]:
    tables = practitioners if isinstance(practitioners, list) else []
    found = [
        table.get(key) for table in tables if isinstance(table, dict) for key in ("name", "slug")
    ]
    return [name.strip() for name in found if isinstance(name, str)]
