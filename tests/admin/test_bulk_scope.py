"""What is asked to be done to several things at once names those that the user may know of."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.models import Page

from clinic_cms.models import ClinicPage, NetworkRole
from clinic_cms.tenancy.network_roles import ensure_network_groups
from tests.admin.conftest import NETWORK
from tests.factories import make_clinic
from tests.two_clinics import SECRET

pytestmark = pytest.mark.django_db

PAGES = ("delete", "move", "publish", "unpublish")
MEDIA = ("delete", "add_tags", "add_to_collection")
ACTIONS = [
    *(("wagtailcore", "page", action) for action in PAGES),
    *(("wagtailimages", "image", action) for action in MEDIA),
    *(("wagtaildocs", "document", action) for action in MEDIA),
]


def asked(clinic, kind):
    return clinic.pages["draft"].pk if kind == "page" else clinic.made[kind].pk


def test_another_clinics_rows_are_not_named(ours, theirs):
    client = ours.client()
    for app, kind, action in ACTIONS:
        url = reverse("wagtail_bulk_action", args=[app, kind, action])
        mine, other = asked(ours, kind), asked(theirs, kind)
        shown = client.get(url, {"id": [mine, other]}).content.decode()
        assert "Ours" in shown, action
        assert SECRET not in shown, action
        assert {client.get(url, {"id": pk}).status_code for pk in (other, 999_999)} == {404}


def test_all_below_a_page_are_not_those_of_another_clinic(ours, theirs):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = {"id": "all", "childOf": theirs.built.home.pk}
    assert ours.client().get(url, query).status_code == 404


def test_pages_are_not_moved_below_another_clinics(ours, theirs):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    url = f"{url}?id={ours.pages['draft'].pk}"
    pages = (theirs.built.home.pk, 999_999)
    answers = [ours.client().post(url, {"chooser": pk}) for pk in pages]
    assert SECRET not in answers[0].content.decode()
    errors = [answer.context["form"].errors["chooser"] for answer in answers]
    assert errors[0] == errors[1]


def test_the_agency_is_told_of_all(desk, theirs):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    assert SECRET in desk.get(url, {"id": theirs.pages["draft"].pk}).content.decode()


@pytest.fixture
def move(client, ours):
    """Let someone of the agency move pages of ours; returns the response."""
    ensure_network_groups(libraries=[])
    user = User.objects.create_user("ann")
    user.groups.add(NetworkRole.objects.get(role=NetworkRole.Name.AGENCY).group)
    client.force_login(user)

    def moved(pages, parent):
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
        query = "&".join(f"id={page.pk}" for page in pages)
        assert client.get(f"{url}?{query}", headers={"host": NETWORK}).status_code == 200
        data = {"chooser": parent.pk}
        return client.post(f"{url}?{query}&next=/admin/", data, headers={"host": NETWORK})

    return moved


def pages_below(page, *slugs):
    return [page.add_child(instance=ClinicPage(title=slug, slug=slug)) for slug in slugs]


def parents_of(pages):
    return {page.get_parent().pk for page in Page.objects.filter(pk__in=[it.pk for it in pages])}


def test_the_agency_moves_several_pages_within_a_clinic(ours, move):
    about, *pages = pages_below(ours.built.home, "about", "team", "rooms")

    assert move(pages, about).url == "/admin/"

    assert parents_of(pages) == {about.pk}


def test_a_clinics_pages_stay_in_their_clinic_whoever_moves_them(ours, move):
    marlow = make_clinic("marlow", host="marlow.example")
    pages = pages_below(ours.built.home, "team", "rooms")

    refused = move(pages, marlow.home).context["pages_without_destination_access"]

    assert [each["item"].pk for each in refused] == [page.pk for page in pages]
    assert parents_of(pages) == {ours.built.home.pk}


def test_a_page_whose_slug_is_taken_there_stays_where_it_was(ours, move):
    about, team = pages_below(ours.built.home, "about", "team")
    pages_below(about, "team")

    refused = move([team], about).context["pages_with_duplicate_slugs"]

    assert [each["item"].pk for each in refused] == [team.pk]
    assert parents_of([team]) == {ours.built.home.pk}


@pytest.mark.parametrize(
    "names", [("nothing", "page", "publish"), ("wagtailcore", "page", "nothing")]
)
def test_what_cannot_be_done_is_not_found(ours, names):
    url = reverse("wagtail_bulk_action", args=names)
    assert ours.client().get(url, {"id": 1}).status_code == 404


@pytest.mark.parametrize("kind", ["image", "document"])
def test_a_collection_that_is_refused_is_not_named(kind, ours, theirs):
    """The form that is shown again says that the choice is not valid, and no more."""
    app = {"image": "wagtailimages", "document": "wagtaildocs"}[kind]
    url = reverse("wagtail_bulk_action", args=[app, kind, "add_to_collection"])
    posted = {"collection": theirs.built.clinic.collection.pk}
    response = ours.client().post(f"{url}?id={asked(ours, kind)}", posted)
    assert response.context["form"].errors["collection"]
    assert theirs.built.clinic.collection.name not in response.content.decode()
