"""SQLite's settings: its own defaults are those of one program with one user."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage

from clinic_cms.errors import error_id

SHORTEST_WAIT = 10
"""Seconds for which a writer should wait for the one before it."""
HINT = """Set DATABASES["default"]["OPTIONS"] = {
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}"""

LACKING = error_id("clinic_cms.W014")


def check_sqlite(**_: Any) -> list[CheckMessage]:
    """Readers must not wait for writers, and writers must wait for each other."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        return []
    lacking = [*_lacking(database.get("OPTIONS", {}))]
    message = f"The settings of SQLite lack {'; '.join(lacking)}."
    return [checks.Warning(message, hint=HINT, id=LACKING)] if lacking else []


def _lacking(options: dict[str, Any]) -> Iterator[str]:
    pragmas = str(options.get("init_command", "")).lower().replace(" ", "")
    if "journal_mode=wal" not in pragmas:
        yield "WAL, without which no page is read while one is saved"
    if options.get("transaction_mode") not in {"IMMEDIATE", "EXCLUSIVE"}:
        yield "IMMEDIATE transactions, without which two who save at once get an error"
    if options.get("timeout", 5) < SHORTEST_WAIT:
        yield f"a timeout of {SHORTEST_WAIT} seconds or more, for which those who save wait"
