"""The values that are compared and remembered: plain JSON, in one form for spec and database."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias, cast

from django.utils.translation import gettext as _

Value: TypeAlias = "str | int | bool | Sequence[Value] | Mapping[str, Value] | None"
Fields: TypeAlias = dict[str, Value]

LONGEST_REMEMBERED = 80
"""A longer value is remembered as its digest: a clinic's row is read on every request."""
SHOWN = 70
"""Characters of a value in one line of a plan."""
CONTEXT = 20
"""Characters before the first difference of two long values."""


@dataclass(frozen=True, order=True)
class Key:
    """The name of one of a clinic's objects, whatever its row: "location:fairfield@es"."""

    kind: str
    name: str = ""
    locale: str = ""

    def __str__(self) -> str:
        return f"{self.page}@{self.locale}" if self.locale else self.page

    @property
    def page(self) -> str:
        """The part that is the same in all locales: "location:fairfield"."""
        return f"{self.kind}:{self.name}" if self.name else self.kind

    @classmethod
    def parse(cls, text: str) -> "Key":
        """Read back what `str` wrote."""
        page, _sign, locale = text.partition("@")
        kind, _sign, name = page.partition(":")
        return cls(kind, name, locale)


CLINIC = Key("clinic")
COLUMNS = ("name", "theme", "primary_color", "owner_email", "language_help", "preview_url")
"""The fields of a clinic's state that are columns of its row as they are."""


@dataclass(frozen=True)
class ClinicState:
    """The clinic's own fields; those of its pages are the pages' fields."""

    name: str
    host: str
    other_hosts: list[str]
    locales: list[str]
    theme: str
    primary_color: str
    owner_email: str
    logo: str
    """The digest of the picture's file; empty for none."""
    language_help: list[str]
    front_ends: list[str]
    preview_url: str
    conditions: str | list[str]
    """`ALL`, or the translation keys of masters, sorted."""
    primary_location: str
    """The name in the location's key."""

    @classmethod
    def of(cls, fields: Fields) -> "ClinicState":
        """Return the state that `fields()` gave."""
        return cls(**cast(dict[str, Any], fields))

    def fields(self) -> Fields:
        """Return the fields as values that can be compared one by one."""
        return asdict(self)

    @property
    def default_locale(self) -> str:
        """The first locale, whose pages hold the facts."""
        return self.locales[0]


def collection_name(name: str, slug: str) -> str:
    """Return the name of a clinic's collection: unique, and found by its name."""
    return f"{name[:60]} ({slug})"


def label(key: Key) -> str:
    """Return an object's name for people: "location fairfield (es)"."""
    parts = [kind_label(key.kind), key.name, f"({key.locale})" if key.locale else ""]
    return " ".join(part for part in parts if part)


def kind_label(kind: str) -> str:
    """Return the name of a kind of object: "home page"."""
    names = {
        "clinic": _("clinic"),
        "home": _("home page"),
        "conditions": _("conditions index"),
        "about": _("about page"),
        "contact": _("contact page"),
        "practitioner": _("practitioner"),
        "location": _("location"),
        "network": _("network"),
        "locale": _("locale"),
        "library": _("library"),
    }
    return str(names.get(kind, kind))


def from_to(before: Value, after: Value) -> str:
    """Return two values in one line, long ones from where they begin to differ."""
    old, new = line_of(before), line_of(after)
    pairs = enumerate(zip(old, new, strict=False))
    start = next((index for index, (a, b) in pairs if a != b), 0) - CONTEXT
    if max(len(old), len(new)) > SHOWN and start > 0:
        old, new = f"…{old[start:]}", f"…{new[start:]}"
    return f"{_cut(old)} → {_cut(new)}"


def with_slugs(value: Value, slugs: Mapping[str, str]) -> Value:
    """Return a value with the slugs of masters instead of their keys."""
    if isinstance(value, list):
        return sorted(slugs.get(item, item) for item in value)
    return value


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def line_of(value: Value) -> str:
    """Return a value in one line."""
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return " ".join(text.split())


def remembered(value: Value) -> Value:
    """Return what is remembered of an applied value: itself, or its digest where it is long."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    if len(text) <= LONGEST_REMEMBERED:
        return value
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def is_empty(value: Value) -> bool:
    """Whether a value is as good as never set."""
    return value in ("", None, False, [], {})
