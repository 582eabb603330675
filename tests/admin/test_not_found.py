"""Views that failed where what they are asked for is not there answer as for any missing row."""

import pytest
from django.urls import reverse
from wagtail_localize.models import Translation, TranslationSource

from tests.factories import locale

pytestmark = pytest.mark.django_db

CHOOSERS = ("wagtaildocs_chooser", "wagtailimages_chooser", "choose_clinic", "choose_webhook")


@pytest.fixture(params=["owner", "agency"])
def browser(request, ours, desk):
    return desk if request.param == "agency" else ours.client()


@pytest.mark.parametrize("chooser", CHOOSERS)
def test_a_text_in_place_of_a_key_is_no_row(browser, chooser):
    assert browser.get(reverse(f"{chooser}:chosen", args=["text"])).status_code == 404


@pytest.mark.parametrize("chooser", CHOOSERS[:2])
def test_texts_among_many_keys_are_left_out(browser, ours, chooser):
    kind = "document" if "docs" in chooser else "image"
    url = reverse(f"{chooser}:chosen_multiple")
    answer = browser.get(url, {"id": ["text", ours.made[kind].pk]})
    assert [str(row["id"]) for row in answer.json()["result"]] == [str(ours.made[kind].pk)]


def test_an_empty_form_for_an_address_is_shown_again(browser):
    url = reverse("wagtailadmin_choose_page_external_link")
    assert browser.post(url).json()["step"] == "external_link"
    assert browser.post(url, b"", content_type="application/json").status_code == 200


@pytest.mark.parametrize("name", ["preview_translation", "download_pofile"])
def test_a_translation_whose_page_is_gone_is_not_found(browser, ours, name):
    source, _made = TranslationSource.get_or_create_from_instance(ours.built.contact)
    translation = Translation.objects.create(source=source, target_locale=locale("fr"))
    url = reverse(f"wagtail_localize:{name}", args=[translation.pk])
    assert browser.get(url).status_code == 404


@pytest.mark.parametrize("action", ["delete", "publish"])
def test_all_pages_below_one_that_is_missing_are_none(browser, action):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    assert browser.get(url, {"id": "all", "childOf": 999_999}).status_code == 404
