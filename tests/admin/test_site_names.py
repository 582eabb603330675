"""In the admin, a clinic's own people read the name of their clinic, and no word of the network."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import override_settings
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from clinic_cms.admin.site_names import PageDeleteView
from clinic_cms.models import ClinicPage
from clinic_cms.tenancy.site_names import name_root, named_items, site_name
from tests.admin.conftest import NETWORK

pytestmark = pytest.mark.django_db

NAME = "Kosak Chiropractic"


def html(client, name, *args, **query):
    return client.get(reverse(name, args=args), query, follow=True).content.decode()


def test_the_site_is_called_by_the_clinics_of_its_people(ours, theirs, agency):
    assert site_name(ours.owner) == NAME
    assert site_name(agency) == ""
    assert name_root(Page.get_first_root_node(), agency).title == "Root"
    assert name_root(Page.get_first_root_node(), ours.owner).get_admin_display_title() == NAME
    assert name_root(ours.built.contact, ours.owner).title == ours.built.contact.title


def test_no_page_of_the_admin_says_root(ours, theirs, library):
    """With homes in two languages, the first page that they have in common is the root."""
    client, home = ours.client(), ours.built.home
    for name, args, query in (
        ("wagtailadmin_explore_root", [], {}),
        ("wagtailadmin_explore_root", [], {"q": "Ours"}),
        ("wagtailadmin_explore", [home.pk], {}),
        ("wagtailadmin_pages:edit", [home.pk], {}),
        ("wagtailadmin_pages:history", [home.pk], {}),
        ("wagtailadmin_pages:usage", [home.pk], {}),
        ("wagtailadmin_pages:search", [], {"q": "Kosak"}),
        ("wagtailadmin_pages:add_subpage", [home.pk], {}),
        ("wagtailadmin_choose_page", [], {}),
        ("wagtailadmin_choose_page_child", [home.pk], {}),
        ("wagtailadmin_choose_page_search", [], {"q": "Kosak"}),
        ("wagtailadmin_pages:move", [ours.pages["draft"].pk], {}),
        ("wagtailadmin_api:pages:listing", [], {"child_of": 1, "fields": "parent"}),
        ("wagtailadmin_api:pages:detail", [1], {}),
        ("wagtailadmin_api:pages:detail", [home.pk], {"fields": "parent,ancestors"}),
    ):
        assert not re.search(r"\bRoot\b", html(client, name, *args, **query)), name
    assert Page.get_first_root_node().title == "Root"


def test_breadcrumbs_begin_with_the_clinic(ours, theirs):
    page = html(ours.client(), "wagtailadmin_explore", ours.built.home.pk)
    assert page.index(NAME) < page.index("Ours")


def test_breadcrumbs_above_what_is_no_page_stay(ours):
    items = [{"url": "/admin/", "label": "Home"}, {"label": "Root"}]
    assert named_items(items, ours.owner) == items


def test_the_agency_reads_what_wagtail_says(desk, ours):
    page = html(desk, "wagtailadmin_explore", ours.built.home.pk)
    assert "Root" in page
    assert named_items([{"url": "/admin/pages/", "label": "Root"}], ours.owner)[0]["label"] == NAME


@override_settings(WAGTAIL_SITE_NAME="the network")
def test_the_dashboard_counts_what_was_created_in_the_clinic(ours, theirs):
    page = html(ours.client(), "wagtailadmin_home")
    assert "the network" not in page
    assert f"created in {NAME}" in page


@pytest.fixture
def many(ours):
    """A page with ten below it, which the owner may delete at once."""
    GroupPagePermission.objects.create(
        group=ours.owner.groups.get(),
        page=ours.built.home,
        permission=Permission.objects.get(codename="bulk_delete_page"),
    )
    page = ours.built.home.add_child(instance=ClinicPage(title="Fees", slug="fees"))
    for number in range(10):
        page.add_child(instance=ClinicPage(title=f"Fee {number}", slug=f"fee-{number}"))
    return page


@override_settings(WAGTAIL_SITE_NAME="the network")
@pytest.mark.parametrize("way", ["one", "bulk"])
def test_many_pages_are_deleted_once_the_clinics_name_was_typed(ours, agency, many, way):
    url = reverse("wagtailadmin_pages:delete", args=[many.pk])
    if way == "bulk":
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        url = f"{bulk}?id={many.pk}"
    client = ours.client()
    assert "the network" not in client.get(url).content.decode()
    refused = client.post(url, {"confirm_site_name": "the network"})
    assert f"Type “{NAME}” to confirm." in refused.content.decode()
    assert Page.objects.filter(pk=many.pk).exists()
    client.post(url, {"confirm_site_name": NAME})
    assert not Page.objects.filter(pk=many.pk).exists()


def test_a_view_by_itself_asks_for_the_clinics_name(ours, many, rf):
    request = rf.get("/", headers={"host": NETWORK})
    request.user = ours.owner
    shown = PageDeleteView.as_view()(request, page_id=many.pk)
    assert shown.context_data["wagtail_site_name"] == NAME


def test_the_library_is_no_type_of_a_clinics_pages(ours, theirs, library, desk):
    for name, args in (
        ("wagtailadmin_explore_root", []),
        ("wagtailadmin_pages:type_use", ["clinic_cms", "clinicpage"]),
    ):
        assert "Library" not in html(ours.client(), name, *args)
    assert "Library" in html(desk, "wagtailadmin_explore_root")
