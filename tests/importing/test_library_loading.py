"""Masters get from files into the Library once, and people's edits are theirs."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from wagtail.models import Locale, Page, Revision

from clinic_cms.errors import Refused
from clinic_cms.importing.library.loading import Status, load_library
from clinic_cms.importing.library.structure import master_key
from clinic_cms.models import ConditionPage, LibraryPage
from clinic_cms.serving.clinic_sites import find_clinic
from clinic_cms.serving.page_views import page_view
from clinic_cms.serving.visit import begin_visit
from tests.factories import make_clinic, make_condition, make_library
from tests.importing.masters import FIXTURES, change, copy_back_spasms, edit, ids, page, statuses

pytestmark = pytest.mark.django_db

BRIEF = "A spasm can be a small twinge."


@pytest.fixture
def folder(tmp_path):
    return copy_back_spasms(tmp_path)


@pytest.fixture
def loaded(folder):
    load_library(directory=folder)
    return folder


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
    related = [page(key="sciatica").translation_key, master_key("neck-pain")]
    assert page().related_keys == [str(key) for key in related]


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


def test_a_typo_is_reported_with_file_and_line_and_changes_nothing(loaded):
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


def test_a_dry_run_reports_everything_and_writes_nothing(folder):
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


def test_clinics_that_lack_what_an_article_prints_are_named(kosak, folder):
    make_clinic(
        "bare", name="Bare Hill", host="bare.example", location={"phone": "", "service_areas": []}
    )

    assert "does not show" not in run(folder, "--dry-run")
    lacking = json.loads(run(folder, "--json"))["lacking"]

    assert lacking == [
        {
            "article": "back-spasms",
            "locale": "en-us",
            "title": page().title,
            "count": 1,
            "clinics": ["Bare Hill"],
            "facts": ["clinic.phone"],
        }
    ]
    assert json.loads(run(folder, "--json"))["lacking"] == []
    change(folder, BRIEF, "A spasm may be a small twinge.")
    assert "1 clinic does not show" in run(folder)


def test_a_file_with_one_clinics_own_words_is_refused_with_what_to_do(kosak, folder):
    change(folder, BRIEF, f"{BRIEF} Kosak Chiropractic knows it.")
    with pytest.raises(Refused, match="Kosak Chiropractic.*“this_is_right”"):
        load_library(directory=folder)
    assert not ConditionPage.objects.exists()


def test_what_a_file_calls_right_is_loaded_until_it_no_longer_does(kosak, folder):
    change(folder, BRIEF, f"{BRIEF} Kosak Chiropractic knows it.")
    change(folder, "+++\n", '+++\nthis_is_right = ["Kosak Chiropractic"]\n')
    assert set(statuses(folder)) == {Status.CREATED}
    note = page().notes.get()
    assert (note.answer, note.text) == ("right", "Kosak Chiropractic")
    change(folder, 'this_is_right = ["Kosak Chiropractic"]\n', "")
    change(folder, BRIEF, f"{BRIEF} Ask Kosak Chiropractic.")
    with pytest.raises(Refused, match="Kosak Chiropractic"):
        load_library(directory=folder)
