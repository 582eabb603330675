"""Inserts many rows of one table, column by column.

Django prepares each value for the database, also texts and numbers, which need nothing of the kind,
and makes an object for a row of four numbers. A clinic has two hundred rows, for which that took
longer than the database. Nor does `bulk_create` write models that inherit a table.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, TypeAlias

from django.db import connections, models, router
from django.db.models import Field, Model

Row: TypeAlias = tuple[type[Model], Mapping[str, Any]]
"""The table of a row, and its values by column; columns that are left out have their defaults."""

PLAIN = {bool, int, str, type(None)}
PLAIN_TYPES = {
    "AutoField",
    "BigAutoField",
    "BooleanField",
    "CharField",
    "IntegerField",
    "PositiveIntegerField",
    "SlugField",
    "TextField",
}
"""Types of columns whose plain values a database takes as they are."""


def insert_rows(rows: Iterable[Row]) -> None:
    """Insert rows of any tables; none refers to a key that the database gives to another."""
    by_model: dict[type[Model], list[Mapping[str, Any]]] = {}
    for model, values in rows:
        by_model.setdefault(model, []).append(values)
    for model, found in by_model.items():
        fields = _fields_to_state(model)
        columns = [[_value_of(field, values) for values in found] for field in fields]
        _insert(model, fields, columns)


def insert_objects(model: type[Model], objects: Sequence[Any]) -> None:
    """Insert objects into the table of a model, which may be one that their own model inherits.

    A key that the database gives is set.
    """
    fields, key = _fields_to_state(model), model._meta.pk
    columns = [[field.pre_save(each, True) for each in objects] for field in fields]
    returned = _insert(model, fields, columns, returning=None if key in fields else key)
    for each, (value,) in zip(objects, returned, strict=bool(returned)):
        setattr(each, key.attname, value)
    for each in objects:
        each._state.adding, each._state.db = False, router.db_for_write(model)


def _fields_to_state(model: type[Model]) -> "list[Field[Any, Any]]":
    """Return the fields of a table without a key that the database gives."""
    fields = model._meta.local_concrete_fields
    return [field for field in fields if not isinstance(field, models.AutoField)]


def _value_of(field: "Field[Any, Any]", values: Mapping[str, Any]) -> Any:
    return values[field.attname] if field.attname in values else field.get_default()


def _insert(
    model: type[Model],
    fields: "Sequence[Field[Any, Any]]",
    columns: Sequence[list[Any]],
    *,
    returning: "Field[Any, Any] | None" = None,
) -> list[tuple[Any, ...]]:
    """Insert columns of equal length, in as few statements as the database takes."""
    connection = connections[router.db_for_write(model)]
    prepared = [_prepared(*pair, connection) for pair in zip(fields, columns, strict=True)]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    into = f"INSERT INTO {quote(model._meta.db_table)} ({names})"
    end = f" RETURNING {quote(str(returning.column))}" if returning else ""
    returned: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for rows, parameters in _rows_of(fields, prepared, connection):
            cursor.execute(f"{into} {rows}{end}", parameters)
            returned += cursor.fetchall() if returning else []
    return returned


def _rows_of(
    fields: "Sequence[Field[Any, Any]]", columns: Sequence[list[Any]], connection: Any
) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield what a statement inserts, and its parameters.

    PostgreSQL takes a list for each column, others a limited number of single values.
    """
    if connection.vendor == "postgresql":
        # Without lengths: a value that is cast to one is cut off in silence.
        types = (str(field.db_type(connection)).partition("(")[0] for field in fields)
        lists = ", ".join(f"%s::{name}[]" for name in types)
        yield f"SELECT * FROM UNNEST({lists})", columns  # noqa: S608 - no text from outside
        return
    rows = [*zip(*columns, strict=True)]
    row = f"({', '.join(['%s'] * len(fields))})"
    size = connection.ops.bulk_batch_size(fields, rows)
    for start in range(0, len(rows), size):
        some = rows[start : start + size]
        yield f"VALUES {', '.join([row] * len(some))}", [*chain.from_iterable(some)]


def _prepared(field: "Field[Any, Any]", column: list[Any], connection: Any) -> list[Any]:
    """Return the values of a column as the database takes them."""
    prepare = field.get_db_prep_save
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if target.get_internal_type() not in PLAIN_TYPES:
        return [prepare(value, connection) for value in column]
    return [value if type(value) in PLAIN else prepare(value, connection) for value in column]
