"""An agency's editor, a clinic's owner, and the admin's forms as a browser sends them."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse
from wagtail.models import GroupPagePermission, Site
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from clinic_cms.launching.access import ensure_access
from clinic_cms.models import ClinicRole, Role
from clinic_cms.tenancy.roles import group_name

NETWORK = "network.example"


@pytest.fixture
def agency(db):
    return User.objects.create_superuser("agency", "agency@agency.example", "secret")


@pytest.fixture
def desk(client, agency):
    """A browser on the network host, signed in as the agency."""
    client.defaults["HTTP_HOST"] = NETWORK
    client.force_login(agency)
    return client


def make_owner(built, name="owner"):
    """A user who may edit one clinic's pages in every language, as launching grants it."""
    group = Group.objects.create(name=group_name(built.clinic.name, built.clinic.slug, Role.OWNER))
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for row in built.clinic.locales.all():
        for action in ("add_page", "change_page", "publish_page"):
            permission = Permission.objects.get(
                codename=action, content_type__app_label="wagtailcore"
            )
            GroupPagePermission.objects.create(group=group, page=row.home, permission=permission)
    ClinicRole.objects.create(clinic=built.clinic, role=Role.OWNER, group=group)
    built.clinic.site = Site.objects.create(hostname=built.host, root_page=built.home)
    built.clinic.save()
    user = User.objects.create_user(name, f"{name}@clinic.example", "secret")
    user.groups.add(group)
    return user


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def preview_url(page):
    return reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])


def comments():
    names = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")
    return {f"comments-{name}": 0 for name in names} | {"comments-MAX_NUM_FORMS": ""}


def article_data(**changes):
    """The form of an article with one cause."""
    cause = {"name": "Posture", "kind": "posture", "explanation": rich_text("<p>Sit up.</p>")}
    data = {
        "title": "Back spasms",
        "slug": "back-spasms",
        "summary": "",
        "opening": streamfield([]),
        "overview": streamfield([]),
        "causes": streamfield([("cause", cause | changes.pop("cause", {}))]),
        "treatment": streamfield([]),
        "prevention": streamfield([]),
        "when_to_get_help": streamfield([]),
        "references": streamfield([]),
        **changes,
    }
    return nested_form_data(data) | comments()


def location_data(**changes):
    """The form of a clinic's location."""
    data = {
        "title": "Office",
        "slug": "office",
        "phone": "707-426-1111",
        "city": "Fairfield",
        "region": "CA",
        "country": "US",
        "service_areas": streamfield([("area", "Vacaville")]),
        "opening_hours": streamfield([]),
        "special_days": streamfield([]),
        "intro": rich_text(""),
        "directions": rich_text(""),
        **changes,
    }
    return nested_form_data(data) | comments()


@pytest.fixture
def clinics(kosak, sol):
    """Two clinics with a group for each role."""
    for built in (kosak, sol):
        ensure_access(built.clinic)
        built.clinic.save()
    return kosak, sol
