"""In a page's form, a reference to what another clinic has is one to what does not exist."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from clinic_cms.models import ClinicHomePage
from tests.admin.conftest import comments, location_data
from tests.two_clinics import SECRET

pytestmark = pytest.mark.django_db


def edit(client, page, data):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def home_data(**changes):
    data = {
        "title": "Kosak",
        "slug": "kosak",
        "hero_heading": "",
        "hero_text": rich_text(""),
        "hero_image": "",
        "body": streamfield([]),
        **changes,
    }
    return nested_form_data(data) | comments()


def figure(image):
    return home_data(body=streamfield([("figure", {"image": image, "alt": "Us", "caption": ""})]))


def link(page):
    html = f'<p><a linktype="page" id="{page}">There</a></p>'
    return home_data(hero_text=rich_text(html), body=streamfield([("text", rich_text(html))]))


def saved(page):
    return ClinicHomePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_another_clinics_picture_is_no_choice_and_not_named(ours, theirs):
    answers = [
        edit(ours.client(), ours.built.home, home_data(hero_image=pk))
        for pk in (theirs.made["image"].pk, 999_999)
    ]
    forms = [answer.context["form"] for answer in answers]
    assert forms[0].errors == forms[1].errors != {}
    assert SECRET not in answers[0].content.decode()


def test_another_clinics_practitioner_is_no_choice_and_not_named(ours, theirs):
    theirs.built.doctor.title = f"{SECRET} doctor"
    theirs.built.doctor.save_revision().publish()
    answer = edit(ours.client(), ours.built.location, location_data(lead=theirs.built.doctor.pk))
    assert "lead" in answer.context["form"].errors
    assert SECRET not in answer.content.decode()


def test_another_clinics_picture_in_a_stream_is_as_one_that_is_not_there(ours, theirs):
    home = ours.built.home
    for image in (theirs.made["image"].pk, 999_999):
        assert edit(ours.client(), home, figure(image)).status_code == 302
        assert saved(home).body[0].value["image"] is None
    edit(ours.client(), home, figure(ours.made["image"].pk))
    assert saved(home).body[0].value["image"] == ours.made["image"]


def test_a_link_to_another_clinics_page_leads_nowhere(ours, theirs):
    home, draft = ours.built.home, theirs.pages["draft"].pk
    assert edit(ours.client(), home, link(draft)).status_code == 302
    texts = [saved(home).hero_text, saved(home).body[0].value.source]
    assert [f'id="{draft}"' in text for text in texts] == [False, False]
    assert all('id="0"' in text for text in texts)


def test_a_link_to_ones_own_page_or_a_shared_one_is_kept(ours, theirs, article):
    home = ours.built.home
    for page in (ours.pages["draft"], article):
        edit(ours.client(), home, link(page.pk))
        texts = [saved(home).hero_text, saved(home).body[0].value.source]
        assert all(f'id="{page.pk}"' in text for text in texts)
