"""From spec files to specs, or to every mistake in them, each with its line."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from clinic_cms.errors import Mistake, Refused
from clinic_cms.launching.spec.duplicates import repetitions
from clinic_cms.launching.spec.fields import closest, nearest
from clinic_cms.launching.spec.schema import ClinicSpec
from clinic_cms.launching.spec.toml_lines import KeyPath, Places, locate, written
from clinic_cms.launching.spec.validation_context import Known, known_with

NAME_ONE = gettext_lazy("Name a spec file, or a folder of them.")
SHOWN = 60
"""Characters of a faulty value that a message quotes."""


@dataclass(frozen=True)
class SpecFile:
    """A spec and where it was read."""

    path: Path
    spec: ClinicSpec
    places: Places


def spec_paths(paths: Iterable[Path]) -> list[Path]:
    """Return the files that some paths name; a folder stands for its `*.toml`, by name."""
    found: dict[Path, None] = {}
    for path in paths:
        # A folder without specs stands for itself, and is refused when read.
        for file in sorted(path.glob("*.toml")) or [path]:
            found.setdefault(file, None)
    return [*found]


def read_specs(paths: Iterable[Path], known: Known) -> list[SpecFile]:
    """Read spec files; raises Refused with all mistakes of all of them.

    A mistake in one file refuses the whole run: half a run would be hard to tell from a whole one.
    """
    files: list[SpecFile] = []
    mistakes: list[Mistake] = []
    for path in paths:
        try:
            raw, places = _parse(path)
            known_here = known_with(known, raw, path.parent)
            known = _claim(known, raw, path)
            files.append(SpecFile(path, read_spec(path, raw, places, known_here), places))
        except Refused as refused:
            mistakes.extend(refused.mistakes)
    if mistakes:
        raise Refused(mistakes)
    return files


def read_spec(path: Path, raw: Mapping[str, Any], places: Places, known: Known) -> ClinicSpec:
    """Check a parsed file; raises Refused."""
    found = [
        (place, Mistake(id, where(path, places, place), message, hint))
        for id, place, message, hint in repetitions(raw, known.locales)
    ]
    spec = None
    try:
        spec = ClinicSpec.model_validate(raw, context=known)
    except ValidationError as error:
        found += [
            (_key_path(details), _mistake(path, places, details))
            for details in _without_consequences(error.errors())
        ]
    if spec is None or found:
        found.sort(key=lambda pair: places.line(pair[0]))
        raise Refused([mistake for _place, mistake in found])
    return spec


def _parse(path: Path) -> tuple[dict[str, Any], Places]:
    try:
        source = path.read_text(encoding="utf-8")
        return tomllib.loads(source), locate(source)
    except FileNotFoundError as error:
        raise _unreadable(path, _("There is no such file or folder."), str(NAME_ONE)) from error
    except IsADirectoryError as error:
        message = _("There is no *.toml in this folder.")
        raise _unreadable(path, message, str(NAME_ONE)) from error
    except (OSError, UnicodeDecodeError) as error:
        message = _("The file cannot be read: %(error)s.") % {"error": error}
        raise _unreadable(path, message, _("It must be a text file in UTF-8.")) from error
    except tomllib.TOMLDecodeError as error:
        message = _("This is not TOML: %(error)s.") % {"error": error}
        hint = _("Texts stand in quotes, lists in brackets with commas.")
        raise _unreadable(path, message, hint) from error


def _unreadable(path: Path, message: str, hint: str) -> Refused:
    return Refused([Mistake("clinic_cms.L001", str(path), message, hint)])


def _claim(known: Known, raw: Mapping[str, Any], path: Path) -> Known:
    """Note the slug's and the hosts' owner, so that a later file of the run cannot take them."""
    clinic = raw.get("clinic")
    clinic = clinic if isinstance(clinic, dict) else {}
    others = clinic.get("other_hosts")
    hosts = [clinic.get("host"), *(others if isinstance(others, list) else [])]
    owner = _("the spec %(path)s") % {"path": path.name}
    taken = {host: owner for host in hosts if isinstance(host, str)}
    slugs = {clinic["slug"]: path.name} if isinstance(clinic.get("slug"), str) else {}
    return replace(known, hosts={**known.hosts, **taken}, specs={**slugs, **known.specs})


def _without_consequences(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Drop errors that only follow from others: one mistake is one line."""
    misspelt = {
        (*loc[:-1], key)
        for details in errors
        if details["type"] == "extra_forbidden"
        for loc in [_key_path(details)]
        for key in closest(str(loc[-1]), _keys_at(ClinicSpec, loc[:-1]))
    }
    return [
        details
        for details in errors
        # A list is short because its elements are wrong, a key is missing because misspelt.
        if not (details["type"] == "too_short" and details["input"])
        and not (details["type"] == "missing" and _key_path(details) in misspelt)
    ]


