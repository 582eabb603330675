"""What is told after a step of a translation: what was done, what is left, and why."""

import json

import pytest
from django.urls import reverse

from clinic_cms.models import TranslationRecord
from tests.admin.conftest import edit_url
from tests.admin.test_translations_on_page import (
    by_hand,
    by_machine,
    named,
    page,
    publish,
    seen,
    sign_url,
    told,
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
    answer = desk.get(edit_url(page))
    return json.loads(answer.context["editor"]["props"])


def test_what_may_stay_empty_is_not_told_to_be_missing(
    desk, translation, page, django_capture_on_commit_callbacks
):
    put_all(translation)
    put(translation, "back-spasms", "x").delete()

    text = told(publish(desk, page, django_capture_on_commit_callbacks))

    assert "“Espasmos de espalda” is published in Español." in text
    assert "missing" not in text


def test_the_machine_s_rest_is_told_with_its_reason(desk, translation, article, settings):
    use(settings, MANGLER)
    url = reverse("clinic_cms_translation_step", args=[article.pk, "es", "machine"])

    text = told(desk.post(url, follow=True))

    assert "4 texts translated into Español by Mangler" in text
    assert "4 were left to people, because their merge tags did not come back whole." in text


def test_wagtail_localize_s_own_button_tells_the_same(desk, translation, page, settings):
    use(settings, DUMMY)
    url = reverse("wagtail_localize:machine_translate", args=[translation.pk])

    text = told(desk.post(url, {"next": edit_url(page)}, follow=True))

    assert "8 texts translated into Español by Dummy translator. Read them and sign" in text


def test_the_editor_offers_no_machine_once_nothing_is_missing(desk, translation, page, settings):
    use(settings, DUMMY)
    assert editor_props(desk, page)["machineTranslator"]["name"] == "Dummy translator"
    put_all(translation)
    put(translation, "back-spasms", "x").delete()

    assert editor_props(desk, page)["machineTranslator"] is None


def test_the_editor_offers_no_alias(desk, page):
    assert editor_props(desk, page)["links"]["convertToAliasUrl"] is None


def test_a_signature_tells_what_else_stands_before_publishing(
    desk, translation, page, by_machine, named
):
    put(translation, PHONE, "Llame.", translation_type="machine")
    shown = desk.get(sign_url(page)).content.decode()
    assert "A machine wrote 7 texts" in shown
    assert "clinic.phone" in shown[shown.index('class="error-message"') :]
    assert "A machine wrote 7 texts" in told(desk.get(edit_url(page)))

    answer = desk.post(sign_url(page), {"read": "1", "seen": seen(desk, page)}, follow=True)

    assert "Signed by Ana Ríos. Before the translation can be published:<ul>" in told(answer)


def test_what_is_wrong_alone_is_not_signed(desk, translation, page, named):
    put(translation, PHONE, "Llame.", translation_type="machine")

    shown = desk.get(sign_url(page)).content.decode()

    assert "Nothing can be signed before" in shown
    assert "Sign as" not in shown


def test_the_refusal_counts_what_the_banner_counts(
    desk, translation, page, by_machine, django_capture_on_commit_callbacks
):
    put(translation, PHONE, "Llame.", translation_type="machine")

    text = told(publish(desk, page, django_capture_on_commit_callbacks))

    assert "A machine translated 7 texts" in text
    assert "A machine wrote 7 texts" in text


def test_the_page_tells_that_the_signed_text_was_changed(desk, by_hand):
    TranslationRecord.objects.filter(page=by_hand).update(
        translator="Eva",
        reviewer="Marta Solís",
        reviewed_at=TranslationRecord.objects.get(page=by_hand).rendered_at.replace(year=2020),
        reviewed_digest="another",
    )

    text = told(desk.get(edit_url(by_hand)))

    assert "Read and signed by Marta Solís" in text
    assert "The text has been changed since, by Eva." in text


def unpublish(desk, page):
    url = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    return told(desk.post(url, follow=True))


def test_unpublishing_an_original_leads_to_what_stays_on_line(desk, by_hand, article):
    text = unpublish(desk, article)

    assert "Patients still read translations of “Back spasms”: Español." in text
    assert reverse("wagtailadmin_pages:unpublish", args=[by_hand.pk]) in text


def test_unpublishing_a_translation_says_nothing_of_others(desk, by_hand):
    assert "Patients still read" not in unpublish(desk, by_hand)


def test_deleting_an_original_leads_to_what_stays_on_line(desk, by_hand, article):
    url = reverse("wagtailadmin_pages:delete", args=[article.pk])

    text = told(desk.post(url, follow=True))

    assert "Patients still read translations of “Back spasms”: Español." in text


def test_unpublishing_in_bulk_leads_there_too(desk, by_hand, article):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])

    text = told(desk.post(f"{url}?id={article.pk}", follow=True))

    assert text.count("Patients still read translations of “Back spasms”: Español.") == 1


def draft(**changes):
    return {name: value for name, value in typed(**changes).items() if name != "action-publish"}


def test_a_draft_with_a_lost_tag_is_saved_with_a_warning(desk, by_hand, article):
    data = draft(treatment_heading="Tratamiento")

    text = told(desk.post(edit_url(by_hand), data, follow=True))

    assert text.count("its merge tags have to be those of the original:") == 1
    assert "{{ clinic.name }}" in text
    draft_now = page_in("es", article).get_latest_revision_as_object()
    assert draft_now.treatment_heading == "Tratamiento"


def test_wagtail_s_saving_by_itself_warns_of_nothing(desk, by_hand):
    data = draft(treatment_heading="Tratamiento")

    saved = desk.post(edit_url(by_hand), data, headers={"accept": "application/json"})

    assert saved.json()["success"]
    assert "merge tags have to be" not in told(desk.get(edit_url(by_hand)))


def test_a_draft_with_all_its_tags_is_saved_in_silence(desk, by_hand):
    text = told(desk.post(edit_url(by_hand), draft(), follow=True))

    assert "merge tags have to be" not in text


def test_the_sync_form_says_what_is_published(desk, translation):
    text = desk.get(update_url(translation)).content.decode()

    assert "Publish what is wholly translated" in text
    assert "original language until translated" not in text


def test_syncing_tells_no_success_beside_a_refusal(desk, translation):
    put(translation, "Causes", SPANISH["Causes"])

    answer = desk.post(update_url(translation), {"publish_translations": "on"}, follow=True)

    assert "was not published" in told(answer)
    assert "Successfully updated" not in told(answer)
