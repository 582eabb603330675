"""A launch that is killed leaves whole clinics only, and goes on where it stopped."""

import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.launching.conftest import SPEC, SpecFile
from tests.processes import make_database, run_python

RUN = """
import os, signal, sys
import django

django.setup()
from django.core.management import call_command
from django.db import connection

left = int(sys.argv[2])

def write_or_die(execute, sql, params, many, context):
    global left
    left -= sql.startswith(("INSERT", "UPDATE"))
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

with connection.execute_wrapper(write_or_die):
    call_command("launch_clinic", sys.argv[1])
"""


@pytest.fixture
def database(tmp_path, db) -> Path:
    return make_database(tmp_path / "test.sqlite3")


def launch_in_a_process(database: Path, specs: Path, *, die_at_write: int = -1) -> int:
    return run_python("-c", RUN, str(specs), str(die_at_write), database=database)


def rows(database: Path) -> dict[str, object]:
    """What there is, by names that do not depend on primary keys."""
    queries = {
        "clinics": "select slug from clinic_cms_clinic order by slug",
        "pages": "select url_path, live, has_unpublished_changes, numchild "
        "from wagtailcore_page order by url_path",
        "hosts": "select hostname from clinic_cms_clinichost order by 1",
        "sites": "select hostname from wagtailcore_site order by 1",
        "groups": "select name from auth_group order by 1",
        "collections": "select name from wagtailcore_collection order by 1",
    }
    with closing(sqlite3.connect(database)) as connection:
        return {name: connection.execute(query).fetchall() for name, query in queries.items()}


@pytest.fixture
def specs(tmp_path) -> Path:
    folder = tmp_path / "specs"
    folder.mkdir()
    for name in ("ash", "elm", "oak"):
        SpecFile(folder / f"{name}.toml", SPEC.replace("kosak", name))
    return folder


@pytest.mark.parametrize("writes", [40, 70, 85])
def test_a_killed_launch_resumes_without_doubles(database, specs, tmp_path, writes):
    whole, killed = tmp_path / "whole.sqlite3", database
    whole.write_bytes(killed.read_bytes())
    launch_in_a_process(whole, specs)

    assert launch_in_a_process(killed, specs, die_at_write=writes) == -signal.SIGKILL
    left = rows(killed)
    launched = [slug for (slug,) in left["clinics"]]
    assert len(launched) < 3
    for name in {"ash", "elm", "oak"} - {*launched}:
        assert not [page for page in left["pages"] if page[0].startswith(f"/{name}")]

    assert launch_in_a_process(killed, specs) == 0
    assert rows(killed) == rows(whole)
    assert len(rows(whole)["clinics"]) == 3
