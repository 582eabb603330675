"""What loading a file means for the translations of an article."""

import pytest

from clinic_cms.errors import Mistake, Refused
from clinic_cms.importing.library.loading import load_library
from clinic_cms.importing.library.structure import master_key
from clinic_cms.models import ConditionPage, LibraryPage, TranslationRecord
from clinic_cms.models.translation import source_of
from clinic_cms.translating.memory import ensure_translation
from clinic_cms.translating.strings import strings_of
from tests.factories import locale
from tests.importing.masters import FIXTURES, change, copy_back_spasms, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return copy_back_spasms(tmp_path)


def record() -> TranslationRecord:
    return TranslationRecord.objects.get(page=page("es"))


def test_who_made_and_who_read_a_translation_is_kept(folder):
    change(
        folder,
        "reviewed = ",
        'translator = "DeepL"\nmachine = true\ntranslation_reviewer = "Marta Solís"\n'
        "translation_reviewed = 2026-09-20\nreviewed = ",
        "es",
    )
    load_library(directory=folder)

    kept = record()
    assert (kept.translator, kept.by_machine, kept.reviewer) == ("DeepL", True, "Marta Solís")
    assert kept.reviewed_at.date().isoformat() == "2026-09-20"


def test_a_changed_sentence_makes_its_translation_out_of_date_until_its_file_changes(folder):
    load_library(directory=folder)
    assert record().stale_since is None

    change(folder, "### Poor posture", "### A poor posture", "en-us")
    load_library(directory=folder)
    assert record().stale_since

    change(folder, "### Mala postura", "### Una mala postura", "es")
    load_library(directory=folder)
    assert record().stale_since is None


def test_the_editor_of_translations_goes_on_from_what_the_file_says(folder):
    load_library(directory=folder)
    translation = ensure_translation(page("en-us"), locale("es"))

    change(folder, "### Mala postura", "### Una mala postura", "es")
    load_library(directory=folder)

    said = [it.translation.data for it in strings_of(translation) if it.translation]
    assert "Una mala postura" in said
    assert page("es").causes[1].value["name"] == "Una mala postura"


def rename(folder, old, new):
    (folder / f"back-spasms.{old}.md").rename(folder / f"back-spasms.{new}.md")


def refusals(folder, **options) -> list[Mistake]:
    with pytest.raises(Refused) as refused:
        load_library(directory=folder, **options)
    return refused.value.mistakes


def leave_in_english(folder) -> int:
    return change(
        folder,
        "Cómo tratar y prevenir los espasmos de espalda",
        "Treating and preventing back spasms",
        "es",
    )


def test_an_untranslated_text_is_refused_with_its_line_before_anything_is_written(folder):
    line = leave_in_english(folder)

    (mistake,) = refusals(folder)

    assert mistake.id == "clinic_cms.A013"
    assert mistake.where == f"back-spasms.es.md, line {line}, title"
    assert "still in English: “Treating and preventing back spasms”" in mistake.message
    assert mistake.hint == f"Compare with line {line} of back-spasms.en-us.md."
    assert refusals(folder, dry_run=True) == [mistake]
    assert not LibraryPage.objects.exists()


def test_an_untranslated_paragraph_is_refused_with_its_heading(folder):
    spanish = "El abdomen y la zona lumbar forman una faja de músculos (en inglés, *core*)."
    english = "Your *core* is the ring of muscles around your belly and lower back."
    line = change(folder, spanish, english, "es")
    rest = "Si se mueve poco, esa faja se debilita y la espalda se esfuerza más."
    change(
        folder,
        rest,
        "When you move too little, it gets weaker, and your back has to work harder.",
        "es",
    )

    (mistake,) = refusals(folder, dry_run=True)

    heading = "causes: Poca actividad y músculos débiles"
    assert mistake.where == f"back-spasms.es.md, line {line}, {heading}"


def test_an_untranslated_text_is_refused_too_if_only_the_library_has_the_original(folder):
    load_library(directory=folder)
    (folder / "back-spasms.en-us.md").unlink()
    leave_in_english(folder)
    text = (FIXTURES / "neck-pain.en-us.md").read_text()
    (folder / "aches.en-us.md").write_text(text.replace('"tension-headaches", ', ""))
    before = page("es").latest_revision

    (mistake,) = refusals(folder)

    assert (mistake.id, mistake.where) == ("clinic_cms.A017", "back-spasms.es.md")
    assert "“Treating and preventing back spasms”" in mistake.message
    assert refusals(folder, dry_run=True) == [mistake]
    assert page("es").latest_revision == before
    assert not ConditionPage.objects.filter(translation_key=master_key("aches")).exists()


def test_of_two_files_the_one_without_a_translator_is_the_original(folder):
    change(folder, "reviewed = ", 'translator = "Marta Solís"\nreviewed = ', "es")
    rename(folder, "en-us", "fr")
    load_library(directory=folder)
    assert source_of(page("es")) == page("fr")


def test_of_equal_files_the_first_language_of_the_install_is_the_original(folder):
    rename(folder, "en-us", "ar")
    load_library(directory=folder)
    assert source_of(page("ar")) == page("es")


def test_the_language_that_was_loaded_first_stays_the_original(folder):
    spanish = folder / "back-spasms.es.md"
    text = spanish.read_text()
    spanish.unlink()
    rename(folder, "en-us", "ar")
    load_library(directory=folder)
    spanish.write_text(text)

    assert [it.locale for it in load_library(directory=folder)] == ["ar", "es"]
    assert source_of(page("es")) == page("ar")


def test_a_translation_whose_original_is_in_the_library_alone_may_name_its_translator(folder):
    load_library(directory=folder)
    (folder / "back-spasms.en-us.md").unlink()
    change(folder, "reviewed = ", 'translator = "Marta Solís"\nreviewed = ', "es")
    load_library(directory=folder)
    assert record().translator == "Marta Solís"
