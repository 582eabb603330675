"""With many clinics the admin asks the database no more often than with two, and lists no more."""

import re
from collections import Counter

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Collection, Page, Site

from clinic_cms.models import Clinic, ClinicRole, Role, WebhookEndpoint
from clinic_cms.tenancy.roles import group_of
from tests.admin.conftest import NETWORK, make_owner
from tests.cloned_clinics import clone_clinic
from tests.recordings import recorded

pytestmark = pytest.mark.django_db

MANY = 60
"""Clinics that are added. A listing shows one page of them."""
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
OWNER = (
    "/admin/",
    "/admin/pages/",
    "/admin/pages/{home}/",
    "/admin/pages/{home}/?has_child_pages=true",
    "/admin/choose_person/",
    "/admin/choose-page/{home}/",
    "/admin/api/main/pages/?child_of={home}&for_explorer=1",
    "/admin/webhooks/",
    "/admin/webhooks/new/",
    "/admin/webhook-deliveries/",
    "/admin/reports/locked/",
    "/admin/reports/aging-pages/",
    "/admin/reports/site-history/",
    "/admin/reports/article-translations/",
    "/admin/pages/{home}/edit/",
    "/admin/pages/{location}/edit/",
    "/admin/pages/{location}/unpublish/",
    "/admin/choose_collection/",
    "/admin/images/",
    "/admin/images/add/",
    "/admin/choose-page/",
    "/admin/choose-page/search/?q=o",
    "/admin/choose-page/chosen-multiple/?id={home}&id={location}",
    "/admin/api/main/images/",
    "/admin/api/main/documents/",
    "/admin/documents/",
    "/admin/images/chooser/",
    "/admin/tag-autocomplete/?term=o",
    "/admin/reports/workflow/",
    "/admin/reports/workflow_tasks/",
    "/admin/pages/{location}/move/",
    "/admin/pages/{location}/history/",
    "/admin/bulk/wagtailcore/page/publish/?id={location}&id={root}",
)
VIEWS = [*(("agency", url) for url in AGENCY), *(("owner", url) for url in OWNER)]


@recorded
def install(article, kosak, sol):
    """Two clinics with all that a launch gives them, and a user for each."""
    make_owner(sol, "sol")
    owner = make_owner(kosak)
    for built in (kosak, sol):
        add_folder(built.clinic)
        Page.objects.filter(pk=built.home.pk).update(**locked_by(owner))
        log(built.home, "wagtail.edit", user=owner)
        WebhookEndpoint.objects.create(clinic=built.clinic, url="https://hooks.example/")
    return kosak, owner


def locked_by(user):
    return {"locked": True, "locked_by": user, "locked_at": timezone.now()}


def add_folder(clinic):
    clinic.collection = Collection.get_first_root_node().add_child(name=clinic.slug)
    clinic.save()


def add_clinics(original):
    """Many clinics, each with a site, a folder, and a group with one user, who edits its home."""
    clone_clinic(original, MANY)
    clinics = Clinic.objects.filter(roles=None).select_related("home")
    for clinic in clinics:
        group = Group.objects.create(name=clinic.slug)
        ClinicRole.objects.create(clinic=clinic, role=Role.OWNER, group=group)
        clinic.site = Site.objects.create(hostname=f"{clinic.slug}.example", root_page=clinic.home)
        add_folder(clinic)
        user = User.objects.create_user(clinic.slug)
        user.groups.add(group)
        Page.objects.filter(pk=clinic.home_id).update(owner=user, **locked_by(user))
        log(clinic.home, "wagtail.edit", user=user)
        WebhookEndpoint.objects.create(clinic=clinic, url=f"https://hooks.example/{clinic.slug}")


def opened(client, url):
    """What a page asks the database, how often, and how many choices it lists."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code in {200, 302}, url
    selects = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    tables = Counter(VALUES.sub("…", sql.split(" WHERE ")[0])[:300] for sql in selects)
    return tables, len(OPTIONS.findall(response.content.decode()))


@pytest.mark.parametrize(("who", "url"), VIEWS)
def test_a_view_costs_and_lists_the_same_with_many_clinics(install, desk, article, who, url):
    kosak, owner = install
    client = desk
    if who == "owner":
        client = Client(HTTP_HOST=NETWORK)
        client.force_login(owner)
    url = url.format(
        root=Page.objects.get(depth=1).pk,
        home=kosak.home.pk,
        location=kosak.location.pk,
        article=article.pk,
        clinic=kosak.clinic.pk,
        folder=kosak.clinic.collection_id,
        owner=owner.pk,
        group=group_of(kosak.clinic, Role.OWNER).pk,
    )
    few, listed_few = opened(client, url)
    add_clinics(Clinic.objects.get(slug="sol"))
    asked, listed = opened(client, url)
    assert asked - few == Counter()
    assert listed <= listed_few
