"""The install shares its tags; a clinic's people are offered those of their own things."""

import pytest
from django.urls import reverse
from taggit.models import Tag

from clinic_cms.tenancy.visibility import tags_visible_to
from tests.two_clinics import SECRET

pytestmark = pytest.mark.django_db

AUTOCOMPLETE = reverse("wagtailadmin_tag_autocomplete")
OF_A_MODEL = reverse("wagtailadmin_tag_model_autocomplete", args=["taggit", "tag"])


@pytest.mark.parametrize("url", [AUTOCOMPLETE, OF_A_MODEL])
def test_ones_own_tags_are_offered(ours, theirs, url):
    client = ours.client()
    assert client.get(url, {"term": "ours"}).json() == ["Ours label", "Ours tag"]
    assert client.get(url, {"term": SECRET}).json() == []
    assert client.get(url).json() == []


def test_all_are_offered_to_the_agency(desk, ours, theirs):
    assert desk.get(AUTOCOMPLETE, {"term": SECRET}).json() == [f"{SECRET} label", f"{SECRET} tag"]
    assert tags_visible_to(theirs.owner, Tag).count() == 2


@pytest.mark.parametrize("model", ["page", "nothing"])
def test_what_is_no_tag_is_not_found(ours, model):
    url = reverse("wagtailadmin_tag_model_autocomplete", args=["wagtailcore", model])
    assert ours.client().get(url, {"term": "o"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("wagtailimages:index", "Ours tag"),
        ("wagtaildocs:index", "Ours label"),
        ("wagtailimages_chooser:choose", "Ours tag"),
    ],
)
def test_lists_and_dialogs_name_the_most_used_of_ones_own(ours, theirs, name, own):
    shown = ours.client().get(reverse(name)).content.decode()
    assert own in shown
    assert SECRET not in shown
