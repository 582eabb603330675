from html import escape

import pytest
from django.core.exceptions import ValidationError

from clinic_cms.models import ConditionPage
from clinic_cms.models.gates import Refusal
from clinic_cms.translating.gates import check_target, sign
from clinic_cms.translating.strings import is_untranslated
from tests.factories import translate
from tests.translating.conftest import page_in, put, put_all


def reasons(translation) -> list[str]:
    with pytest.raises(Refusal) as caught:
        check_target(translation)
    return [str(message) for message in caught.value.messages]


def test_a_submitted_article_is_a_draft(translation, article):
    assert not page_in("es", article).live


def test_strings_without_a_translation_are_named(translation):
    [reason] = reasons(translation)

    assert reason.startswith("7 texts are not translated yet: “Back spasms”")


def test_a_whole_translation_is_published(translation, article):
    put_all(translation)

    check_target(translation)
    translation.save_target(publish=True)

    page = page_in("es", article)
    page.get_latest_revision().publish()
    page.refresh_from_db()
    assert page.live
    assert page.title == "Espasmos de espalda"


def test_a_live_translation_never_shows_a_text_of_its_source(published, article):
    """wagtail-localize fills gaps with the source's text and writes before it publishes."""
    string = put(published, "Call {{ clinic.phone }}.", "Llame ya al {{ clinic.phone }}.")
    string.delete()

    with pytest.raises(ValidationError):
        published.save_target(publish=True)

    page = page_in("es", article)
    assert "Llame al" in page.treatment[0].value.source
    assert page.live


def test_a_live_translation_is_left_alone_where_a_string_has_a_wrong_tag(published, article):
    put(published, "Call {{ clinic.phone }}.", "Llame al {{ clinica.phone }}.")

    with pytest.raises(ValidationError):
        published.save_target(publish=True)

    assert "Llame al {{ clinic.phone }}" in page_in("es", article).treatment[0].value.source


def test_a_wrong_tag_is_named_with_its_string_and_its_place(translation):
    put_all(translation)
    put(translation, "Call {{ clinic.phone }}.", "Llame al {{ clinic.fone }}.")

    [reason] = reasons(translation)

    assert "Call {{ clinic.phone }}." in reason
    assert "“clinic.fone”" in reason
    assert "(Character 13.)" in reason


def test_a_machine_s_text_waits_for_a_signature(translation, translator):
    put_all(translation)
    put(translation, "Causes", "Causas", translation_type="machine")

    [reason] = reasons(translation)
    assert "A machine translated 1 text" in reason
    assert "“Causes”" in reason

    sign(translation=translation, user=translator)
    check_target(translation)


def test_a_signature_does_not_hold_for_what_a_machine_writes_later(translation, translator):
    put_all(translation)
    sign(translation=translation, user=translator)
    put(translation, "Causes", "Causales", translation_type="machine")

    assert "A machine translated 1 text" in reasons(translation)[0]


def test_a_sentence_of_the_source_is_no_translation(article, spanish_article_page):
    page = spanish_article_page
    page.summary = "What {{ clinic.name }} does for every kind of back spasm you may have."
    article.summary = page.summary
    article.save_revision().publish()

    with pytest.raises(Refusal) as caught:
        page.save_revision().publish()

    [reason] = caught.value.messages
    assert reason.startswith("1 text is still in English: “What {{ clinic.name }} does for every")


def test_a_single_sentence_of_the_source_is_found_among_others(article, spanish_article_page):
    page = spanish_article_page
    article.treatment = [{"type": "text", "value": "<p>Rest.</p><p>Warmth may help.</p>"}]
    article.save_revision().publish()
    page.treatment = [{"type": "text", "value": "<p>Descanse.</p><p>Warmth may help.</p>"}]
    page.treatment.raw_data[0]["id"] = article.treatment[0].id

    with pytest.raises(Refusal, match="“Warmth may help.”"):
        page.save_revision().publish()


def test_names_are_the_same_in_many_languages(article, spanish_article_page):
    page = spanish_article_page
    for row in (article, page):
        row.causes_heading = "Kosak Chiropractic of Fairfield, California"
        row.save_revision().publish()

    assert page_in("es", article).causes_heading.startswith("Kosak")


def test_a_page_that_is_typed_by_hand_keeps_its_tags(spanish_article_page):
    page = spanish_article_page
    page.causes_heading = "Causas"
    page.treatment_heading = "Tratamiento"

    with pytest.raises(Refusal) as caught:
        page.save_revision().publish()

    [reason] = caught.value.messages
    assert reason.startswith("Treatment › Heading: ")
    assert "{{ clinic.name }}" in reason


def test_facts_and_addresses_of_a_live_page_are_written_freely(published, article):
    page = page_in("es", article)
    page.slug = "otros-espasmos"

    page.save()

    assert ConditionPage.objects.filter(slug="otros-espasmos").exists()


@pytest.fixture
def published(translation, article):
    put_all(translation)
    translation.save_target(publish=False)
    page_in("es", article).get_latest_revision().publish()
    return translation


@pytest.fixture
def spanish_article_page(article, spanish_library):
    return translate(article, "es", title="Espasmos de espalda", slug="espasmos")


@pytest.mark.parametrize(
    "name",
    [
        "Clinique podiatrique de l'Anse-aux-Coques",
        "Cabinet de kinésithérapie des Trois Fontaines",
        "Clínica de la espalda y del cuello de los Olmos",
        "Praxis für Füße und alles darüber am See",
        "Feet & all that is above them",
    ],
)
def test_a_clinics_name_is_no_text_to_translate(name):
    assert not is_untranslated(name, name, name=name)
    assert not is_untranslated(f"{name} – Matane", f"{name} – Matane", name=name)
    sentence = f"<p>Soins du pied chez {escape(name)} pour tous</p>"
    assert is_untranslated(sentence, sentence, name=name)
    assert is_untranslated(name, name)
