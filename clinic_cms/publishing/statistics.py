"""The statistics by which a database chooses its indexes.

Without them SQLite takes any index that names a column of the condition: that of `locale_id`, in
which every second page stands, rather than the one of the path. A page then takes longer with each
clinic. PostgreSQL collects its own, some minutes after many rows were written; until then it takes
its tables for as small as they were, and a list of hosts may take half a minute.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from clinic_cms.models import TranslationRecord

FEWEST_PAGES = 100
"""Statistics of a nearly empty database would mislead once it has grown, and help nothing."""
GROWTH = 2
"""They hold until there are so many times more or fewer pages."""
TABLE = "sqlite_stat1"
# Other connections read the statistics when the tables of a database change, and not before.
STATEMENTS = (f"DROP TABLE IF EXISTS {TABLE}", "ANALYZE")
FEW_ROWS = (PageViewRestriction, CollectionViewRestriction, TranslationRecord)
"""Tables that are often empty: without statistics, SQLite takes such a table for a large one."""
FEW = f"""
INSERT INTO {TABLE} (tbl, idx, stat)
SELECT %s, NULL, '1' WHERE NOT EXISTS (SELECT 1 FROM {TABLE} WHERE tbl = %s)
"""  # noqa: S608 (The name of a table cannot be a parameter.)
LOAD = "ANALYZE sqlite_master"
"""Lets this connection read what was written."""


def collect_statistics(*, using: str = DEFAULT_DB_ALIAS, force: bool = False) -> bool:
    """Collect the statistics of a database if it has outgrown them; whether it was done.

    `force`: also if it has not, as its indexes may have changed. Takes some 100 ms for 10,000
    clinics on SQLite, where others cannot write meanwhile.
    """
    connection = connections[using]
    if connection.vendor not in {"sqlite", "postgresql"}:
        return False
    pages = Page.objects.using(using).count()
    known = _counted_pages(connection)
    is_outgrown = pages * GROWTH < known or pages > known * GROWTH
    if pages < FEWEST_PAGES or not (is_outgrown or force):
        return False
    if connection.vendor == "sqlite":
        with transaction.atomic(using=using), connection.cursor() as cursor:
            for statement in STATEMENTS:
                cursor.execute(statement)
            for model in FEW_ROWS:
                cursor.execute(FEW, [model._meta.db_table] * 2)
            cursor.execute(LOAD)
    else:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return True


def after_migrations(*, using: str, **_: Any) -> None:
    """Collect the statistics of indexes that migrations have made; receives `post_migrate`."""
    collect_statistics(using=using, force=True)


def _counted_pages(connection: BaseDatabaseWrapper) -> int:
    """Return about how many pages there were when statistics were collected; 0 without any."""
    table = Page._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table])
            return max(0, int(cursor.fetchone()[0]))
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [TABLE])
        if cursor.fetchone() is None:
            return 0
        cursor.execute(f"SELECT max(stat + 0) FROM {TABLE} WHERE tbl = %s", [table])  # noqa: S608
        return cursor.fetchone()[0] or 0
