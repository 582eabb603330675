"""The rows of a clinic: which there are, and which of them a request changed."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import ForeignKey, Model
from wagtail.models import Revision

from clinic_cms.isolation_audit.canaries import Canaries

GENERIC_KEYS = (("content_type_id", "object_id"), ("to_content_type_id", "to_object_id"))
Keys = dict[type[Model], list[Any]]
"""Primary keys by model, in the order in which the rows were made."""
_WRITTEN = re.compile(r'\b(?:INTO|UPDATE|DELETE FROM)\s+["`]?(\w+)', re.IGNORECASE)
_READS = re.compile(r"\s*(?:SELECT|PRAGMA|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|EXPLAIN)", re.IGNORECASE)


def stored_models() -> list[type[Model]]:
    """Return the models with a table of their own, but for sessions."""
    models = apps.get_models(include_auto_created=True)
    return [
        model
        for model in models
        if model._meta.managed and not model._meta.proxy and not issubclass(model, Session)
    ]


def keys_now() -> Keys:
    """Return the keys of all rows."""
    return {
        model: [*model._base_manager.order_by("pk").values_list("pk", flat=True)]
        for model in stored_models()
    }


def keys_since(before: Mapping[type[Model], list[Any]]) -> Keys:
    """Return the keys of the rows that were not there before."""
    known = {model: {*keys} for model, keys in before.items()}
    return {
        model: [key for key in keys if key not in known.get(model, ())]
        for model, keys in keys_now().items()
    }


@contextmanager
def written_tables() -> Iterator[set[str]]:
    """Collect the names of the tables that are written meanwhile."""
    written: set[str] = set()

    def watch(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        if not _READS.match(sql):
            written.update(_WRITTEN.findall(sql))
        return execute(sql, *args)

    with connection.execute_wrapper(watch):
        yield written


Row = dict[str, Any]


class RowGuard:
    """Tells what a request did to a clinic's rows, and what other rows took over from it.

    Make it before anything is requested; all that follows is rolled back.
    """

    def __init__(self, keys: Keys, canaries: Canaries) -> None:
        self._canaries = canaries
        self._models = {model._meta.db_table: model for model in stored_models()}
        self._own = {model: {str(key) for key in found} for model, found in keys.items()}
        self._before = {table: _rows(model) for table, model in self._models.items()}

    def changes(self, tables: set[str]) -> Iterator[str]:
        """Yield what happened in these tables, a line each."""
        for table in sorted(tables & self._models.keys()):
            model, before = self._models[table], self._before[table]
            now = _rows(model)
            for key in before.keys() | now.keys():
                if before.get(key) == now.get(key):
                    continue
                if str(key) in self._own.get(model, ()):
                    yield f"{model._meta.label} {key}: {_changed(before[key], now.get(key))}"
                else:
                    yield from self._taken(model, key, before.get(key, {}), now.get(key, {}))

    def _taken(self, model: type[Model], key: Any, before: Row, now: Row) -> Iterator[str]:
        """Yield what a row that is not the clinic's has of it now: texts and references."""
        known = {*self._found(model, key, before)}
        yield from (line for line in self._found(model, key, now) if line not in known)
        if issubclass(model, Revision) and now and not before:
            yield from self._in_draft(Revision.objects.get(pk=key).as_object())

    def _found(self, model: type[Model], key: Any, row: Row) -> Iterator[str]:
        label = model._meta.label
        for name, value in row.items():
            if isinstance(value, (str, dict, list)):
                for token in self._canaries.within(str(value).encode()):
                    yield f"{label} {key}: {name} holds {self._canaries.places[token]}"
        for field in model._meta.local_concrete_fields:
            if isinstance(field, ForeignKey) and self._owns(
                field.related_model, row.get(field.attname)
            ):
                yield f"{label} {key}: {field.name} refers to {field.related_model._meta.label}"
        for kind, name in GENERIC_KEYS:
            if row.get(kind) and row.get(name):
                target: Any = ContentType.objects.get_for_id(row[kind]).model_class()
                if self._owns(target, row[name]):
                    yield f"{label} {key}: refers to {target._meta.label} {row[name]}"

    def _in_draft(self, draft: Any) -> Iterator[str]:
        """Yield what a new draft refers to of the clinic's."""
        for field in draft._meta.concrete_fields:
            found = []
            if isinstance(field, ForeignKey):
                found = [(field.related_model, getattr(draft, field.attname))]
            elif hasattr(field, "extract_references"):
                value = getattr(draft, field.name)
                found = [each[:2] for each in field.extract_references(value)] if value else []
            for target, key in found:
                if self._owns(target, key):
                    label = target._meta.label
                    yield f"a draft of {draft._meta.label}: {field.name} refers to {label} {key}"

    def _owns(self, model: Any, key: Any) -> bool:
        if model is None or key is None:
            return False
        kinds = (kind for kind in self._own if issubclass(kind, model) or issubclass(model, kind))
        return any(str(key) in self._own[kind] for kind in kinds)


def _rows(model: type[Model]) -> dict[Any, Row]:
    """Return the rows of a model, by primary key."""
    names = [field.attname for field in model._meta.local_concrete_fields]
    return {
        key: dict(zip(names, map(_plain, values), strict=True))
        for key, *values in model._base_manager.values_list("pk", *names)
    }


def _changed(before: Row, now: Row | None) -> str:
    if now is None:
        return "deleted"
    return f"{', '.join(name for name in before if before[name] != now[name])} changed"


def _plain(value: Any) -> Any:
    """Return the value of a stream as its raw blocks, which can be compared and searched."""
    raw = getattr(value, "raw_data", None)
    return value if raw is None else [*raw]
