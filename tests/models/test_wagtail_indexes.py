"""Indexes of Wagtail's tables. That they are used is shown by tests/admin/test_query_plans.py."""

import pytest
from django.core.management import call_command
from django.db import connection
from wagtail.models import Collection, Page, PageLogEntry, Revision

from clinic_cms.models.wagtail_indexes import EVERYWHERE, FOR_SQLITE

pytestmark = pytest.mark.django_db


def indexes_of(*models):
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        found = [connection.introspection.get_constraints(cursor, table) for table in tables]
    return {name for constraints in found for name in constraints}


def test_a_migration_makes_those_that_the_database_needs():
    needed = {*EVERYWHERE, *(FOR_SQLITE if connection.vendor == "sqlite" else ())}
    assert indexes_of(Page, Collection, PageLogEntry, Revision) >= needed


def test_a_migration_makes_again_what_another_one_dropped():
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX clinic_cms_page_root")
    assert "clinic_cms_page_root" not in indexes_of(Page)
    call_command("migrate", verbosity=0)
    assert "clinic_cms_page_root" in indexes_of(Page)
