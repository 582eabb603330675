"""Someone of two clinics sees one of them on its host, and finds the way to the other."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from clinic_cms.admin.clinic_switch import other_clinics
from clinic_cms.models import Role
from clinic_cms.tenancy.policies import clinics_visible_to
from clinic_cms.tenancy.roles import group_of
from clinic_cms.tenancy.sign_in import user_on_host
from clinic_cms.tenancy.visibility import media_visible_to
from tests.admin.conftest import NETWORK
from tests.two_clinics import SECRET

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(ours, theirs):
    """The owner of ours, who is an owner of theirs too."""
    ours.owner.groups.add(*theirs.owner.groups.all())
    theirs.pages["locked"].locked_by = ours.owner
    theirs.pages["locked"].save()
    return type(ours.owner).objects.get(pk=ours.owner.pk)


def browser(user, host):
    client = Client(HTTP_HOST=host)
    client.force_login(user)
    return client


def test_a_clinics_host_keeps_its_people_to_it(both, ours, theirs):
    user = user_on_host(both, ours.built.clinic)
    assert [*clinics_visible_to(user)] == [ours.built.clinic]
    pages = policy_registry.get_by_type(Page)
    assert pages.explorable_instances(user).filter(pk=ours.built.home.pk).exists()
    assert not pages.explorable_instances(user).filter(pk=theirs.built.home.pk).exists()
    assert not pages.user_has_permission_for_instance(user, "change", theirs.built.home)
    assert theirs.made["image"] not in media_visible_to(user, get_image_model())


def test_on_the_networks_host_they_see_both(both, ours, theirs):
    user = user_on_host(both, None)
    assert {*clinics_visible_to(user)} == {ours.built.clinic, theirs.built.clinic}


@pytest.mark.parametrize(
    "name",
    [
        "wagtailadmin_home",
        "wagtailadmin_explore_root",
        "clinic_cms_people_home",
        "wagtailimages:index",
        "wagtaildocs:index",
        "wagtailadmin_reports:locked_pages",
        "wagtailadmin_reports:workflow",
        "wagtailadmin_reports:site_history",
    ],
)
def test_what_they_see_on_a_clinics_host_is_that_clinics(both, ours, theirs, name):
    page = browser(both, ours.built.host).get(reverse(name), follow=True)
    assert page.status_code == 200
    assert SECRET not in page.content.decode()


def test_another_clinics_page_is_not_found_there(both, ours, theirs):
    url = reverse("wagtailadmin_pages:edit", args=[theirs.pages["draft"].pk])
    assert browser(both, ours.built.host).get(url).status_code == 404
    assert browser(both, theirs.built.host).get(url).status_code == 200
    assert browser(both, NETWORK).get(url).status_code == 200


def test_a_menu_leads_to_the_other_clinics_admin(both, ours, theirs):
    page = browser(both, ours.built.host).get("/admin/").content.decode()
    assert f"http://{theirs.built.host}/admin/" in page
    assert f"http://{ours.built.host}/admin/" not in page
    page = browser(both, NETWORK).get("/admin/").content.decode()
    assert f"http://{ours.built.host}/admin/" in page


def test_people_of_one_clinic_and_the_agency_have_no_such_menu(ours, theirs, agency, rf):
    for user in (ours.owner, agency):
        request = rf.get("/")
        request.user, request.clinic = user, None
        assert other_clinics(request) == []
        assert "clinic-switch" not in browser(user, NETWORK).get("/admin/").content.decode()


def test_the_role_is_that_of_the_hosts_clinic(ours, theirs):
    """An owner here who is a translator there may not invite there."""
    theirs.owner.groups.add(group_of(ours.built.clinic, Role.TRANSLATOR))
    url = reverse("clinic_cms_people_home")
    assert browser(theirs.owner, ours.built.host).get(url).status_code == 404
    assert browser(theirs.owner, theirs.built.host).get(url, follow=True).status_code == 200
