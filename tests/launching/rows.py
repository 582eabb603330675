"""The rows of all tables, comparable between two databases that were built alike.

Keys, UUIDs, ids of blocks and times differ: they are numbered in the order in which they appear.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import DecimalField, Field, Model
from wagtail.fields import StreamField
from wagtail.models import Collection, Page, ReferenceIndex, Revision
from wagtail.search.models import IndexEntry

from clinic_cms.launching.state.page_fields import degrees_of
from clinic_cms.models import ClinicFact

OWN_LETTERS = re.compile(r"(?<=/)[a-z0-9]{12}-")
"""What `tenancy.file_names` puts before the name of a file."""
LABEL = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
KNOWN = {"auth.permission", "contenttypes.contenttype"}
"""Tables that no launch writes to."""
UNORDERED = (ReferenceIndex, Group.permissions.through, IndexEntry, ClinicFact)
"""Tables whose rows are written in the order of a set, or together with those of other tables."""
NAMED_BY_TYPE = {
    Revision: {"object_id": "content_type_id"},
    IndexEntry: {"object_id": "content_type_id"},
    ReferenceIndex: {"object_id": "content_type_id", "to_object_id": "to_content_type_id"},
}
"""Columns that hold the key of a row, with those that hold the row's type."""


class Rows:
    """All rows, by table."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[str, int]] = {}
        # A launch saves drafts before the published pages: see `models/first_revision.py`.
        revisions = Revision.objects.values_list("object_id", "pk")
        for _page, pk in sorted((int(page), pk) for page, pk in revisions):
            self._key(Revision, pk)
        self.places = [*Collection.objects.order_by("path").values_list("path", flat=True)]

    def read(self) -> dict[str, list[Any]]:
        """Return the rows of each table in the order in which they were written."""
        return {model._meta.label: self._of(model) for model in tables()}

    def _of(self, model: type[Model]) -> list[Any]:
        fields = model._meta.local_concrete_fields
        names = [field.attname for field in fields]
        found = [*model._base_manager.order_by("pk").values_list(*names)]
        if model in UNORDERED:
            found.sort(key=lambda row: _written_order(names, row))
        rows = [
            {
                field.attname: self._value(model, field, value, dict(zip(names, row, strict=True)))
                for field, value in zip(fields, row, strict=True)
            }
            for row in found
        ]
        if model is Revision:
            return sorted(rows, key=repr)
        if model in UNORDERED or model._meta.label_lower == "wagtailsearch.sqliteftsindexentry":
            return sorted(repr({**row, model._meta.pk.attname: None}) for row in rows)
        return rows

    def _value(self, model: type[Model], field: Field, value: Any, row: dict[str, Any]) -> Any:
        type_name = NAMED_BY_TYPE.get(model, {}).get(field.attname)
        if value is None:
            return None
        if type_name is not None:
            target = ContentType.objects.get_for_id(row[type_name]).model_class()
            return self._key(target, value)
        if field.is_relation:
            return self._key(field.related_model, value)
        if field.primary_key:
            return self._key(model, value)
        if model is Collection and field.name == "path":
            return self.places.index(value)
        if field.name == "file":
            return OWN_LETTERS.sub("", str(value))
        if field.name == "title_norm":
            # The average of all titles so far has a part in it.
            return value > 0
        if isinstance(field, StreamField):
            value = field.get_prep_value(value)
        if model is Revision and field.name == "content":
            type_ = ContentType.objects.get_for_id(row["content_type_id"])
            return self._content(type_.model_class(), value)
        return self._plain(value)

    def _content(self, model: type[Page], content: dict[str, Any]) -> dict[str, Any]:
        """Return what a revision holds."""
        fields = {field.name: field for field in model._meta.concrete_fields}
        return {
            name: self._value(model, fields[name], value, {})
            if name in fields and fields[name].is_relation
            else self._key(model, value)
            if name == "pk"
            else degrees_of(Decimal(value))
            if value and isinstance(fields.get(name), DecimalField)
            else self._plain(json.loads(value))
            if isinstance(fields.get(name), StreamField)
            else self._plain(value)
            for name, value in content.items()
        }

    def _plain(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return "a time"
        if isinstance(value, dict):
            # PostgreSQL keeps the keys of JSON in an order of its own.
            return {self._plain(key): self._plain(value[key]) for key in sorted(value)}
        if isinstance(value, list):
            return [self._plain(part) for part in value]
        if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT\d\d:", value):
            return "a time"
        text = str(value)
        if LABEL.search(text):
            return LABEL.sub(lambda found: self._number("label", found[0]), text)
        return value

    def _key(self, model: type[Model], value: Any) -> str:
        if model is ContentType:
            return str(value)
        root = (model, *model._meta.all_parents)[-1]
        return self._number(root._meta.label, str(value))

    def _number(self, kind: str, value: str) -> str:
        known = self._numbers.setdefault(kind, {})
        return f"{kind} {known.setdefault(value.replace('-', ''), len(known))}"


def _written_order(names: list[str], row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the place of a row that is written in any order, so that labels are numbered alike."""
    values = dict(zip(names, row, strict=True))
    keys = [name for name in names if name.endswith("_id") and not name.startswith("search")]
    numbers = tuple(int(values[name] or 0) for name in keys)
    return *numbers, values.get("model_path", ""), values.get("content_path", "")


def tables() -> Iterator[type[Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label_lower not in KNOWN and not model._meta.proxy:
            yield model
