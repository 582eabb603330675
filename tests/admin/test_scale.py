"""With 300 clinics the admin asks the database no more often than with three, and lists no more."""

import re
from collections import Counter

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from clinic_cms.models import Clinic
from tests.admin.conftest import NETWORK
from tests.admin.screens import OWNER, add_work, install
from tests.cloned_access import add_access
from tests.cloned_clinics import clone_clinic

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("scale")]

MANY = 297
"""Clinics that are added to three. A listing shows one page of them."""
OPTIONS = re.compile(r"<option|type=\"(?:checkbox|radio)\" name=\"(?!table)")
VALUES = re.compile(r"(?:'[^']*'|\b\d+\b)(?:, (?:'[^']*'|\b\d+\b))*")
AGENCY = (
    "/admin/",
    "/admin/pages/",
    "/admin/pages/{root}/?ordering=title",
    "/admin/pages/{root}/?ordering=ord",
    "/admin/pages/{root}/?has_child_pages=true",
    "/admin/pages/{root}/?clinic={clinic}&owner={owner}&edited_by={owner}",
    "/admin/pages/{home}/",
    "/admin/choose_clinic/",
    "/admin/choose_clinic/results/?q=c",
    "/admin/choose_person/",
    "/admin/choose_webhook/",
    "/admin/choose-page/",
    "/admin/choose-page/?page_type=clinic_cms.conditionpage",
    "/admin/choose-page/{home}/",
    "/admin/choose-page/search/?q=o",
    "/admin/api/main/pages/?child_of={root}&for_explorer=1",
    "/admin/api/main/pages/?child_of={home}&for_explorer=1",
    "/admin/clinics/",
    "/admin/clinics/?q=c",
    "/admin/clinics/edit/{clinic}/",
    "/admin/clinics/preview-as/",
    "/admin/webhooks/",
    "/admin/webhooks/new/",
    "/admin/webhook-deliveries/",
    "/admin/reports/locked/",
    "/admin/reports/aging-pages/",
    "/admin/reports/site-history/",
    "/admin/reports/workflow/",
    "/admin/reports/workflow_tasks/",
    "/admin/reports/page-types-usage/",
    "/admin/reports/article-translations/",
    "/admin/reports/article-translations/?clinic={clinic}",
    "/admin/reports/articles-withheld/",
    "/admin/reports/findings/",
    "/admin/pages/{home}/edit/",
    "/admin/pages/{location}/edit/",
    "/admin/pages/{article}/edit/",
    "/admin/pages/{location}/unpublish/",
    "/admin/pages/{location}/move/",
    "/admin/pages/{location}/delete/",
    "/admin/pages/{location}/history/",
    "/admin/sites/",
    "/admin/choose_collection/",
    "/admin/collections/",
    "/admin/collections/add/",
    "/admin/collections/{folder}/",
    "/admin/images/",
    "/admin/images/?collection_id={folder}",
    "/admin/images/add/",
    "/admin/documents/",
    "/admin/documents/add/",
    "/admin/choose_group/",
    "/admin/groups/new/",
    "/admin/groups/edit/{group}/",
    "/admin/users/",
    "/admin/users/new/",
    "/admin/users/edit/{owner}/",
    "/admin/bulk/auth/user/assign_role/?id={owner}",
    "/admin/workflows/tasks/add/wagtailcore/groupapprovaltask/",
    "/admin/workflows/task_chooser/?create_model=wagtailcore.GroupApprovalTask",
)
VIEWS = [*(("agency", url) for url in AGENCY), *(("owner", url) for url in OWNER)]


def add_clinics():
    """Many clinics, each with a site, a folder, and a group with one user, who edits its home."""
    clone_clinic(Clinic.objects.get(slug="sol"), MANY)
    clinics = [*Clinic.objects.filter(roles=None).select_related("home")]
    add_access(clinics)
    users = User.objects.in_bulk([clinic.slug for clinic in clinics], field_name="username")
    for clinic in clinics:
        clinic.site = Site.objects.create(hostname=f"{clinic.slug}.example", root_page=clinic.home)
        add_work(clinic, users[clinic.slug])
    Clinic.objects.bulk_update(clinics, ["site"])


def opened(client, url):
    """What a page asks the database, how often, and how many choices it lists."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    selects = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    tables = Counter(VALUES.sub("…", sql.split(" WHERE ")[0])[:300] for sql in selects)
    return response.status_code, tables, len(OPTIONS.findall(response.content.decode()))


@pytest.fixture(scope="module")
def costs(django_db_setup, django_db_blocker, tmp_path_factory):
    """What each view costs with three clinics and with three hundred.

    The clinics are made once, which takes longer than any view.
    """
    folder = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder), transaction.atomic():
        places = install()
        agency = User.objects.create_superuser("agency")
        people = {"agency": agency, "owner": User.objects.get(pk=places["owner"])}
        clients = {}
        for who, user in people.items():
            clients[who] = Client(raise_request_exception=False, headers={"host": NETWORK})
            clients[who].force_login(user)

        def measured():
            return {(who, url): opened(clients[who], url.format(**places)) for who, url in VIEWS}

        few = measured()
        add_clinics()
        many = measured()
        transaction.set_rollback(True)
    return few, many


@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_a_view_costs_and_lists_the_same_with_many_clinics(costs, view):
    few, many = (each[view] for each in costs)
    assert few[0] == many[0] == 200
    assert many[1] - few[1] == Counter()
    assert many[2] <= few[2]
