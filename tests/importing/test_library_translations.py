"""What loading a file means for the translations of an article."""

import pytest

from clinic_cms.importing.library import load_library
from clinic_cms.models import TranslationRecord
from clinic_cms.translating import ensure_translation, strings_of
from tests.factories import locale
from tests.importing.masters import change, copy_back_spasms, page

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
