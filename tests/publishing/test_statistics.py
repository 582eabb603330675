"""A database's statistics: collected where they help, and once it has outgrown them."""

import sqlite3
from contextlib import closing

import pytest
from django.core.management import call_command
from django.db import connection
from wagtail.models import Page

from clinic_cms.launching.service import launch
from clinic_cms.publishing import run_due
from clinic_cms.publishing.statistics import STATEMENTS, _counted_pages, collect_statistics
from tests.cloned_clinics import clone_clinic
from tests.factories import make_clinic
from tests.launching.conftest import SPEC, SpecFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(kosak):
    """A clinic among many, of which the statistics know nothing."""
    if connection.vendor == "postgresql":
        # How many rows it counted is not rolled back with a test.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    clone_clinic(kosak.clinic, 30)
    assert not knows_all_pages()
    return kosak


def knows_all_pages():
    return _counted_pages(connection) * 2 >= Page.objects.count()


def test_a_small_database_has_no_use_for_them(kosak):
    assert not collect_statistics()
    assert not collect_statistics(force=True)


def test_they_are_collected_once_and_again_after_growth(many):
    assert collect_statistics()
    assert not collect_statistics()
    clone_clinic(make_clinic("oak", host="oak.example").clinic, 100)
    assert collect_statistics()
    assert not collect_statistics()


def test_migrations_collect_them_for_new_indexes(many):
    call_command("migrate", verbosity=0)
    assert knows_all_pages()


def test_a_launch_collects_them(many, tmp_path):
    spec = SpecFile(tmp_path / "oak.toml", SPEC.replace("kosak", "oak"))
    launch([spec.path], dry_run=True)
    assert not knows_all_pages()
    launch([spec.path])
    assert knows_all_pages()


def test_a_run_of_what_is_due_collects_them(many):
    reports = {outcome.name: outcome.report for outcome in run_due()}
    assert reports["statistics"] == "collected"
    assert knows_all_pages()
    reports = {outcome.name: outcome.report for outcome in run_due()}
    assert reports["statistics"] == "nothing to do"


def test_open_connections_use_them_at_once(tmp_path):
    """A worker keeps its connections for days."""

    def index_of(reader, number):
        reader.execute("SELECT count(*) FROM pages").fetchall()
        sql = f"EXPLAIN QUERY PLAN SELECT {number} FROM pages WHERE slug = 1 AND locale = 1"
        [(*_, plan)] = reader.execute(sql).fetchall()
        return plan.partition("USING INDEX ")[2].partition(" ")[0]

    def connect():
        return closing(sqlite3.connect(tmp_path / "pages.sqlite3", isolation_level=None))

    with connect() as writer, connect() as reader:
        writer.execute("CREATE TABLE pages (id INTEGER PRIMARY KEY, slug, locale)")
        for column in ("slug", "locale"):
            writer.execute(f"CREATE INDEX by_{column} ON pages ({column})")
        writer.executemany(
            "INSERT INTO pages (slug, locale) VALUES (?, 1)", ((number,) for number in range(200))
        )
        for statement in STATEMENTS:
            writer.execute(statement)
        assert index_of(reader, 1) == "by_slug"
        writer.execute("UPDATE pages SET slug = 1, locale = id")
        for statement in STATEMENTS:
            writer.execute(statement)
        assert index_of(reader, 2) == "by_locale"
