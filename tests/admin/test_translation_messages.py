"""The messages after a step of a translation: what was done, what is left, and why."""

import json

import pytest
from django.urls import reverse

from clinic_cms.models import TranslationRecord
from tests.admin.conftest import edit_url
from tests.admin.test_translation_edit_page import (
    by_hand,
    by_machine,
    named,
    page,
    publish,
    seen,
    shown,
    sign_url,
    translation,
    typed,
    update_url,
)
from tests.translating.conftest import SPANISH, page_in, put, put_all
from tests.translating.test_machine import DUMMY, KEEPING

__all__ = ["by_hand", "by_machine", "named", "page", "translation"]

pytestmark = pytest.mark.django_db

MANGLER = "tests.translating.test_machine.Mangler"
PHONE = "Call {{ clinic.phone }}."


def use(settings, inner):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": KEEPING, "OPTIONS": {"CLASS": inner}}


def editor_props(desk, page):
    response = desk.get(edit_url(page))
    return json.loads(response.context["editor"]["props"])


def test_what_may_stay_empty_is_not_reported_as_missing(
    desk, translation, page, django_capture_on_commit_callbacks
):
    put_all(translation)
    put(translation, "back-spasms", "x").delete()

    text = shown(publish(desk, page, django_capture_on_commit_callbacks))

    assert "“Espasmos de espalda” is published in Español." in text
    assert "missing" not in text


def test_what_the_machine_left_is_shown_with_the_reason(desk, translation, article, settings):
    use(settings, MANGLER)
    url = reverse("clinic_cms_translation_step", args=[article.pk, "es", "machine"])

    text = shown(desk.post(url, follow=True))

    assert "Mangler translated 4 texts into Español" in text
    assert (
        "4 texts are left to translate by hand, because the machine damaged their merge tags."
        in text
    )


def test_wagtail_localize_s_own_button_shows_the_same(desk, translation, page, settings):
    use(settings, DUMMY)
    url = reverse("wagtail_localize:machine_translate", args=[translation.pk])

    text = shown(desk.post(url, {"next": edit_url(page)}, follow=True))

    assert "Dummy translator translated 8 texts into Español. Read and sign them" in text


def test_the_editor_offers_no_machine_once_nothing_is_missing(desk, translation, page, settings):
    use(settings, DUMMY)
    assert editor_props(desk, page)["machineTranslator"]["name"] == "Dummy translator"
    put_all(translation)
    put(translation, "back-spasms", "x").delete()

    assert editor_props(desk, page)["machineTranslator"] is None


def test_the_editor_offers_no_alias(desk, page):
    assert editor_props(desk, page)["links"]["convertToAliasUrl"] is None


def test_after_a_signature_the_remaining_errors_are_shown(
    desk, translation, page, by_machine, named
):
    put(translation, PHONE, "Llame.", translation_type="machine")
    content = desk.get(sign_url(page)).content.decode()
    assert "A machine wrote 7 texts" in content
    assert "clinic.phone" in content[content.index('class="error-message"') :]
    assert "A machine wrote 7 texts" in shown(desk.get(edit_url(page)))

    data = {"read": "1", "seen": seen(desk, page)}
    text = shown(desk.post(sign_url(page), data, follow=True))

    assert "Signed by Ana Ríos. Fix this before you publish the translation:<ul>" in text


def test_only_errors_left_means_nothing_to_sign(desk, translation, page, named):
    put(translation, PHONE, "Llame.", translation_type="machine")

    content = desk.get(sign_url(page)).content.decode()

    assert "Fix the errors below in the editor first" in content
    assert "Sign as" not in content


def test_the_refusal_counts_what_the_banner_counts(
    desk, translation, page, by_machine, django_capture_on_commit_callbacks
):
    put(translation, PHONE, "Llame.", translation_type="machine")

    text = shown(publish(desk, page, django_capture_on_commit_callbacks))

    assert "A machine translated 7 texts" in text
    assert "A machine wrote 7 texts" in text


def test_the_page_shows_that_the_signed_text_was_changed(desk, by_hand):
    TranslationRecord.objects.filter(page=by_hand).update(
        translator="Eva",
        reviewer="Marta Solís",
        reviewed_at=TranslationRecord.objects.get(page=by_hand).rendered_at.replace(year=2020),
        reviewed_digest="another",
    )

    text = shown(desk.get(edit_url(by_hand)))

    assert "Read and signed by Marta Solís" in text
    assert "The text has been changed since, by Eva." in text


def unpublish(desk, page):
    url = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    return shown(desk.post(url, follow=True))


def test_unpublishing_an_original_links_to_translations_still_online(desk, by_hand, article):
    text = unpublish(desk, article)

    assert "Translations of “Back spasms” are still online: Español." in text
    assert reverse("wagtailadmin_pages:unpublish", args=[by_hand.pk]) in text


def test_unpublishing_a_translation_says_nothing_of_others(desk, by_hand):
    assert "are still online" not in unpublish(desk, by_hand)


def test_deleting_an_original_links_to_translations_still_online(desk, by_hand, article):
    url = reverse("wagtailadmin_pages:delete", args=[article.pk])

    text = shown(desk.post(url, follow=True))

    assert "Translations of “Back spasms” are still online: Español." in text


def test_unpublishing_in_bulk_links_there_too(desk, by_hand, article):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])

    text = shown(desk.post(f"{url}?id={article.pk}", follow=True))

    assert text.count("Translations of “Back spasms” are still online: Español.") == 1


def draft(**changes):
    return {name: value for name, value in typed(**changes).items() if name != "action-publish"}


def test_a_draft_with_a_lost_tag_is_saved_with_a_warning(desk, by_hand, article):
    data = draft(treatment_heading="Tratamiento")

    text = shown(desk.post(edit_url(by_hand), data, follow=True))

    assert text.count("cannot be published before its merge tags match those of the original:") == 1
    assert "{{ clinic.name }}" in text
    draft_now = page_in("es", article).get_latest_revision_as_object()
    assert draft_now.treatment_heading == "Tratamiento"


def test_an_autosave_warns_of_nothing(desk, by_hand):
    data = draft(treatment_heading="Tratamiento")

    saved = desk.post(edit_url(by_hand), data, headers={"accept": "application/json"})

    assert saved.json()["success"]
    assert "its merge tags match" not in shown(desk.get(edit_url(by_hand)))


def test_a_draft_with_all_its_tags_is_saved_without_a_warning(desk, by_hand):
    text = shown(desk.post(edit_url(by_hand), draft(), follow=True))

    assert "its merge tags match" not in text


def test_the_sync_form_says_what_is_published(desk, translation):
    text = desk.get(update_url(translation)).content.decode()

    assert "Publish what is completely translated" in text
    assert "original language until translated" not in text


def test_syncing_shows_no_success_beside_a_refusal(desk, translation):
    put(translation, "Causes", SPANISH["Causes"])

    response = desk.post(update_url(translation), {"publish_translations": "on"}, follow=True)

    assert "was not published" in shown(response)
    assert "Successfully updated" not in shown(response)
