"""Masters get from files into the Library once, and people's edits are theirs."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from wagtail.models import Locale, Page, Revision

from clinic_cms.errors import Refused
from clinic_cms.importing.library import Status, load_library, master_key
from clinic_cms.importing.library.structure import STREAMS
from clinic_cms.models import ConditionPage, LibraryPage
from clinic_cms.serving import begin_visit, find_clinic, page_view
from tests.factories import make_condition, make_library
from tests.importing.masters import FIXTURES, change, copy_back_spasms

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


def statuses(folder, **options) -> list[str]:
    return [outcome.status for outcome in load_library(directory=folder, **options)]


def page(language: str = "en-us", key: str = "back-spasms") -> ConditionPage:
    return ConditionPage.objects.get(
        translation_key=master_key(key), locale__language_code=language
    )


def ids(language: str = "en-us") -> dict[str, list[str]]:
    """The ids of each section's blocks."""
    return {name: [block.id for block in getattr(page(language), name)] for name in STREAMS}


def edit(language: str = "en-us", **fields) -> None:
    row = page(language)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save_revision().publish()


def add_step(folder, after: str, language: str) -> None:
    change(folder, after, f"### New step\n\nText.\n\n{after}", language)


def run(*arguments) -> str:
    out = StringIO()
    call_command("load_library", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_fixtures_are_published_in_every_language_and_a_second_load_does_nothing():
    assert set(statuses(FIXTURES)) == {Status.CREATED}
    pages = ConditionPage.objects.masters()
    assert pages.filter(live=True, has_unpublished_changes=False).count() == pages.count() >= 8
    revisions = Revision.objects.count()
    assert set(statuses(FIXTURES)) == {Status.UNCHANGED}
    assert Revision.objects.count() == revisions


def test_an_article_lies_in_the_library_of_its_locale(loaded):
    english, spanish = LibraryPage.objects.order_by("locale__language_code")
    assert english.slug == "library"
    assert english.translation_key == spanish.translation_key
    assert page().get_parent().specific == english
    assert page("es").get_parent().specific == spanish
    assert english.live
    assert spanish.live


def test_locales_that_are_missing_are_made(folder):
    Locale.objects.exclude(language_code="en-us").delete()
    load_library(directory=folder)
    assert Locale.objects.filter(language_code="es").exists()


@override_settings(CLINIC_CMS={"LIBRARY_SLUG": "masters"})
def test_the_library_has_the_slug_that_the_settings_name(folder):
    load_library(directory=folder)
    assert LibraryPage.objects.get(locale__language_code="en-us").slug == "masters"


def test_a_library_that_is_there_is_used(folder):
    library = make_library()
    load_library(directory=folder)
    assert page().get_parent().specific == library


def test_a_page_that_is_no_library_in_its_place_is_named(folder):
    Page.objects.get(depth=1).add_child(instance=Page(title="Books", slug="library"))
    with pytest.raises(Refused, match="LIBRARY_SLUG"):
        load_library(directory=folder)


def test_the_pages_hold_what_the_file_says(loaded):
    row = page()
    assert row.title == "Treating and preventing back spasms"
    assert row.causes_heading == "What causes back spasms?"
    assert [block.block_type for block in row.causes][:2] == ["text", "cause"]
    assert str(row.reviewed_on) == "2026-09-14"
    assert row.references[0].value["year"] == 2023
    assert page("es").slug == "espasmos-de-espalda"


def test_related_articles_are_named_by_their_translation_keys():
    load_library(directory=FIXTURES)
    assert page().related == (page(key="sciatica").translation_key, master_key("neck-pain"))


def test_related_articles_may_be_in_the_library_alone(folder):
    load_library(directory=FIXTURES)
    for language in ("en-us", "es"):
        change(folder, "reviewed =", 'related = ["sciatica"]\nreviewed =', language)
    assert statuses(folder) == [Status.UPDATED] * 2


def test_block_ids_are_equal_in_every_language_and_wherever_they_are_loaded_first(loaded):
    before = ids()
    assert before == ids("es")
    page("es").delete()
    page().delete()
    load_library(directory=loaded)
    assert ids() == before


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


def test_a_draft_a_page_off_line_and_a_locked_one_are_conflicts(loaded):
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


def test_a_typo_is_told_with_file_and_line_and_changes_nothing(loaded):
    before = Revision.objects.count()
    change(loaded, BRIEF, "A spasm can be small.")
    line = change(loaded, "{{ clinic.phone }}", "{{ clinic.fone }}", "es")
    with pytest.raises(CommandError, match=f"back-spasms.es.md, line {line}") as refused:
        run(loaded)
    assert refused.value.returncode == 1
    assert Revision.objects.count() == before


def test_an_article_with_the_slug_of_another_is_refused(folder):
    make_condition(make_library())
    with pytest.raises(Refused, match="another article with the slug “back-spasms”"):
        load_library(directory=folder)


def test_an_article_that_fails_half_way_leaves_no_language_behind(folder, monkeypatch):
    publish = ConditionPage.publish

    def fail(self, *args, **kwargs):
        if self.locale.language_code == "es":
            raise RuntimeError
        return publish(self, *args, **kwargs)

    monkeypatch.setattr(ConditionPage, "publish", fail)
    with pytest.raises(RuntimeError):
        load_library(directory=folder)
    assert not ConditionPage.objects.exists()


def test_a_dry_run_tells_all_and_writes_nothing(folder):
    assert "created" in run(folder, "--dry-run")
    assert not LibraryPage.objects.exists()


def test_the_command_prints_a_table(loaded):
    edit(title="My own title")
    change(loaded, BRIEF, "A spasm can be small.")
    printed = run(loaded)
    assert "back-spasms" in printed
    assert "conflict" in printed
    assert "--force" in printed


def test_the_command_prints_json(folder):
    printed = json.loads(run(folder, "--json"))
    assert [article["status"] for article in printed["articles"]] == ["created", "created"]
    assert printed["mistakes"] == []


def test_mistakes_are_json_too(folder):
    change(folder, "{.posture}", "{.postur}")
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("load_library", str(folder), "--json", stdout=out)
    assert ended.value.code == 1
    assert json.loads(out.getvalue())["mistakes"][0]["id"] == "clinic_cms.A007"


def test_every_article_is_served_in_each_language_with_the_facts_of_the_clinic(kosak, sol):
    load_library(directory=FIXTURES)
    for host, name, others in (
        ("kosak.example", "Michael Wilson", ("Núñez", "Mérida")),
        ("sol.example", "Lucía Núñez", ("Wilson", "Vacaville")),
    ):
        visit = begin_visit(find_clinic(host), "/")
        for article in ConditionPage.objects.filter(locale=visit.locale.home.locale):
            shown = repr(page_view(visit, article))
            assert name in shown
            assert not [text for text in (*others, "{{", "{%") if text in shown]
