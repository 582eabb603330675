"""Whether a response that was kept is still what readers should see.

A kept response holds the versions of its scopes as they were before anything else was read for it.
It is served while they are the current ones. A cache that belongs to one process asks the
database for those, one query; a cache that all processes share holds them in two entries:

* `announced`: the version that a writer is about to commit, written inside its transaction while
  it holds the version's row. So two writers announce in the order in which they commit.
* `row`: the row that a reader found in the database.

A row in the cache counts only if its version is the announced one. After a writer's announcement,
every reader asks the database until one finds there what was announced. A late reader that stores
an old row stores something that no one will use. A writer that dies or rolls back leaves an
announcement that never comes true, which costs queries until it expires.
"""

import time
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.utils import timezone

from clinic_cms.models import CacheVersion
from clinic_cms.serving.prepared_query import Parameter, PreparedQuery
from clinic_cms.serving.response_cache import store

Versions = Mapping[str, str]
"""The version of each scope; "" for a scope in which nothing has changed yet."""
Row = tuple[str, datetime | None]
"""A scope's version, and when it ends by the clock."""

UNCHANGED: Row = ("", None)
ANNOUNCED_FOR = 15 * 60
"""Seconds: longer than any transaction; one that is rolled back costs queries for that long."""
ROW_FOR = 60
"""Seconds for which a row in the cache is used: a lost announcement can do harm for no longer."""


def version_of(scope: Combinable, field: str = "version") -> Subquery:
    """Return a scope's version, or when it ends (`valid_until`), to be read together with a row."""
    return Subquery(CacheVersion.objects.filter(name=scope).values(field))


def are_current(versions: Versions, cached: Mapping[str, Any] | None = None) -> bool:
    """Whether these versions are current, and none has ended. At most one query.

    `cached` is what the shared cache holds under `keys_of` these scopes, if it was asked already.
    """
    now = timezone.now()
    current = _read_through_cache(versions, cached) if store.is_shared() else _read(versions)
    return all(
        current[scope][0] == version and not _has_ended(current[scope], now)
        for scope, version in versions.items()
    )


def keys_of(scopes: Collection[str]) -> list[str]:
    """Return the keys under which a shared cache holds what is known of these scopes."""
    return [key(scope) for scope in scopes for key in (_announced_key, _row_key)]


def version_now(scope: str) -> Versions:
    """Return the version of a scope as the database has it. One query."""
    return {scope: _read([scope])[scope][0]}


def announce(versions: Versions) -> None:
    """Announce to readers that these versions are about to be committed, in that transaction."""
    if store.is_shared():
        for scope, version in versions.items():
            store.put(_announced_key(scope), version, ANNOUNCED_FOR, insist=True)


def _has_ended(row: Row, now: datetime) -> bool:
    return row[1] is not None and row[1] <= now


def _read(scopes: Collection[str]) -> dict[str, Row]:
    names = {f"name{number}": scope for number, scope in enumerate(scopes)}
    known = {name: (version, ends) for name, version, ends in _versions.rows(len(names), **names)}
    return {scope: known.get(scope, UNCHANGED) for scope in scopes}


def _build(count: int) -> QuerySet[CacheVersion, Any]:
    names = [Parameter(f"name{number}", CacheVersion, "name") for number in range(count)]
    rows = CacheVersion.objects.filter(name__in=names)
    return rows.values_list("name", "version", "valid_until")


_versions = PreparedQuery(CacheVersion, _build)


def _read_through_cache(
    scopes: Collection[str], cached: Mapping[str, Any] | None
) -> dict[str, Row]:
    """Return what the shared cache holds, and the rest from the database."""
    began = time.monotonic()
    if cached is None:
        cached = store.get_many(keys_of(scopes))
    announced = {scope: cached.get(_announced_key(scope)) for scope in scopes}
    rows: dict[str, Row] = {scope: cached.get(_row_key(scope), UNCHANGED) for scope in scopes}
    unknown = [
        scope
        for scope in scopes
        if _row_key(scope) not in cached or rows[scope][0] != announced[scope]
    ]
    if not unknown:
        return rows
    from_database = _read(unknown)
    # A slower reader might announce a version that has been evicted and replaced in the meantime.
    if time.monotonic() - began < ROW_FOR:
        for scope, row in from_database.items():
            _remember(scope, row, announced[scope])
    return {**rows, **from_database}


def _remember(scope: str, row: Row, announced: str | None) -> None:
    if announced is None and store.put_new(_announced_key(scope), row[0], ANNOUNCED_FOR):
        announced = row[0]
    if announced == row[0]:
        store.put(_row_key(scope), row, ROW_FOR)


def _announced_key(scope: str) -> str:
    # The same in all versions of the code: old and new processes read each other's.
    return f"clinic_cms:announced:{scope}"


def _row_key(scope: str) -> str:
    return f"clinic_cms:row:{scope}"
