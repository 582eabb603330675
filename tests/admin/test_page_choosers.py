"""The dialogs that choose a page offer a clinic's people their own pages and shared ones."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Page

from clinic_cms.tenancy.visibility import pages_choosable_by
from tests.factories import make_condition
from tests.two_clinics import SECRET

pytestmark = pytest.mark.django_db

BROWSE, SEARCH = "wagtailadmin_choose_page_child", "wagtailadmin_choose_page_search"
MULTIPLE = reverse("wagtailadmin_choose_page_chosen_multiple")
PARENTS = ({}, {"user_perms": "move_to"}, {"user_perms": "copy_to"}, {"user_perms": "add_subpage"})


def browse(clinic, page=None, **query):
    url = reverse(BROWSE, args=[page.pk]) if page else reverse("wagtailadmin_choose_page")
    return clinic.client().get(url, query)


@pytest.mark.parametrize("query", [*PARENTS, {"page_type": "clinic_cms.clinicpage"}])
def test_the_dialog_begins_with_ones_own_homes(ours, theirs, query):
    shown = json.loads(browse(ours, **query).content)["html"]
    assert "Kosak Chiropractic" in shown
    assert SECRET not in shown


def test_another_clinics_page_cannot_be_opened(ours, theirs):
    for page in (theirs.built.home, *theirs.pages.values()):
        assert browse(ours, page).status_code == 404
    assert browse(ours, ours.built.home).status_code == 200


def test_the_search_finds_no_draft_of_another_clinic(ours, theirs):
    found = ours.client().get(reverse(SEARCH), {"q": "draft"}).content.decode()
    assert "Ours draft" in found
    assert SECRET not in found


def test_shared_articles_are_offered_once_they_are_published(ours, article, library):
    draft = make_condition(library, slug="draft-master", title="Not out yet")
    draft.unpublish()
    library.save_revision().publish()
    offered = Page.objects.filter(pages_choosable_by(ours.owner))
    assert {article.pk, library.pk} <= {*offered.values_list("pk", flat=True)}
    assert draft not in offered
    shown = json.loads(browse(ours, library).content)["html"]
    assert "Back spasms" in shown
    assert "Not out yet" not in shown


def test_a_shared_article_is_no_new_parent(ours, library):
    assert browse(ours, library, user_perms="move_to").status_code == 404


def test_several_chosen_pages_are_all_ones_own(ours, theirs):
    client, mine = ours.client(), ours.pages["draft"].pk
    answers = [
        client.get(MULTIPLE, {"id": [mine, other]}).content.decode()
        for other in (theirs.pages["draft"].pk, 999_999)
    ]
    assert "Ours draft" in answers[0]
    assert answers[0] == answers[1]


def link_to(client, page, conversion, settings):
    settings.WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = conversion
    url = reverse("wagtailadmin_choose_page_external_link")
    name, address = "external-link-chooser", page.get_full_url()
    return client.post(url, {f"{name}-url": address, f"{name}-link_text": ""}).json()


@pytest.mark.parametrize("conversion", ["all", "confirm"])
def test_the_address_of_another_clinics_page_stays_an_address(ours, theirs, settings, conversion):
    """Wagtail answers with the title of its draft."""
    page = theirs.built.contact
    page.title = f"{SECRET} contact"
    page.save_revision()
    found = link_to(ours.client(), page, conversion, settings)
    assert found["result"].keys() == {"url", "title", "prefer_this_title_as_link_text"}
    own = link_to(ours.client(), ours.built.contact, conversion, settings)
    assert str(ours.built.contact.pk) in str(own)


FORMS = {
    "wagtailadmin_pages:move": lambda clinic: [clinic.pages["draft"].pk],
    "wagtailadmin_pages:copy": lambda clinic: [clinic.pages["draft"].pk],
    "wagtailadmin_pages:choose_parent": lambda clinic: ["clinic_cms", "clinicpage"],
}


@pytest.mark.parametrize("name", FORMS)
def test_another_clinics_page_is_no_new_parent_and_not_named(ours, theirs, name):
    url = reverse(name, args=FORMS[name](ours))
    field = "parent_page" if name.endswith("choose_parent") else "new_parent_page"
    answers = [
        ours.client().post(url, {field: pk, "new_title": "Copy", "new_slug": "copy"})
        for pk in (theirs.built.home.pk, 999_999)
    ]
    forms = [answer.context["form"] for answer in answers]
    assert forms[0].errors[field] == forms[1].errors[field]
    assert SECRET not in answers[0].content.decode()


def test_the_agency_chooses_from_all(desk, ours, theirs):
    found = desk.get(reverse(SEARCH), {"q": "draft"}).content.decode()
    assert SECRET in found


@pytest.mark.parametrize("name", FORMS)
def test_the_agency_puts_pages_below_any(desk, ours, theirs, name):
    url = reverse(name, args=FORMS[name](ours))
    data = {"new_title": "Copy", "new_slug": "copy", "parent_page": theirs.built.home.pk}
    answer = desk.post(url, data | {"new_parent_page": theirs.built.home.pk})
    assert answer.status_code == 302
