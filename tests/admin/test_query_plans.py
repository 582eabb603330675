"""With many clinics, no view of the admin makes the database read the rows of other clinics."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageLogEntry,
    Revision,
)

from clinic_cms.models import Clinic
from clinic_cms.publishing.statistics import collect_statistics
from tests.admin.conftest import NETWORK
from tests.admin.screens import OWNER, install
from tests.cloned_access import add_access, add_history
from tests.cloned_clinics import NUMBERED, PAGE_TYPES, clone_clinic
from tests.plans import tables_read_widely

pytestmark = pytest.mark.django_db

CLINICS = 3000
"""Of fewer, PostgreSQL rightly reads small tables from end to end."""
MODELS = (
    *NUMBERED,
    *PAGE_TYPES,
    Collection,
    Group,
    PageLogEntry,
    Revision,
    User,
    User.groups.through,
)
GRANTED = (GroupCollectionPermission, GroupPagePermission)
WIDE_ON_POSTGRESQL = {
    "/admin/documents/",
    "/admin/reports/site-history/",
    "/admin/reports/article-translations/",
}
"""Conditions that are joined by “or”, for which PostgreSQL reads a small table whole."""
GROWING = {model._meta.db_table for model in (*MODELS, *GRANTED)}
AGENCY = (
    "/admin/pages/{home}/",
    "/admin/pages/{home}/edit/",
    "/admin/clinics/edit/{clinic}/",
)


@pytest.fixture
def many(db, settings, tmp_path):
    """A clinic among many, as launched: what has been logged is no one's."""
    settings.MEDIA_ROOT = tmp_path
    places = install()
    clone_clinic(Clinic.objects.get(slug="sol"), CLINICS)
    add_access(Clinic.objects.filter(roles=None))
    add_history(Page.objects.filter(depth=2))
    collect_statistics(force=True)
    return places


def selects_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200, url
    return [query["sql"] for query in queries if query["sql"].startswith("SELECT")]


def test_no_view_reads_more_rows_with_more_clinics(many, desk):
    owner = Client(HTTP_HOST=NETWORK)
    owner.force_login(User.objects.get(pk=many["owner"]))
    read_widely = {
        f"{url}: {sql}": tables
        for client, urls in ((owner, OWNER), (desk, AGENCY))
        for url in urls
        if connection.vendor == "sqlite" or url not in WIDE_ON_POSTGRESQL
        for sql in selects_of(client, url.format(**many))
        if (tables := tables_read_widely(sql) & GROWING)
    }
    assert read_widely == {}
