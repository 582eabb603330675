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

from clinic_cms.isolation_audit.canaries import Canaries

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


class RowGuard:
    """Tells what a request did to a clinic's rows, and what other rows took over from it.

    Make it before anything is requested; all that follows is rolled back.
    """

    def __init__(self, keys: Keys, canaries: Canaries) -> None:
        self.keys, self.canaries = keys, canaries
        self._models = {model._meta.db_table: model for model in stored_models()}
        self._before: dict[str, tuple[dict[Any, tuple[Any, ...]], set[str]]] = {}
        self._before = {table: self._state(model) for table, model in self._models.items()}

    def changes(self, tables: set[str]) -> Iterator[str]:
        """Yield what happened in these tables, a line each."""
        for table in sorted(tables & self._models.keys()):
            model = self._models[table]
            rows, taken = self._before[table]
            rows_now, taken_now = self._state(model)
            for key in rows:
                if key not in rows_now:
                    yield f"{model._meta.label} {key} was deleted"
                elif rows[key] != rows_now[key]:
                    yield f"{model._meta.label} {key}: {_changed(model, rows[key], rows_now[key])}"
            yield from sorted(taken_now - taken)

    def _state(self, model: type[Model]) -> tuple[dict[Any, tuple[Any, ...]], set[str]]:
        """Return the clinic's rows of a model, and what other rows have of the clinic."""
        own = {*self.keys.get(model, ())}
        names = [field.attname for field in model._meta.local_concrete_fields]
        rows = model._base_manager.values_list("pk", *names)
        kept: dict[Any, tuple[Any, ...]] = {}
        taken: set[str] = set()
        for key, *values in rows:
            if key in own:
                kept[key] = tuple(values)
            else:
                taken.update(self._taken(model, key, dict(zip(names, values, strict=True))))
        return kept, taken

    def _taken(self, model: type[Model], key: Any, values: Mapping[str, Any]) -> Iterator[str]:
        """Yield what a row that is not the clinic's has of it: texts and references."""
        label = model._meta.label
        for name, value in values.items():
            if isinstance(value, (str, dict, list)) or hasattr(value, "raw_data"):
                for token in self.canaries.within(str(_plain(value)).encode()):
                    yield f"{label} {key}: {name} holds {self.canaries.places[token]}"
        for field in model._meta.local_concrete_fields:
            if isinstance(field, ForeignKey) and self._owns(field.related_model, values[field.attname]):
                yield f"{label} {key}: {field.name} refers to {field.related_model._meta.label}"
        for kind, name in (("content_type_id", "object_id"), ("to_content_type_id", "to_object_id")):
            if values.get(kind) and values.get(name):
                target = ContentType.objects.get_for_id(values[kind]).model_class()
                if self._owns(target, values[name]):
                    yield f"{label} {key}: refers to {target._meta.label} {values[name]}"

    def _owns(self, model: Any, key: Any) -> bool:
        if model is None or key is None:
            return False
        concrete = model._meta.concrete_model
        return key in self._texts(concrete) or str(key) in self._texts(concrete)

    def _texts(self, model: type[Model]) -> set[Any]:
        cache: dict[type[Model], set[Any]] = self.__dict__.setdefault("_keys_as_text", {})
        if model not in cache:
            cache[model] = {str(key) for key in self.keys.get(model, ())}
        return cache[model]


def _changed(model: type[Model], before: tuple[Any, ...], after: tuple[Any, ...]) -> str:
    names = [field.name for field in model._meta.local_concrete_fields]
    changed = [
        name for name, old, new in zip(names, before, after, strict=True) if _plain(old) != _plain(new)
    ]
    return f"{', '.join(changed)} changed"


def _plain(value: Any) -> Any:
    """Return the value of a stream as its raw blocks, which can be compared and searched."""
    raw = getattr(value, "raw_data", None)
    return value if raw is None else [*raw]
