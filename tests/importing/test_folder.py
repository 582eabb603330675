"""A folder of articles is imported with one report, and a bad file never stops the others."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from clinic_cms.errors import Refused
from clinic_cms.importing import folder as importing_folder
from clinic_cms.importing.folder import import_folder
from clinic_cms.importing.service import import_article
from clinic_cms.models import ConditionPage
from tests.importing.word_files import paragraph, write_docx

HIP = "Easing a Stiff Hip\n\nDr. Michael Wilson sees hips.\n\nTreatment\n\nMove often.\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text(HIP)
    (tmp_path / "c.html").write_text("<h1>Knees</h1><p>They <s>never</s> hurt.</p>")
    (tmp_path / "d.md").write_bytes(b"\x89PNG")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    (tmp_path / ".hidden.txt").write_text(HIP)
    (tmp_path / "~$a.docx").write_bytes(b"x")
    inner = tmp_path / "feet"
    inner.mkdir()
    write_docx(inner / "e.docx", paragraph("Heels", style="Titel"), paragraph("They hurt."))
    saved = tmp_path / "c_files"
    saved.mkdir()
    (saved / "frame.html").write_text("<p>An advertisement.</p>")
    return tmp_path


def run(*arguments: object, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(CommandError, match="1 article was refused"):
        call_command("import_article", *map(str, arguments), "--clinic=kosak")
    return capsys.readouterr().out


def test_every_article_of_a_folder_becomes_a_draft(kosak, articles: Path) -> None:
    imported = import_folder(folder=articles, clinic="kosak")

    assert [(file.name, bool(file.result)) for file in imported.files] == [
        ("b.txt", True),
        ("c.html", True),
        ("d.md", False),
        ("feet/e.docx", True),
    ]
    assert imported.others == ("notes.pdf",)
    drafts = {file.result.page_id for file in imported.files if file.result}
    assert {page.title for page in ConditionPage.objects.filter(pk__in=drafts)} == {
        "Easing a Stiff Hip",
        "Knees",
        "Heels",
    }


def test_a_file_that_is_refused_says_why(kosak, articles: Path) -> None:
    [refused] = [f for f in import_folder(folder=articles, clinic="kosak").files if f.mistakes]

    assert refused.mistakes[0].id == "clinic_cms.I005"


def test_a_crash_in_one_file_is_reported_and_the_others_go_on(
    kosak, articles: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(*, path: Path, **rest: object) -> object:
        if path.name == "c.html":
            raise RecursionError("too deep")
        return import_article(path=path, **rest)

    monkeypatch.setattr(importing_folder, "import_article", crash)

    imported = import_folder(folder=articles, clinic="kosak")

    assert [file.mistakes[0].id for file in imported.files if file.mistakes] == [
        "clinic_cms.I023",
        "clinic_cms.I005",
    ]
    assert "too deep" in imported.files[1].mistakes[0].message
    assert "c.html failed" in caplog.text


def test_a_dry_run_of_a_folder_changes_nothing_and_finds_equal_slugs(kosak, articles: Path) -> None:
    (articles / "z.txt").write_text(HIP)
    pages = Page.objects.count()

    imported = import_folder(folder=articles, clinic="kosak", dry_run=True)

    assert Page.objects.count() == pages
    mistake = imported.files[-1].mistakes[0]
    assert mistake.id == "clinic_cms.I022"
    assert "b.txt" in mistake.message


def test_equal_slugs_are_refused_when_drafts_are_made(kosak, articles: Path) -> None:
    (articles / "z.txt").write_text(HIP)

    imported = import_folder(folder=articles, clinic="kosak")

    assert imported.files[-1].mistakes[0].id == "clinic_cms.I012"


@pytest.mark.parametrize(
    ("clinic", "locale", "code"), [("kosack", "", "L039"), ("kosak", "fr", "I011")]
)
def test_a_wrong_clinic_or_locale_is_one_mistake(
    kosak, articles: Path, clinic: str, locale: str, code: str
) -> None:
    with pytest.raises(Refused, match=code) as caught:
        import_folder(folder=articles, clinic=clinic, locale=locale)

    assert len(caught.value.mistakes) == 1


def test_a_folder_without_articles_is_refused(kosak, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")

    with pytest.raises(Refused, match="I021"):
        import_folder(folder=tmp_path, clinic="kosak")


def test_one_slug_for_a_folder_is_refused(kosak, articles: Path) -> None:
    with pytest.raises(CommandError, match="--slug"):
        call_command("import_article", str(articles), "--clinic=kosak", "--slug=hip")


def test_the_report_names_each_file_and_its_remarks(kosak, articles: Path, capsys) -> None:
    printed = run(articles, "--dry-run", capsys=capsys)

    assert "Easing a Stiff Hip" in printed
    assert "“never”" in printed
    assert "[clinic_cms.I005]" in printed
    assert "notes.pdf" in printed
    assert "Nothing was changed" in printed


def test_the_report_as_json_holds_each_article(kosak, articles: Path, capsys) -> None:
    printed = json.loads(run(articles, "--json", capsys=capsys))

    assert not printed["ok"]
    assert [(it["file"], it["ok"]) for it in printed["articles"]] == [
        ("b.txt", True),
        ("c.html", True),
        ("d.md", False),
        ("feet/e.docx", True),
    ]
    assert printed["articles"][0]["title"] == "Easing a Stiff Hip"
    assert printed["articles"][2]["mistakes"][0]["id"] == "clinic_cms.I005"
    assert printed["other_files"] == ["notes.pdf"]
