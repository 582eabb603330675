"""With many clinics, no view of the admin makes the database read the rows of other clinics."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageLogEntry,
    Revision,
    get_default_page_content_type,
)

from clinic_cms.launching.access import ensure_access
from clinic_cms.models import Clinic, ClinicHomePage, ClinicRole, Role
from clinic_cms.publishing.statistics import collect_statistics
from tests.admin.conftest import NETWORK, make_owner
from tests.cloned_clinics import NUMBERED, PAGE_TYPES, clone_clinic
from tests.plans import tables_read_widely

pytestmark = pytest.mark.django_db

CLINICS = 3000
"""Of fewer, PostgreSQL rightly reads small tables from end to end."""
MODELS = (*NUMBERED, *PAGE_TYPES, Collection, Group, PageLogEntry, Revision, User.groups.through)
GRANTED = (GroupCollectionPermission, GroupPagePermission)
MEDIA = (get_image_model(), get_document_model())
GROWING = {model._meta.db_table for model in (*MODELS, *GRANTED)}
OWNER = (
    "/admin/",
    "/admin/pages/{home}/",
    "/admin/pages/{home}/?has_child_pages=true",
    "/admin/pages/{home}/edit/",
    "/admin/pages/{location}/edit/",
    "/admin/pages/{location}/history/",
    "/admin/choose-page/{home}/",
    "/admin/images/",
    "/admin/images/add/",
    "/admin/documents/",
    "/admin/documents/add/",
    "/admin/reports/aging-pages/",
)
AGENCY = (
    "/admin/pages/{home}/",
    "/admin/pages/{home}/edit/",
    "/admin/clinics/edit/{clinic}/",
)


@pytest.fixture
def many(article, kosak, sol):
    """A clinic and its owner among many, as launched: what has been logged is no one's."""
    owner = make_owner(kosak)
    ensure_access(kosak.clinic)
    kosak.clinic.save()
    clone_clinic(sol.clinic, CLINICS)
    add_access(Clinic.objects.filter(roles=None))
    add_history(Page.objects.filter(depth=2))
    collect_statistics(force=True)
    return kosak, owner


def add_access(clinics):
    """Give each clinic a group with one member, a folder with a picture, and its permissions."""
    clinics = [*clinics]
    [last] = Collection.objects.order_by("-path")[:1]
    number = Collection._str2int(last.path[-Collection.steplen :])
    root = Collection.get_first_root_node()
    names = [clinic.slug for clinic in clinics]
    paths = [Collection._get_path(root.path, 2, number + 1 + each) for each in range(len(names))]
    users = User.objects.bulk_create(User(username=name) for name in names)
    groups = Group.objects.bulk_create(Group(name=name) for name in names)
    folders = Collection.objects.bulk_create(
        Collection(name=name, path=path, depth=2) for name, path in zip(names, paths, strict=True)
    )
    member = User.groups.through
    members = zip(users, groups, strict=True)
    member.objects.bulk_create(member(user=user, group=group) for user, group in members)
    change = Permission.objects.get(codename="change_page")
    choose = Permission.objects.get(codename="choose_image")
    homes = ClinicHomePage.objects.filter(clinic__in=clinics)
    ClinicRole.objects.bulk_create(
        ClinicRole(clinic=clinic, role=Role.OWNER, group=group)
        for clinic, group in zip(clinics, groups, strict=True)
    )
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=home, permission=change)
        for group, home in zip(groups, homes, strict=True)
    )
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=folder, permission=choose)
        for group, folder in zip(groups, folders, strict=True)
    )
    for model in MEDIA:
        size = {"width": 1, "height": 1} if model is get_image_model() else {}
        model.objects.bulk_create(
            model(title=folder.name, file=folder.name, collection=folder, **size)
            for folder in folders
        )


def add_history(pages):
    """Give each page a revision and two log entries, which are no one's."""
    kind = get_default_page_content_type()
    made = {"base_content_type": kind, "content_type": kind, "created_at": timezone.now()}
    Revision.objects.bulk_create(
        Revision(object_id=str(page.pk), content={}, **made) for page in pages
    )
    PageLogEntry.objects.bulk_create(
        PageLogEntry(page=page, action=action, uuid=uuid4(), timestamp=timezone.now())
        for page in pages
        for action in ("wagtail.create", "wagtail.publish")
    )


def selects_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200, url
    return [query["sql"] for query in queries if query["sql"].startswith("SELECT")]


def test_no_view_reads_more_rows_with_more_clinics(many, desk):
    kosak, user = many
    owner = Client(HTTP_HOST=NETWORK)
    owner.force_login(user)
    places = {"home": kosak.home.pk, "location": kosak.location.pk, "clinic": kosak.clinic.pk}
    read_widely = {
        f"{url}: {sql}": tables
        for client, urls in ((owner, OWNER), (desk, AGENCY))
        for url in urls
        for sql in selects_of(client, url.format(**places))
        if (tables := tables_read_widely(sql) & GROWING)
    }
    assert read_widely == {}
