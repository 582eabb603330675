"""With many clinics, no page and no answer makes the database read the rows of other clinics.

The number of queries would not tell: one that reads 10,000 rows counts as one that reads ten.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic_cms.publishing.statistics import collect_statistics
from tests.cloned_clinics import NUMBERED, PAGE_TYPES, clone_clinic
from tests.plans import tables_read_widely

pytestmark = pytest.mark.django_db

CLINICS = 3000
"""Of fewer, PostgreSQL rightly reads small tables from end to end."""
GROWING = {model._meta.db_table for model in (*NUMBERED, *PAGE_TYPES)}
HOST = "c1500.kosak.example"
PATHS = (
    "/",
    "/conditions/",
    "/conditions/back-spasms/",
    "/office/",
    "/wilson/",
    "/contact/",
    "/sitemap.xml",
    f"/api/v1/resolve?host={HOST}&path=/conditions/back-spasms/",
    "/api/v1/clinics/kosak-c1500",
    "/api/v1/clinics/kosak-c1500/conditions",
    "/api/v1/clinics/kosak-c1500/practitioners",
    "/api/v1/clinics/kosak-c1500/navigation",
    "/api/v1/clinics/kosak-c1500/sitemap",
    "/api/v1/clinics",
    "/api/v1/network/hosts?limit=2",
)


def selects_of(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path, headers={"host": HOST}).status_code == 200, path
    return [query["sql"] for query in queries if query["sql"].startswith("SELECT")]


def test_no_query_reads_more_rows_with_more_clinics(client, no_cache, article, kosak):
    clone_clinic(kosak.clinic, CLINICS)
    collect_statistics(force=True)
    asked = {path: selects_of(client, path) for path in PATHS}
    assert all(asked.values())
    read_widely = {
        f"{path}: {sql}": tables
        for path, selects in asked.items()
        for sql in selects
        if (tables := tables_read_widely(sql) & GROWING)
    }
    assert read_widely == {}
