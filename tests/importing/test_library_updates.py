"""A changed file updates its page; blocks keep their ids, and people's edits are theirs."""

import pytest

from clinic_cms.importing.library.loading import Status, load_library
from clinic_cms.models import ConditionPage
from tests.importing.masters import change, copy_back_spasms, edit, ids, page, statuses

pytestmark = pytest.mark.django_db

BRIEF = "A spasm can be a small twinge."
SPANISH_BRIEF = "A veces es solo una punzada."


@pytest.fixture
def folder(tmp_path):
    return copy_back_spasms(tmp_path)


@pytest.fixture
def loaded(folder):
    load_library(directory=folder)
    return folder


def add_step(folder, after: str, language: str) -> None:
    change(folder, after, f"### New step\n\nText.\n\n{after}", language)


def test_a_changed_sentence_is_published_and_the_ids_stay(loaded):
    before = ids()
    change(loaded, BRIEF, "A spasm can be small.")
    assert statuses(loaded) == [Status.UPDATED, Status.UNCHANGED]
    assert "A spasm can be small." in page().overview[0].value.source
    assert ids() == before


def test_a_new_block_has_a_new_id_and_the_others_keep_theirs(loaded):
    before = ids()
    add_step(loaded, "### Build your core", "en-us")
    add_step(loaded, "### Fortalezca el abdomen", "es")
    assert statuses(loaded) == [Status.UPDATED] * 2
    after = ids()
    assert ids("es") == after
    new = after["prevention"].pop(2)
    assert after == before
    assert all(new not in old for old in before.values())


def test_a_renamed_block_keeps_its_id(loaded):
    before = ids()
    change(loaded, "### Build your core", "### Train your core")
    change(loaded, "### Fortalezca el abdomen y la espalda", "### Fortalezca el abdomen", "es")
    load_library(directory=loaded)
    assert ids() == ids("es") == before


def test_blocks_that_change_places_take_their_ids_along(loaded):
    before = ids()["prevention"]
    for language, first, second in (
        ("en-us", "Lift with your legs", "Drink enough water"),
        ("es", "Levante peso con las piernas", "Beba suficiente agua"),
    ):
        change(loaded, f"### {first}", "### …", language)
        change(loaded, f"### {second}", f"### {first}", language)
        change(loaded, "### …", f"### {second}", language)
    load_library(directory=loaded)
    assert ids()["prevention"] == [*before[:3], before[4], before[3], *before[5:]]


def test_what_a_person_edited_is_a_conflict_and_stays(loaded):
    edit(title="My own title")
    change(loaded, BRIEF, "A spasm can be small.")
    (english, spanish) = load_library(directory=loaded)
    assert (english.status, spanish.status) == (Status.CONFLICT, Status.UNCHANGED)
    assert "edited" in english.reason
    assert page().title == "My own title"


def test_with_force_the_file_wins(loaded):
    edit(title="My own title")
    change(loaded, BRIEF, "A spasm can be small.")
    assert statuses(loaded, force=True) == [Status.UPDATED, Status.UNCHANGED]
    assert page().title == "Treating and preventing back spasms"


def test_a_draft_an_offline_page_and_a_locked_one_are_conflicts(loaded):
    change(loaded, BRIEF, "A spasm can be small.")
    row = page()
    row.title = "Not yet"
    row.save_revision()
    assert statuses(loaded)[0] == Status.CONFLICT
    load_library(directory=loaded, force=True)
    for language, field in (("en-us", "live"), ("es", "locked")):
        ConditionPage.objects.filter(pk=page(language).pk).update(**{field: field == "locked"})
    change(loaded, "small.", "tiny.")
    change(loaded, SPANISH_BRIEF, "Es una punzada.", "es")
    assert statuses(loaded) == [Status.CONFLICT] * 2


def test_keys_that_the_editor_adds_are_no_edit(loaded):
    row = page()
    row.overview[0].value.source = row.overview[0].value.source.replace(
        "<p>", '<p data-block-key="abc12">'
    )
    row.save_revision().publish()
    change(loaded, BRIEF, "A spasm can be small.")
    assert statuses(loaded)[0] == Status.UPDATED


def test_blocks_come_in_every_language_or_in_none(loaded):
    edit("es", title="Mi título")
    before = ids()
    add_step(loaded, "### Build your core", "en-us")
    add_step(loaded, "### Fortalezca el abdomen", "es")
    english, spanish = load_library(directory=loaded)
    assert (english.status, spanish.status) == (Status.CONFLICT, Status.CONFLICT)
    assert "another language" in english.reason
    assert ids() == ids("es") == before


def test_a_language_that_comes_later_shares_the_ids(folder):
    spanish = folder / "back-spasms.es.md"
    text = spanish.read_text()
    spanish.unlink()
    assert statuses(folder) == [Status.CREATED]
    change(folder, "### Build your core", "### Train your core")
    load_library(directory=folder)
    spanish.write_text(text)
    assert statuses(folder) == [Status.UNCHANGED, Status.CREATED]
    assert ids("es") == ids()
