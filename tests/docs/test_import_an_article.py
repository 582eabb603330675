"""Each row of the tables about importing is what the importer does."""

import re
from pathlib import Path

import pytest

from clinic_cms.importing.article import ImportResult, read_article
from clinic_cms.importing.reading import READERS, SUFFIXES
from clinic_cms.importing.service import import_article
from clinic_cms.management.commands.import_article import as_json
from tests.importing.cases import facts_of
from tests.importing.corpus_clinics import install

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "import-an-article.md").read_text()
TABLE = re.compile(r"<!-- rows: ([^>]+) -->\n\|[^\n]*\n\|[-|]+\|\n((?:\|[^\n]*\n)+)")
LINE_BREAK = "⏎"


def rows(kind: str) -> list[tuple[str, ...]]:
    """Return the kind and the cells of each row, in the tables of a kind."""
    return [
        (name, *(cell.strip().strip("`") for cell in line.removesuffix("|").split("|")[1:]))
        for name, lines in TABLE.findall(PAGE)
        if name.startswith(kind)
        for line in lines.splitlines()
    ]


def imported(text: str, kind: str = ".txt") -> ImportResult:
    facts = facts_of("kosak-chiropractic")
    language = "en-us"
    return read_article(READERS[kind](text.replace(LINE_BREAK, "\n"), language), facts, language)


@pytest.fixture
def reported(db, tmp_path):
    """Import a text for a clinic of the corpus; returns its draft and all that is reported."""
    install("kosak-chiropractic", "en-us")

    def run(text: str, kind: str) -> tuple[ImportResult, list[str]]:
        path = tmp_path / f"article{kind}"
        path.write_text(text.replace(LINE_BREAK, "\n"), encoding="utf-8")
        result = import_article(path=path, clinic="kosak-chiropractic", dry_run=True)
        findings = [finding.message for finding in result.findings if not finding.is_advice]
        return result, [*result.warnings, *findings]

    return run


STARTS = {
    ".txt": "Heel pain\n\nTreatment\n\nRest, as you will.\n\n",
    ".md": "# Heel pain\n\n## Treatment\n\nRest, as you will.\n\n",
    ".html": "<h1>Heel pain</h1><h2>Treatment</h2><p>Rest, as you will.</p>",
}


@pytest.mark.parametrize(("kind", "text", "draft", "report"), rows("."))
def test_a_text_becomes_the_draft_and_the_report_of_its_row(reported, kind, text, draft, report):
    result, messages = reported(STARTS[kind] + text, kind)

    assert draft in result.sections["treatment"].html
    told = [message for message in messages if "Nothing in the article" not in message]
    assert bool(told) == bool(report)
    assert report in "".join(told)


LOCALES = {"¿": "es", "Comment": "fr", "Phòng": "vi"}


@pytest.mark.parametrize(("_kind", "heading", "section"), rows("headings"))
def test_a_heading_leads_to_the_section_of_its_row(_kind, heading, section):
    language = next((code for start, code in LOCALES.items() if heading.startswith(start)), "en-us")
    text = f"<h1>Heel</h1><h2>{heading}</h2><p>Rest.</p>"

    result = read_article(
        READERS[".html"](text, language), facts_of("kosak-chiropractic", language), language
    )

    assert "Rest." in result.sections[section].html


@pytest.mark.parametrize(("_kind", "text", "reason"), rows("set aside"))
def test_a_claim_is_taken_out_for_the_reason_of_its_row(_kind, text, reason):
    result = imported(STARTS[".txt"] + text)

    [passage] = result.set_aside
    assert passage.text == text
    assert reason in passage.reason
    assert text not in result.sections["treatment"].html


def test_every_kind_of_file_and_every_key_of_the_json_is_named():
    assert [suffix for suffix in SUFFIXES if f"`{suffix}`" not in PAGE] == []
    keys = as_json(imported("Heel pain\n\nTreatment\n\nRest.")).keys()
    assert [key for key in keys if f"`{key}`" not in PAGE] == []


def test_every_table_is_run():
    assert sum(len(rows(kind)) for kind in (".", "headings", "set aside")) > 45
