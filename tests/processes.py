"""Python in processes of its own, which tests may kill, on a database in a file."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def run_python(
    *arguments: str, database: Path, settings: str = "sites.settings.test", path: Path = ROOT
) -> int:
    """Run Python until it ends or kills itself; `path` is where it finds its settings as well."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "TEST_DATABASE_URL": f"sqlite:///{database}",
        "PYTHONPATH": os.pathsep.join(map(str, {ROOT, path})),
    }
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr
    return done.returncode


def copy_database(source: Path | str, target: Path | str) -> None:
    """Make one SQLite file what another is; what is not committed is left out."""
    with closing(sqlite3.connect(source)) as rows, closing(sqlite3.connect(target)) as copy:
        rows.backup(copy)


def make_database(path: Path) -> Path:
    """Write a migrated database to a file, without what a test has not committed."""
    if connection.vendor == "sqlite":
        copy_database(connection.settings_dict["NAME"], path)
    else:
        run_python("-m", "django", "migrate", "--verbosity=0", database=path)
    return path
