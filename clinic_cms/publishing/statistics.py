"""The statistics by which SQLite chooses an index. PostgreSQL collects its own.

Without them SQLite takes any index that names a column of the condition: that of `locale_id`, in
which every second page stands, rather than the one of the path. A page then takes longer with each
clinic.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from wagtail.models import Page

FEWEST_PAGES = 100
"""Statistics of a nearly empty database would mislead once it has grown, and help nothing."""
GROWTH = 2
"""They hold until there are so many times more or fewer pages."""
TABLE = "sqlite_stat1"
# Other connections read the statistics when the tables of a database change, and not before.
STATEMENTS = (f"DROP TABLE IF EXISTS {TABLE}", "ANALYZE")


def collect_statistics(*, using: str = DEFAULT_DB_ALIAS, anew: bool = False) -> bool:
    """Collect the statistics of a SQLite database if it has outgrown them; whether it was done.

    `anew`: also if it has not, as its indexes may have changed. Takes some 100 ms for 10,000
    clinics, during which others cannot write.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return False
    pages = Page.objects.using(using).count()
    known = _counted_pages(using)
    is_outgrown = pages * GROWTH < known or pages > known * GROWTH
    if pages < FEWEST_PAGES or not (is_outgrown or anew):
        return False
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)
    return True


def after_migrations(*, using: str, **_: Any) -> None:
    """Collect the statistics of indexes that migrations have made; receives `post_migrate`."""
    collect_statistics(using=using, anew=True)


def _counted_pages(using: str) -> int:
    """Return how many pages there were when the statistics were collected; 0 without any."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [TABLE])
        if cursor.fetchone() is None:
            return 0
        table = Page._meta.db_table
        cursor.execute(f"SELECT max(stat + 0) FROM {TABLE} WHERE tbl = %s", [table])  # noqa: S608
        (count,) = cursor.fetchone()
    return count or 0
