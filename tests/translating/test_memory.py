import pytest

from clinic_cms.models import TranslationRecord
from clinic_cms.translating.memory import ensure_translation
from clinic_cms.translating.strings import strings_of
from tests.factories import locale, make_clinic, translate
from tests.translating.conftest import page_in


@pytest.fixture
def spanish(article, spanish_library):
    page = translate(
        article,
        "es",
        title="Espasmos de espalda",
        slug="espasmos",
        causes_heading="Causas",
        summary="Lo que {{ clinic.name }} hace.",
    )
    for index, text in ((0, "<p>Llame al {{ clinic.phone }}.</p>"),):
        page.treatment.raw_data[index]["value"] = text
    page.save_revision().publish()
    return page_in("es", article)


def test_a_page_is_adopted_with_what_it_says(article, spanish):
    translation = ensure_translation(article, locale("es"))

    said = {string.source: string.translation.data for string in strings_of(translation)}
    assert said["Back spasms"] == "Espasmos de espalda"
    assert said["Causes"] == "Causas"
    assert said["Call {{ clinic.phone }}."] == "Llame al {{ clinic.phone }}."


def test_what_changed_before_the_adoption_is_left_to_translate(article, spanish):
    article.causes_heading = "Usual causes"
    article.save_revision().publish()

    translation = ensure_translation(article, locale("es"))

    missing = [string.source for string in strings_of(translation) if string.is_missing]
    assert missing == ["Usual causes"]


def value(title: str) -> dict:
    return {"title": title, "publisher": "", "url": "", "year": None}


def test_a_translation_keeps_what_its_own_sources_are_called(article, spanish):
    for page, title in ((article, "Back pain"), (spanish, "Dolor de espalda")):
        page.references = [{"type": "reference", "value": value(title), "id": "source-1"}]
        page.save_revision().publish()
    translation = ensure_translation(article, locale("es"))

    ephemeral = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )

    assert [item.value["title"] for item in ephemeral.references] == ["Dolor de espalda"]


def test_what_sources_are_called_may_stay_as_it_is(article, spanish_library):
    article.references = [("reference", value("Back pain"))]
    article.save_revision().publish()

    translation = ensure_translation(article, locale("es"))

    assert "Back pain" not in [it.source for it in strings_of(translation) if it.is_missing]


def test_adopting_twice_changes_nothing(article, spanish):
    first = ensure_translation(article, locale("es"))

    assert ensure_translation(article, locale("es")).pk == first.pk


def test_a_new_language_gets_its_library(article):
    translation = ensure_translation(article, locale("fr"))

    page = translation.get_target_instance()
    assert page.get_parent().specific.locale.language_code == "fr"
    assert page.get_parent().alias_of is None
    assert not page.live


def test_what_is_typed_into_a_stopped_translation_is_remembered(article, spanish):
    translation = ensure_translation(article, locale("es"))
    translation.enabled = False
    translation.save()
    spanish.refresh_from_db()
    spanish.causes_heading = "Las causas"
    spanish.save_revision().publish()

    said = {string.source: string.translation.data for string in strings_of(translation)}
    assert said["Causes"] == "Las causas"


def test_syncing_takes_over_the_source_s_text(article, spanish):
    translation = ensure_translation(article, locale("es"))
    article.causes_heading = "Usual causes"
    article.save_revision().publish()
    assert TranslationRecord.objects.get(page=spanish).stale_since

    translation.source.update_from_db()

    assert "Usual causes" in [string.source for string in strings_of(translation)]
    assert TranslationRecord.objects.get(page=spanish).stale_since


def test_a_doctor_s_name_is_nothing_to_translate(library):
    kosak = make_clinic()
    translate(kosak.home, "es", title="Kosak", slug="kosak-es")

    translation = ensure_translation(kosak.doctor, locale("es"))

    assert "Michael Wilson" not in [string.source for string in strings_of(translation)]
    assert translation.get_target_instance().title == "Michael Wilson"
