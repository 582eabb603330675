"""In a page's form, a reference to what another clinic has is one to what does not exist."""

import pytest
from django.forms import Textarea
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from clinic_cms.models import ClinicHomePage
from clinic_cms.tenancy.references import LEADS_NOWHERE
from tests.admin.conftest import article_data, comments, location_data
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


@pytest.mark.parametrize("step", [{}, {"action-publish": "action-publish"}])
def test_a_text_with_a_link_to_another_clinics_page_is_refused_as_one_to_none(ours, theirs, step):
    home, draft = ours.built.home, theirs.pages["draft"].pk
    home.save_revision().publish()
    forms = [edit(ours.client(), home, link(pk) | step).context["form"] for pk in (draft, 999_999)]
    assert {*forms[0].errors} == {"hero_text", "body"}
    errors = [form.errors.as_json() for form in forms]
    assert errors[0] == errors[1]
    assert LEADS_NOWHERE in errors[0]
    for form in forms:
        texts = [form["hero_text"].data, form["body"].data[0].value.source]
        assert all('id="0"' in text for text in texts)
    assert SECRET not in str(forms[0])
    assert not saved(home).hero_text


def plain_form(page, user, html):
    """The page's form, whose text is sent as it is to be kept."""
    form_class = page.get_edit_handler().get_form_class()
    form = form_class(instance=page, for_user=user, data=home_data(hero_text=html))
    form.fields["hero_text"].widget = Textarea()
    return form


@pytest.mark.parametrize("key", ["theirs", 999_999, "no number"])
def test_documents_and_pictures_in_a_text_are_refused_like_pages(ours, theirs, key):
    made = theirs.made if key == "theirs" else None
    for tag in (
        '<a linktype="document" id="{document}">x</a>',
        '<embed embedtype="image" id="{image}" alt="" format="left"/>',
    ):
        keys = {name: made[name].pk if made else key for name in ("document", "image")}
        form = plain_form(ours.built.home, ours.owner, f"<p>{tag.format(**keys)}</p>")
        assert form.has_error("hero_text", LEADS_NOWHERE)
        assert 'id="0"' in form["hero_text"].data


def test_a_saved_text_whose_page_was_deleted_since_can_be_edited(ours, theirs):
    home, gone = ours.built.home, '<p><a linktype="page" id="999999">There</a></p>'
    home.hero_text, home.body = gone, [("text", gone)]
    home.save_revision()
    for page in (999_999, ours.pages["draft"].pk):
        assert edit(ours.client(), home, link(page)).status_code == 302
        assert f'id="{page}"' in saved(home).hero_text
    assert "hero_text" in edit(ours.client(), home, link(999_999)).context["form"].errors


def test_an_autosaved_draft_is_refused_as_well(ours, theirs):
    answers = [
        ours.client().post(
            reverse("wagtailadmin_pages:edit", args=[ours.built.home.pk]),
            link(pk),
            headers={"accept": "application/json"},
        )
        for pk in (theirs.pages["draft"].pk, 999_999)
    ]
    assert answers[0].status_code == 400
    assert answers[0].content == answers[1].content


def test_a_new_page_and_an_article_of_ones_own_are_checked_too(ours, theirs):
    html = f'<p><a linktype="page" id="{theirs.pages["draft"].pk}">There</a></p>'
    data = article_data(overview=streamfield([("text", rich_text(html))]))
    index = ours.built.index
    url = reverse("wagtailadmin_pages:add", args=["clinic_cms", "conditionpage", index.pk])
    assert "overview" in ours.client().post(url, data).context["form"].errors


@pytest.mark.parametrize("times", [1, 20])
def test_links_cost_the_same_queries_however_many(ours, django_assert_num_queries, times):
    html = f'<p><a linktype="page" id="{ours.pages["draft"].pk}">There</a></p>' * times
    form = plain_form(ours.built.home, ours.owner, html)
    with django_assert_num_queries(5):
        assert form["hero_text"].refusal is None


def test_a_link_to_ones_own_page_or_a_shared_one_is_kept(ours, theirs, article):
    home = ours.built.home
    for page in (ours.pages["draft"], article):
        edit(ours.client(), home, link(page.pk))
        texts = [saved(home).hero_text, saved(home).body[0].value.source]
        assert all(f'id="{page.pk}"' in text for text in texts)
