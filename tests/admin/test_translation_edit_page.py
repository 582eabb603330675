"""The edit page of a translation: what it shows, what it refuses, and the signature."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import rich_text, streamfield
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from clinic_cms.models import TranslationRecord
from clinic_cms.translating.memory import ensure_translation
from tests.admin.conftest import article_data, edit_url, make_owner
from tests.factories import locale, make_library, translate
from tests.translating.conftest import page_in, put, put_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def translation(article, library):
    make_library("es", library)
    return ensure_translation(article, locale("es"))


@pytest.fixture
def page(translation, article):
    return page_in("es", article)


@pytest.fixture
def by_machine(translation):
    put_all(translation, translation_type="machine", tool_name="Dummy")
    return translation


@pytest.fixture
def named(agency):
    agency.first_name, agency.last_name = "Ana", "Ríos"
    agency.save()


def sign_url(page):
    return reverse("clinic_cms_sign_translation", args=[page.pk])


def shown(response):
    return " ".join(str(message) for message in response.context["messages"])


def publish(desk, page, capture):
    with capture(execute=True):
        return desk.post(edit_url(page), {"action": "publish"}, follow=True)


def test_a_translation_leads_to_its_original(desk, page, article):
    text = shown(desk.get(edit_url(page)))

    assert f'<a href="{edit_url(article)}">Back spasms</a>' in text
    assert "Out of date" not in text


def test_an_original_says_nothing(desk, article):
    article.when_to_get_help = [("text", RichText("<p>Call 911 if you cannot stand.</p>"))]
    article.save_revision().publish()
    assert shown(desk.get(edit_url(article))) == ""


def test_the_tags_in_use_are_explained_with_samples(desk, page):
    text = " ".join(shown(desk.get(edit_url(page))).split())

    assert "{{ doctor.name }}</code> Doctor: such as “Dr. Jane Doe”" in text
    assert "doctor.last_name" not in text


@pytest.mark.parametrize("enabled", [True, False])
def test_a_stale_translation_says_since_when_and_offers_to_sync(
    desk, translation, page, article, enabled
):
    put_all(translation)
    translation.save_target(publish=False)
    page_in("es", article).get_latest_revision().publish()
    article.causes_heading = "Usual causes"
    article.save_revision().publish()
    translation.enabled = enabled
    translation.save()

    text = shown(desk.get(edit_url(page)))

    assert "Out of date since" in text
    assert reverse("clinic_cms_translation_step", args=[article.pk, "es", "sync"]) in text


def test_once_it_is_synced_a_stale_translation_asks_for_what_is_new(
    desk, translation, page, article
):
    put_all(translation)
    translation.save_target(publish=False)
    page_in("es", article).get_latest_revision().publish()
    article.causes_heading = "Usual causes"
    article.save_revision().publish()

    desk.post(reverse("clinic_cms_translation_step", args=[article.pk, "es", "sync"]))

    text = shown(desk.get(edit_url(page)))
    assert "until you translate what is new below" in text
    assert "<button" not in text


def test_a_signature_is_shown_with_its_day(desk, page, by_machine, named):
    desk.post(sign_url(page), {"read": "1", "seen": seen(desk, page)})

    assert "Read and signed by Ana Ríos on" in shown(desk.get(edit_url(page)))


def test_a_machine_s_texts_are_counted_and_lead_to_the_signature(desk, page, by_machine):
    response = desk.get(edit_url(page))

    assert "A machine wrote 8 texts" in shown(response)
    assert sign_url(page) in shown(response)
    assert "Translated with Dummy on" in response.content.decode()


def seen(desk, page):
    return desk.get(sign_url(page)).context["seen"]


def test_the_signature_s_page_shows_texts_side_by_side(desk, page, by_machine, named):
    text = desk.get(sign_url(page)).content.decode()

    assert "Poor posture" in text
    assert "Mala postura" in text
    assert '<span class="clinic-tag" title="707-555-0142">{{ clinic.phone }}</span>' in text
    assert "Sign as Ana Ríos" in text


def test_a_signature_lets_the_translation_be_published(
    desk, page, by_machine, named, django_capture_on_commit_callbacks
):
    response = publish(desk, page, django_capture_on_commit_callbacks)
    assert "no one has signed" in shown(response)

    desk.post(sign_url(page), {"read": "1", "seen": seen(desk, page)})
    publish(desk, page, django_capture_on_commit_callbacks)

    page.refresh_from_db()
    assert page.live
    assert TranslationRecord.objects.get(page=page).reviewer == "Ana Ríos"


def test_no_one_signs_unread(desk, page, by_machine, named):
    response = desk.post(sign_url(page), {"seen": seen(desk, page)}, follow=True)

    assert "Confirm that you have read" in shown(response)
    assert not TranslationRecord.objects.exists()


def test_no_one_signs_what_came_after_they_read(desk, page, translation, by_machine, named):
    before = seen(desk, page)
    put(translation, "Causes", "Causales", translation_type="machine")

    response = desk.post(sign_url(page), {"read": "1", "seen": before}, follow=True)

    assert "changed in the meantime" in shown(response)
    assert not TranslationRecord.objects.exists()


def test_no_one_signs_without_a_name(desk, page, by_machine):
    account = reverse("wagtailadmin_account")
    assert account in desk.get(sign_url(page)).content.decode()

    data = {"read": "1", "seen": seen(desk, page)}
    response = desk.post(sign_url(page), data, follow=True)

    assert "Your account has no name" in shown(response)
    assert f'href="{account}"' in shown(response)


def test_with_nothing_to_sign_the_page_says_so(desk, page):
    assert "No machine translation is waiting" in desk.get(sign_url(page)).content.decode()


def test_an_original_cannot_be_signed(desk, article):
    assert desk.get(sign_url(article)).status_code == 404


def test_owners_cannot_sign_a_master(client, page, by_machine, kosak):
    client.defaults["HTTP_HOST"] = kosak.host
    client.force_login(make_owner(kosak))

    assert client.get(sign_url(page)).status_code == 302


def test_wagtail_localize_s_editor_names_the_reasons_and_writes_nothing(
    desk, translation, page, django_capture_on_commit_callbacks
):
    put_all(translation)
    put(translation, "Call {{ clinic.phone }}.", "Llame al {{ clinic.fone }}.")
    put(translation, "Causes", "Causas").delete()
    revisions = page.revisions.count()

    text = shown(publish(desk, page, django_capture_on_commit_callbacks))

    assert "1 text is not translated yet: “Causes”" in text
    assert "“clinic.fone”" in text
    page.refresh_from_db()
    assert not page.live
    assert page.title == "Back spasms"
    assert page.revisions.count() == revisions


def test_wagtail_localize_s_editor_publishes_what_is_whole(
    desk, translation, page, django_capture_on_commit_callbacks
):
    put_all(translation)

    publish(desk, page, django_capture_on_commit_callbacks)

    page.refresh_from_db()
    assert page.live
    assert page.title == "Espasmos de espalda"


def test_a_string_with_a_wrong_tag_is_saved_with_its_error(desk, translation):
    segment = StringSegment.objects.get(
        source=translation.source, string__data="Call {{ clinic.phone }}."
    )
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    response = desk.put(
        url, "value=Llame+al+{{clinic.fone}}.", content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 201
    assert "“clinic.fone”" in response.json()["error"]
    assert StringTranslation.objects.get().has_error


@pytest.fixture
def by_hand(article, library):
    make_library("es", library)
    return translate(article, "es", title="Espasmos", slug="espasmos", causes_heading="Causas")


def typed(**changes):
    data = {
        "title": "Espasmos",
        "slug": "espasmos",
        "causes_heading": "Causas",
        "treatment": streamfield([("text", rich_text("<p>Llame al {{ clinic.phone }}.</p>"))]),
        "treatment_heading": "Tratamiento en {{ clinic.name }}",
        "action-publish": "action-publish",
    }
    return article_data(**data | changes)


def test_wagtail_s_own_editor_names_a_lost_tag(desk, by_hand):
    data = typed(treatment_heading="Tratamiento")

    text = shown(desk.post(edit_url(by_hand), data, follow=True))

    assert "“Espasmos” was not published" in text
    assert "{{ clinic.name }}" in text


def test_wagtail_s_own_editor_names_a_text_that_is_still_in_english(desk, by_hand, article):
    summary = "What this clinic does for every kind of back spasm that you may have."
    article.summary = summary
    article.save_revision().publish()

    text = shown(desk.post(edit_url(by_hand), typed(summary=summary), follow=True))

    assert "1 text is still in English: “What this clinic does" in text


def update_url(translation):
    return reverse("wagtail_localize:update_translations", args=[translation.source_id])


def test_syncing_all_publishes_what_passes_and_names_the_rest(
    desk, translation, page, article, django_capture_on_commit_callbacks
):
    put_all(translation)
    french = ensure_translation(article, locale("fr"))

    with django_capture_on_commit_callbacks(execute=True):
        response = desk.post(update_url(translation), {"publish_translations": "on"}, follow=True)

    assert response.status_code == 200
    assert "(Français) was not published" in shown(response)
    assert "texts are not translated yet" in shown(response)
    assert page_in("es", article).live
    assert not french.get_target_instance().live


def test_syncing_all_takes_over_the_source_s_text(desk, translation, article):
    article.causes_heading = "Usual causes"
    article.save_revision().publish()

    desk.post(update_url(translation))

    source = TranslationSource.objects.get()
    assert source.stringsegment_set.filter(string__data="Usual causes").exists()


def test_syncing_all_lets_the_machine_fill_and_publishes_nothing_unsigned(
    desk, translation, page, settings, django_capture_on_commit_callbacks
):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"
    }
    data = {"publish_translations": "on", "use_machine_translation": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        response = desk.post(update_url(translation), data, follow=True)

    assert "no one has signed" in shown(response)
    page.refresh_from_db()
    assert not page.live


def test_owners_cannot_sync_a_master(client, translation, kosak):
    owner = make_owner(kosak)
    owner.user_permissions.add(Permission.objects.get(codename="submit_translation"))
    client.defaults["HTTP_HOST"] = kosak.host
    client.force_login(owner)

    assert client.post(update_url(translation)).status_code == 302
    assert TranslationSource.objects.get().last_updated_at == translation.source.last_updated_at
