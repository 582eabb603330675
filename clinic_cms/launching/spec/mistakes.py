"""Says what pydantic found wrong in a spec: unknown keys, missing ones, wrong types."""

from typing import Any, get_args

from django.utils.translation import gettext as _
from pydantic import BaseModel
from pydantic_core import ErrorDetails

from clinic_cms.errors import error_id, nearest_name, shortened, suggestion
from clinic_cms.launching.spec.schema import ClinicSpec
from clinic_cms.launching.spec.toml_lines import KeyPath

UNKNOWN_KEY = error_id("clinic_cms.L002")
MISSING_KEY = error_id("clinic_cms.L003")
WRONG_TYPE = error_id("clinic_cms.L004")

Problem = tuple[str, KeyPath, str, str]
"""Error id, path, message and hint."""


def without_consequences(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Drop errors that only follow from others: one mistake is one line."""
    unknown = [_key_path(details) for details in errors if details["type"] == "extra_forbidden"]
    misspelt = {
        (*path[:-1], nearest_name(str(path[-1]), _keys_at(ClinicSpec, path[:-1])))
        for path in unknown
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


def explain(details: ErrorDetails) -> Problem:
    """Return what one of pydantic's errors says."""
    kind, context, path = details["type"], details.get("ctx", {}), _key_path(details)
    if kind.startswith("clinic_cms."):
        return kind, path, context["message"], context["hint"]
    if kind == "extra_forbidden":
        key, keys = str(path[-1]), _keys_at(ClinicSpec, path[:-1])
        return UNKNOWN_KEY, path, _("Unknown key “%(key)s”.") % {"key": key}, suggestion(key, keys)
    if kind == "missing":
        hint = _("Add it; docs/clinic.example.toml shows every key.")
        return MISSING_KEY, path, _("“%(key)s” is missing.") % {"key": path[-1]}, hint
    message = _("Read %(value)s.") % {"value": shortened(repr(details["input"]))}
    return WRONG_TYPE, path, message, _expected(kind, details)


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


def _keys_at(model: type[BaseModel], path: KeyPath) -> list[str]:
    """Return the keys that the table at a path may have."""
    for part in path:
        if isinstance(part, str) and part in model.model_fields:
            model = _table_in(model.model_fields[part].annotation) or model
    return list(model.model_fields)


def _table_in(annotation: Any) -> type[BaseModel] | None:
    """Return the table among a type's parts: `HoursTable`, or that of a tuple or dict of them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((table for part in get_args(annotation) if (table := _table_in(part))), None)