def _key_path(details: ErrorDetails) -> KeyPath:
    return tuple(part for part in details["loc"] if part not in {"[key]", ""})


def _mistake(path: Path, places: Places, details: ErrorDetails) -> Mistake:
    loc = _key_path(details)
    message, hint, id = _explain(details, loc)
    return Mistake(id, where(path, places, loc), message, hint)


def where(path: Path, places: Places, loc: KeyPath) -> str:
    """Return a key's place as its author knows it."""
    line = places.line(loc)
    return _("%(file)s, line %(line)s, %(key)s") % {
        "file": path,
        "line": line,
        "key": written(loc),
    }


def _explain(details: ErrorDetails, loc: KeyPath) -> tuple[str, str, str]:
    """Return message, hint and id of one of pydantic's errors."""
    kind, context = details["type"], details.get("ctx", {})
    if kind.startswith("clinic_cms."):
        return context["message"], context["hint"], kind
    if kind == "extra_forbidden":
        key, known = str(loc[-1]), _keys_at(ClinicSpec, loc[:-1])
        return _("Unknown key “%(key)s”.") % {"key": key}, nearest(key, known), "clinic_cms.L002"
    if kind == "missing":
        key = str(loc[-1])
        hint = _("Add it; docs/clinic.example.toml shows every key.")
        return _("“%(key)s” is missing.") % {"key": key}, hint, "clinic_cms.L003"
    shown = repr(details["input"])
    shown = shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
    message = _("Read %(value)s.") % {"value": shown}
    return message, _expected(kind, details), "clinic_cms.L004"


def _expected(kind: str, details: ErrorDetails) -> str:
    context = details.get("ctx", {})
    if kind == "string_type":
        value = details["input"]
        if isinstance(value, (int, float)):
            return _('Write it in quotes: "%(value)s".') % {"value": value}
        return _("Write a text in quotes.")
    if kind in {"enum", "literal_error"}:
        return _("Write one of: %(values)s.") % {"values": context["expected"]}
    if kind in {"string_too_long", "too_long"}:
        return _("Write at most %(count)s characters.") % {"count": context["max_length"]}
    if kind in {"string_too_short", "too_short"}:
        return _("It must not be empty.")
    if kind in {"tuple_type", "list_type"}:
        return _('Write a list in brackets, such as ["one", "two"].')
    if kind in {"model_type", "dict_type"}:
        return _("Write a table.")
    return f"{details['msg']}."


def _keys_at(model: type[BaseModel], loc: KeyPath) -> list[str]:
    """Return the keys that the table at a path may have."""
    for part in loc:
        if isinstance(part, str) and part in model.model_fields:
            model = _table_in(model.model_fields[part].annotation) or model
    return list(model.model_fields)


def _table_in(annotation: Any) -> type[BaseModel] | None:
    """Return the table among a type's parts: `HoursTable`, or that of a tuple or dict of them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _table_in(part))), None)
