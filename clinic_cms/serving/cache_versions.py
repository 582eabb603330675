"""Whether an answer that was kept is still what readers should see.

A kept answer holds the versions of its scopes as they were before anything else was read for it.
It is served while they are the current ones. A cache that belongs to one process asks the
database for those, one query; a cache that all processes share knows them:

* `announced`: the version that a writer is about to commit, written inside of its transaction
  while it holds the stamp's row. So two writers announce in the order in which they commit.
* `stamp`: what a reader found in the database.

A stamp in the cache counts only if its version is the announced one. From a writer's announcement
on, every reader asks the database, until one finds there what was announced; a reader that comes
late with an old stamp stores what nobody will use; and a writer that dies or rolls back leaves an
announcement that never comes true, which costs queries until it is forgotten.
"""

import time
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Subquery
from django.db.models.expressions import Combinable
from django.utils import timezone

from clinic_cms.models import CacheVersion
from clinic_cms.serving import store

Versions = Mapping[str, str]
"""The version of each scope; "" for a scope in which nothing has changed yet."""
Row = tuple[str, datetime | None]
"""A stamp's version, and when it ends by the clock."""

UNCHANGED: Row = ("", None)
ANNOUNCED_FOR = 15 * 60
"""Seconds: longer than any transaction; one that is rolled back costs queries for that long."""
STAMP_FOR = 60
"""Seconds for which a stamp in the cache is used: the bound of what a lost announcement can do."""


def version_of(scope: Combinable) -> Subquery:
    """Return a scope's version, to be read together with a row."""
    return Subquery(CacheVersion.objects.filter(name=scope).values("version"))


def hold(versions: Versions) -> bool:
    """Whether these versions are current, and none has ended. At most one query."""
    now, current = timezone.now(), _current(versions)
    return all(
        current[scope][0] == version and not _has_ended(current[scope], now)
        for scope, version in versions.items()
    )


def announce(versions: Versions) -> None:
    """Tell readers that these versions are about to be committed; called in the transaction."""
    if store.is_shared():
        for scope, version in versions.items():
            store.put(_announced(scope), version, ANNOUNCED_FOR, insist=True)


def _has_ended(row: Row, now: datetime) -> bool:
    return row[1] is not None and row[1] <= now


def _current(scopes: Collection[str]) -> dict[str, Row]:
    return _known(scopes) if store.is_shared() else _read(scopes)


def _read(scopes: Collection[str]) -> dict[str, Row]:
    rows = CacheVersion.objects.filter(name__in=scopes).values_list(
        "name", "version", "valid_until"
    )
    found = {name: (version, valid_until) for name, version, valid_until in rows}
    return {scope: found.get(scope, UNCHANGED) for scope in scopes}


def _known(scopes: Collection[str]) -> dict[str, Row]:
    """Return what the shared cache knows, and the rest from the database."""
    began = time.monotonic()
    keys = [key(scope) for scope in scopes for key in (_announced, _stamp)]
    cached = store.get_many(keys)
    announced = {scope: cached.get(_announced(scope)) for scope in scopes}
    stamps: dict[str, Row] = {scope: cached.get(_stamp(scope), UNCHANGED) for scope in scopes}
    unknown = [
        scope
        for scope in scopes
        if _stamp(scope) not in cached or stamps[scope][0] != announced[scope]
    ]
    if not unknown:
        return stamps
    found = _read(unknown)
    # One who was slower than this might announce what was forgotten in the meantime.
    if time.monotonic() - began < STAMP_FOR:
        for scope, row in found.items():
            _remember(scope, row, announced[scope])
    return {**stamps, **found}


def _remember(scope: str, row: Row, announced: str | None) -> None:
    if announced is None and store.put_new(_announced(scope), row[0], ANNOUNCED_FOR):
        announced = row[0]
    if announced == row[0]:
        store.put(_stamp(scope), row, STAMP_FOR)


def _announced(scope: str) -> str:
    # The same in all versions of the code: old and new processes read each other's.
    return f"clinic_cms:announced:{scope}"


def _stamp(scope: str) -> str:
    return f"clinic_cms:stamp:{scope}"
