"""Queries whose SQL Django writes once: patients' pages ask them again and again.

To write the SQL of a wide query takes Django many times as long as a database takes to answer it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connections, router
from django.db.models import Expression, Model, QuerySet

Build = Callable[[Any], "QuerySet[Any, Any]"]
"""Makes a query with `values_list()`, for a shape: whatever its SQL depends on."""
Converters = Sequence[tuple[int, Sequence[Callable[..., Any]], Any]]
"""By the position of a column, what makes a Python value of a database's."""


class Parameter(Expression):
    """A value that is given when the query is asked, by its name; a field's, as it compares."""

    def __init__(self, name: str, model: type[Model], field: str) -> None:
        compared: Any = model._meta.get_field(field)
        super().__init__(output_field=compared)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def value(self, values: Mapping[str, Any], connection: Any) -> Any:
        """Return its value as a database takes it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


@dataclass(frozen=True)
class _Statement:
    sql: str
    parameters: Sequence[Any]
    """Parameters, and values that are the same each time."""
    converters: Converters


class PreparedQuery:
    """A query with parameters.

    `build(shape)` is called once for each database and each shape, so it must not read the clock:
    what changes is a `Parameter`.
    """

    def __init__(self, model: type[Model], build: Build) -> None:
        self._model = model
        self._build = build
        self._statement = lru_cache(maxsize=64)(self._write)

    def rows(self, shape: Any = None, **values: Any) -> list[tuple[Any, ...]]:
        """Return the rows for some values, by the names of the parameters. One query."""
        alias = router.db_for_read(self._model)
        statement, connection = self._statement(alias, shape), connections[alias]
        parameters = [
            each.value(values, connection) if isinstance(each, Parameter) else each
            for each in statement.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, parameters)
            rows = cursor.fetchall()
        return [*_converted(rows, statement.converters, connection)]

    def _write(self, alias: str, shape: Any) -> _Statement:
        compiler: Any = self._build(shape).using(alias).query.get_compiler(alias)
        sql, parameters = compiler.as_sql()
        columns = [column for column, *_names in compiler.select[: compiler.col_count]]
        converters = [
            (place, found[0], found[1]) for place, found in compiler.get_converters(columns).items()
        ]
        return _Statement(sql, parameters, converters)


def _converted(
    rows: Sequence[Any], converters: Converters, connection: Any
) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        values = list(row)
        for place, steps, expression in converters:
            for convert in steps:
                values[place] = convert(values[place], expression, connection)
        yield tuple(values)


class ModelColumns:
    """The columns of a model in such a query, its own or at the end of a relation."""

    def __init__(
        self, model: type[Model], relation: str = "", *, without: Sequence[str] = ()
    ) -> None:
        self.model = model
        fields = [each for each in model._meta.concrete_fields if each.name not in without]
        self._attributes = [each.attname for each in fields]
        start = f"{relation}__" if relation else ""
        self.names = [f"{start}{each.name}" for each in fields]
        """What `values_list()` is to be given."""

    def instance(self, values: Sequence[Any]) -> Any:
        """Return the instance of such columns of a row; None where nothing is related."""
        alias = router.db_for_read(self.model)
        made = self.model.from_db(alias, self._attributes, values)
        return None if made.pk is None else made
