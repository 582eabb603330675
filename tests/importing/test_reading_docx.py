"""Word files are read as Word prints them; what it does not print is reported."""

from pathlib import Path

import pytest

from clinic_cms.importing.article import ImportResult
from clinic_cms.importing.reading import read_document
from tests.importing.readings import imported, kinds
from tests.importing.word_files import paragraph, run, write_docx

TITLE = paragraph("Stiff hips", style="Titel")


def word(tmp_path: Path, *body: str, **parts: str) -> ImportResult:
    path = write_docx(tmp_path / "hips.docx", TITLE, *body, **parts)
    return imported(read_document(path, "en-us"))


def test_styles_of_any_language_are_headings(tmp_path: Path) -> None:
    result = word(
        tmp_path,
        paragraph("An opening."),
        paragraph("Causes", style="berschrift1"),
        paragraph("Age.", style="Standard"),
        paragraph("In children", style="berschrift2"),
        paragraph("Growth."),
    )

    assert result.title == "Stiff hips"
    assert result.sections["causes"].heading == "Causes"
    assert result.sections["causes"].html == "<p>Age.</p><h3>In children</h3><p>Growth.</p>"


def test_lists_formats_and_signs_are_kept(tmp_path: Path) -> None:
    result = word(
        tmp_path,
        paragraph("Take ", run("10", "<w:b/>"), run("3", '<w:vertAlign w:val="superscript"/>')),
        paragraph("a", number=2),
        paragraph("b", number=1, level=1),
        paragraph("c", number=2),
    )

    assert result.sections["overview"].html == (
        "<p>Take <b>10</b>³</p><ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"
    )


@pytest.mark.parametrize(
    ("inner", "left_out"),
    [
        ('<w:del w:id="1"><w:r><w:delText>three baths </w:delText></w:r></w:del>', "three baths"),
        (f'<w:moveFrom w:id="1">{run("three baths ")}</w:moveFrom>', "three baths"),
        (run("three baths ", "<w:strike/>"), "three baths"),
        (run("a secret ", "<w:vanish/>"), "a secret"),
    ],
)
def test_text_that_is_not_printed_is_left_out_and_reported(
    tmp_path: Path, inner: str, left_out: str
) -> None:
    inserted = f'<w:ins w:id="2">{run("one bath ")}</w:ins>'

    result = word(tmp_path, paragraph("Take ", inner, inserted, "a day."))

    assert result.sections["overview"].html == "<p>Take one bath a day.</p>"
    assert any(f"“{left_out}”" in warning for warning in result.warnings)


def test_comments_headers_and_footers_are_reported(tmp_path: Path) -> None:
    mark = '<w:r><w:commentReference w:id="0"/></w:r>'
    result = word(
        tmp_path,
        paragraph("Rest.", mark),
        comments=f'<w:comment w:id="0">{paragraph("Ask Ana.")}</w:comment>',
        header1=paragraph("Kosak, page 1"),
    )

    assert result.sections["overview"].html == "<p>Rest.</p>"
    assert "A reviewer's comment was left out: “Ask Ana.”." in result.warnings
    assert "Left out, as no part of the article: “Kosak, page 1”." in result.warnings


def test_footnotes_become_references(tmp_path: Path) -> None:
    note = f'<w:footnote w:id="2">{paragraph("Smith 2019.")}</w:footnote>'

    result = word(
        tmp_path,
        paragraph("Hips hurt", '<w:r><w:footnoteReference w:id="2"/></w:r>', " often."),
        footnotes=note,
    )

    assert result.sections["overview"].html == "<p>Hips hurt often.</p>"
    assert [source.title for source in result.references] == ["Smith 2019."]


def test_a_table_is_read_and_reported(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Sign", "Cause"))

    result = word(tmp_path, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", paragraph("So."))

    assert result.sections["overview"].html == "<ul><li>Sign<br/> Cause</li></ul><p>So.</p>"
    assert any("table" in warning for warning in result.warnings)


def test_a_file_without_a_title_takes_its_name(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "stiff-hips.docx", paragraph("They hurt."))

    document = read_document(path, "en-us")

    assert kinds(document) == [("paragraph", "They hurt.")]
    assert document.fallback_title == "Stiff hips"
