"""An import makes a draft master, or says what is wrong and changes nothing."""

import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from clinic_cms.errors import Refused
from clinic_cms.importing.service import import_article
from clinic_cms.models import ClinicHost, ConditionPage, LibraryPage, NoteKind
from clinic_cms.models.gates import Refusal
from tests.factories import locale

ARTICLE = """Easing a Stiff Hip

Dr. Michael Wilson of Kosak Chiropractic in Fairfield, CA, sees stiff hips often.
He also serves Vacaville.

What causes a stiff hip?

Sitting for long hours shortens the muscles in front of the hip, and they pull at the joint.

Treating a stiff hip

Move gently and often. Call 707-426-1111 to ask for a visit.
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "hip.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return file


def run(*arguments: object, capsys: pytest.CaptureFixture[str]) -> str:
    call_command("import_article", *map(str, arguments))
    return capsys.readouterr().out


def test_an_import_makes_a_draft_in_the_library(kosak, path: Path) -> None:
    result = import_article(path=path, clinic="kosak")

    page = ConditionPage.objects.get(pk=result.page_id)
    assert not page.live
    assert page.has_unpublished_changes
    assert page.latest_revision is not None
    assert page.get_parent().specific == LibraryPage.objects.get()
    assert page.slug == "easing-a-stiff-hip"
    assert page.causes_heading == "What causes a stiff hip?"
    assert "{{ doctor.name }} of {{ clinic.name }}" in page.overview[0].value.source
    assert "{{ clinic.phone }}" in page.treatment[0].value.source
    assert list(page.merge_problems()) == []


def test_the_draft_can_be_published(kosak, path: Path) -> None:
    result = import_article(path=path, clinic="kosak")

    ConditionPage.objects.get(pk=result.page_id).get_latest_revision().publish()

    assert ConditionPage.objects.get(pk=result.page_id).live


def test_a_clinic_without_service_areas_can_show_the_draft(kosak, path: Path) -> None:
    result = import_article(path=path, clinic="kosak")

    required = ConditionPage.objects.get(pk=result.page_id).required_facts
    assert "doctor.name" in required
    assert "location.service_areas" not in required


def test_a_dry_run_changes_nothing(kosak, path: Path) -> None:
    pages = Page.objects.count()

    result = import_article(path=path, clinic="kosak", dry_run=True)

    assert result.page_id is None
    assert Page.objects.count() == pages


def test_a_library_is_made_for_a_locale_that_has_none(kosak, path: Path) -> None:
    locale("es")

    result = import_article(path=path, clinic="kosak", locale="es")

    page = ConditionPage.objects.get(pk=result.page_id)
    assert page.locale.language_code == "es"
    assert LibraryPage.objects.filter(locale=page.locale).exists()


def test_a_library_is_made_where_there_is_none_at_all(kosak, path: Path) -> None:
    LibraryPage.objects.all().delete()

    result = import_article(path=path, clinic="kosak")

    assert ConditionPage.objects.get(pk=result.page_id).get_parent().slug == "library"


def test_a_master_is_never_overwritten(kosak, path: Path) -> None:
    import_article(path=path, clinic="kosak")
    pages = Page.objects.count()

    with pytest.raises(CommandError, match=r"clinic_cms\.I012.*--slug easing-a-stiff-hip-2"):
        call_command("import_article", str(path), "--clinic=kosak")

    assert Page.objects.count() == pages


def test_another_slug_makes_a_second_master(kosak, path: Path) -> None:
    import_article(path=path, clinic="kosak")

    result = import_article(path=path, clinic="kosak", slug="stiff-hip")

    assert ConditionPage.objects.get(pk=result.page_id).slug == "stiff-hip"


def test_a_title_that_no_slug_can_say_needs_one(kosak, path: Path) -> None:
    path.write_text(ARTICLE.replace("Easing a Stiff Hip", "कूल्हे का दर्द"), encoding="utf-8")

    with pytest.raises(Refused, match=r"I020.*“कूल्हे का दर्द”.*--slug back-spasms"):
        import_article(path=path, clinic="kosak")

    assert import_article(path=path, clinic="kosak", slug="hip-pain").slug == "hip-pain"


def test_a_title_too_long_is_refused_as_a_whole(kosak, path: Path) -> None:
    pages = Page.objects.count()

    with pytest.raises(CommandError, match=r"clinic_cms\.I013"):
        call_command("import_article", str(path), "--clinic=kosak", "--slug=not a slug")

    assert Page.objects.count() == pages


def test_an_unknown_clinic_gets_a_suggestion(kosak, path: Path) -> None:
    with pytest.raises(CommandError, match=r"clinic_cms\.L039.*Did you mean “kosak”\?"):
        call_command("import_article", str(path), "--clinic=kosack")


def test_an_unknown_clinic_like_no_other_lists_the_known_ones(kosak, path: Path) -> None:
    with pytest.raises(CommandError, match="Write one of: kosak"):
        call_command("import_article", str(path), "--clinic=zzzz")


@pytest.mark.django_db
def test_without_any_clinic_one_is_to_be_launched(path: Path) -> None:
    with pytest.raises(CommandError, match="launch_clinic"):
        call_command("import_article", str(path), "--clinic=kosak")


def test_a_locale_that_is_not_set_up_is_refused(kosak, path: Path) -> None:
    with pytest.raises(CommandError, match=r"clinic_cms\.I011.*en-us"):
        call_command("import_article", str(path), "--clinic=kosak", "--locale=fr")


def test_json_has_the_promised_keys(kosak, path: Path, capsys) -> None:
    printed = json.loads(run(path, "--clinic=kosak", "--dry-run", "--json", capsys=capsys))

    keys = "slug title sections merge_tags references warnings set_aside findings"
    assert list(printed) == keys.split()
    assert list(printed["sections"]) == [
        "overview",
        "causes",
        "treatment",
        "prevention",
        "when_to_get_help",
    ]
    assert {"found": "Vacaville", "tag": "location.service_areas", "count": 1} in printed[
        "merge_tags"
    ]


def test_mistakes_are_json_too(kosak, path: Path, capsys) -> None:
    with pytest.raises(CommandError):
        call_command("import_article", str(path), "--clinic=kosack", "--json")

    printed = json.loads(capsys.readouterr().out)
    assert printed["ok"] is False
    assert printed["mistakes"][0]["id"] == "clinic_cms.L039"


def test_a_dry_run_is_shown_with_its_tags(kosak, path: Path, capsys) -> None:
    printed = run(path, "--clinic=kosak", "--dry-run", capsys=capsys)

    assert "Easing a Stiff Hip" in printed
    assert "{{ doctor.name }}" in printed
    assert "Nothing was changed" in printed


def test_an_import_says_where_the_draft_is_and_what_comes_next(kosak, path: Path, capsys) -> None:
    printed = run(path, "--clinic=kosak", capsys=capsys)

    page = ConditionPage.objects.get(slug="easing-a-stiff-hip")
    assert f"pages/{page.pk}/edit/" in printed
    assert "publish" in printed


def test_what_the_fact_check_finds_is_no_warning_too(kosak, tmp_path: Path) -> None:
    file = tmp_path / "hip.md"
    file.write_text(
        "# Hip\n\n## Causes\n\nIt snowed in Fairfield. Ask Dr. Noah Reed. Michael Jordan ran.\n"
    )

    result = import_article(path=file, clinic="kosak", dry_run=True)

    assert [finding.text for finding in result.findings] == ["Fairfield", "Dr. Noah Reed"]
    assert not any(name in it for it in result.warnings for name in ("Fairfield", "Reed", "Jordan"))


def test_links_to_clinics_are_removed_and_reported(kosak, sol, tmp_path: Path) -> None:
    for hostname in ("www.prairie.example", "xn--gromann-2va.example"):
        ClinicHost.objects.create(clinic=sol.clinic, hostname=hostname)
    links = {
        "contact": "https://kosak.example/contact/",
        "with a port": "http://KOSAK.example:8000/x/?a=1#b",
        "by name": "//kosak.example/",
        "with www": "https://www.kosak.example/",
        "a neighbour": "https://prairie.example/es/",
        "by mail": "mailto:hello@kosak.example",
        "in letters": "https://Großmann.example/",
        "a source": "https://notkosak.example/study/",
    }
    paragraphs = [
        f'<p>See <a href="{href}">{text} <b>now</b></a>.</p>' for text, href in links.items()
    ]
    file = tmp_path / "links.html"
    file.write_text(f"<h1>Easing a hip</h1>{''.join(paragraphs)}", encoding="utf-8")

    result = import_article(path=file, clinic="kosak", dry_run=True)

    html = result.sections["overview"].html
    assert re.findall(r'href="([^"]*)"', html) == [links["a source"]] * html.count("<a ")
    assert all(f"{text} <b>now</b>" in html for text in list(links)[:-1])
    removed = [warning for warning in result.warnings if "was removed" in warning]
    assert len(removed) == len(links) - 1
    assert "one clinic" in removed[-1]


def test_a_draft_keeps_its_clinic_and_the_warnings(kosak, path: Path) -> None:
    path.write_text(ARTICLE + "\nA {{ odd }} sign.\n", encoding="utf-8")
    result = import_article(path=path, clinic="kosak")

    page = ConditionPage.objects.get(pk=result.page_id)
    assert page.source_clinic == kosak.clinic
    assert result.warnings
    kept = page.notes.filter(kind=NoteKind.WARNING, answer="")
    assert list(kept.values_list("text", flat=True)) == list(result.warnings)


def test_what_is_the_clinics_own_is_found_in_a_dry_run_and_in_the_draft(kosak, path: Path) -> None:
    path.write_text(ARTICLE + "\nWrite to office@kosak.example.\n", encoding="utf-8")

    dry = import_article(path=path, clinic="kosak", dry_run=True)
    result = import_article(path=path, clinic="kosak")

    assert [(it.kind, it.text) for it in dry.findings] == [("email", "office@kosak.example")]
    assert [it.text for it in result.findings] == ["office@kosak.example"]
    draft = ConditionPage.objects.get(pk=result.page_id).get_latest_revision()
    with pytest.raises(Refusal, match="office@kosak.example"):
        draft.publish()


def test_findings_are_in_the_json_and_on_the_screen(kosak, path: Path, capsys) -> None:
    path.write_text(ARTICLE + "\nWrite to office@kosak.example.\n", encoding="utf-8")

    (finding,) = json.loads(run(path, "--clinic=kosak", "--dry-run", "--json", capsys=capsys))[
        "findings"
    ]
    assert (finding["kind"], finding["field"]) == ("email", "treatment")
    assert "Write to office@kosak.example" in finding["passage"]
    assert "? treatment: “office@kosak.example”" in run(path, "--clinic=kosak", capsys=capsys)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Scoliosis care at Kosak", "scoliosis-care"),
        ("Dr. Mike on stiff necks", "stiff-necks"),
        ("Neck pain: call 707-426-1111", "neck-pain-call"),
        ("Hip pain after 20 years: ask Michael Wilson", "hip-pain-after-20-years-ask"),
    ],
)
def test_the_slug_has_nothing_that_is_the_clinics(kosak, path: Path, title, slug) -> None:
    path.write_text(path.read_text().replace("Easing a Stiff Hip", title), encoding="utf-8")
    assert import_article(path=path, clinic="kosak").slug == slug


def test_another_countrys_emergency_number_is_a_warning(kosak, path: Path, capsys) -> None:
    path.write_text(ARTICLE + "\nCall 999 if you cannot stand.\n", encoding="utf-8")
    out = " ".join(run(path, "--clinic=kosak", capsys=capsys).split())
    assert "show this article: United States. “999” is not their emergency number." in out
    assert "“999”" not in out.partition("To be answered")[2]


def test_a_button_to_the_clinics_own_page_is_left_out(kosak, tmp_path: Path) -> None:
    file = tmp_path / "hip.html"
    link = '<a href="https://www.kosak.example/book">Book with Michael online</a>'
    file.write_text(f"<h1>Stiff hip</h1><p>Rest helps most hips.</p><p>{link}</p>")

    result = import_article(path=file, clinic="kosak", dry_run=True)

    assert result.sections["overview"].html == "<p>Rest helps most hips.</p>"
    assert any("button “Book with Michael online” was left out" in it for it in result.warnings)
