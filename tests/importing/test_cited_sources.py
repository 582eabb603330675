"""Footnotes and lists of references become the article's references, or are reported."""

import pytest

from clinic_cms.importing.cited_sources import Source, source_of
from clinic_cms.importing.draft_lines import draft_lines
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.plain import read_plain
from clinic_cms.importing.service import import_article
from clinic_cms.models import ConditionPage
from tests.importing.cases import facts_of
from tests.importing.readings import imported

SMITH = "Smith J. Back pain. Spine 2019;4:1-9."
MARKED = "<h1>Backs</h1><p>Backs hurt{}.</p><h2>Prevention</h2><p>Rest a bit more.</p>{}"
NOTES = [
    (
        "<a href='#_ftn1' name='_ftnref1'><span class=MsoFootnoteReference>[1]</span></a>",
        (
            "<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1>"
            "<p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'>[1]</a> {}</p></div></div>"
        ),
    ),
    (
        "<a href='#_edn1' name='_ednref1'><span class=MsoEndnoteReference>[i]</span></a>",
        (
            "<div style='mso-element:endnote-list'><div style='mso-element:endnote' id=edn1>"
            "<p class=MsoEndnoteText>[i] {}</p></div></div>"
        ),
    ),
    (
        "<sup><a href='#ftnt1' id=ftnt_ref1>[1]</a></sup>",
        "<hr><div><p><a href='#ftnt_ref1' id=ftnt1>[1]</a><span>&nbsp;{}</span></p></div>",
    ),
    (
        "<a class=sdfootnoteanc name=sdfootnote1anc href='#sdfootnote1sym'><sup>1</sup></a>",
        (
            "<div id=sdfootnote1><p class=sdfootnote><a class=sdfootnotesym name=sdfootnote1sym "
            "href='#sdfootnote1anc'>1</a>{}</p></div>"
        ),
    ),
    (
        "<a href='#fn1' class=footnote-ref id=fnref1><sup>1</sup></a>",
        (
            "<section class=footnotes role=doc-endnotes><hr><ol><li id=fn1><p>{} "
            "<a href='#fnref1'>↩</a></p></li></ol></section>"
        ),
    ),
    (
        "<sup data-fn=a1 class=fn><a href='#a1' id=a1-link>1</a></sup>",
        "<ol class=wp-block-footnotes><li id=a1>{} <a href='#a1-link'>↩︎</a></li></ol>",
    ),
]


@pytest.mark.parametrize(("mark", "notes"), NOTES)
def test_a_footnote_that_names_a_source_becomes_a_reference(mark: str, notes: str) -> None:
    result = imported(read_html(MARKED.format(mark, notes.format(SMITH)), "en-us"))

    assert result.sections["overview"].html == "<p>Backs hurt.</p>"
    assert result.sections["prevention"].html == "<p>Rest a bit more.</p>"
    assert result.references == (Source(SMITH),)
    assert not any("removed" in warning for warning in result.warnings)


@pytest.mark.parametrize(("mark", "notes"), NOTES)
def test_another_footnote_is_reported(mark: str, notes: str) -> None:
    source = MARKED.format(mark, notes.format("Ask about it."))

    result = imported(read_html(source, "en-us"))

    assert result.sections["prevention"].html == "<p>Rest a bit more.</p>"
    assert result.references == ()
    assert any("references: Ask about it." in warning for warning in result.warnings)


def test_a_note_of_several_paragraphs_is_taken_whole() -> None:
    mark, _notes = NOTES[2]
    note = f"<div><p><a href='#ftnt_ref1' id=ftnt1>[1]</a>{SMITH}</p><p>See page 4.</p></div>"

    result = imported(read_html(MARKED.format(mark, note), "en-us"))

    assert result.sections["prevention"].html == "<p>Rest a bit more.</p>"
    assert [it.title for it in result.references] == [f"{SMITH} See page 4."]


@pytest.mark.parametrize(
    "heading",
    [
        "References",
        "Sources:",
        "Bibliography",
        "Referencias",
        "Références",
        "Tài liệu tham khảo",
        "参考文献",
        "المراجع",
    ],
)
def test_a_list_of_references_at_the_end_becomes_references(heading: str) -> None:
    text = (
        "Backs\n\nBacks hurt.\n\nPrevention\n\nRest a bit more.\n\n"
        f"{heading}\n\n1. {SMITH}\n2. NHS. Back pain. https://nhs.example/back\n"
    )

    result = imported(read_plain(text, "en-us"))

    assert result.sections["prevention"].html == "<p>Rest a bit more.</p>"
    expected = (Source(SMITH), Source("NHS. Back pain", "https://nhs.example/back"))
    assert result.references == expected


@pytest.mark.parametrize(
    ("note", "source"),
    [
        ("[1] Li (2020). Knees.", Source("Li (2020). Knees.")),
        ("NHS, https://nhs.example/a.", Source("NHS", "https://nhs.example/a")),
        ("https://nhs.example/a", Source("https://nhs.example/a", "https://nhs.example/a")),
        ("Li Q. Knees. doi:10.1000/x1", Source("Li Q. Knees", "https://doi.org/10.1000/x1")),
        ("In 2019 we moved to a larger house.", None),
        ("Not on Sundays.", None),
    ],
)
def test_a_source_has_a_year_or_an_address(note: str, source: Source | None) -> None:
    assert source_of(note) == source


def test_a_source_by_the_clinics_own_doctor_is_reported() -> None:
    mark, notes = NOTES[0]
    source = MARKED.format(mark, notes.format("M. Wilson, Heads Up, Example Press 2016."))

    result = imported(read_html(source, "en-us"), facts_of("kosak-chiropractic"))

    assert result.references == ()
    assert any("Heads Up" in warning for warning in result.warnings)


def test_the_draft_holds_the_references_that_the_dry_run_shows(kosak, tmp_path) -> None:
    mark, notes = NOTES[0]
    file = tmp_path / "backs.html"
    file.write_text(MARKED.format(mark, notes.format(SMITH)), encoding="utf-8")

    result = import_article(path=file, clinic="kosak")

    page = ConditionPage.objects.get(pk=result.page_id)
    assert [block.value["title"] for block in page.references] == [SMITH]
    assert [*draft_lines(result)][-2:] == ["[references]", f"  • {SMITH}"]
