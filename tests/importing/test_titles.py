"""The title is what names the article: never the heading of one of its sections."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from clinic_cms.importing.article import read_article
from clinic_cms.importing.reading import read_document
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.plain import read_plain
from tests.importing.readings import NOBODY, imported
from tests.importing.word_files import paragraph, write_docx

NO_TITLE = "The article has no title of its own; check “{}”."
SECTIONS = "<h1>Causes</h1><p>Age.</p><h1>Treatment</h1><p>Rest.</p>"


@pytest.mark.parametrize(
    "top",
    [
        "<p class=title>Tech neck</p>",
        "<p class='c3 title' id='h.1'><span>Tech neck</span></p><p class=subtitle>For teens</p>",
        "<p class=MsoTitle>Tech neck</p>",
        "<h1>Tech neck</h1>",
        "<div role=heading aria-level=1>Tech neck</div>",
    ],
)
def test_the_title_stands_above_sections_of_the_first_level(top: str) -> None:
    result = imported(read_html(f"{top}<p>An opening.</p>{SECTIONS}", "en-us"))

    assert result.title == "Tech neck"
    assert result.sections["causes"].heading == "Causes"
    assert result.sections["treatment"].heading == "Treatment"


@pytest.mark.parametrize(
    "heading",
    ["Causes", "What causes it?", "Common causes", "Why does it hurt?", "Treatment", "Symptoms:"],
)
def test_a_sections_heading_as_the_only_h1_is_no_title(heading: str) -> None:
    source = f"<title>Tech neck | Kosak</title><h1>{heading}</h1><p>It is so.</p>"

    result = imported(read_html(f"{source}<h2>Prevention</h2><p>Rest.</p>", "en-us"))

    assert result.title == "Tech neck"
    assert NO_TITLE.format("Tech neck") in result.warnings
    assert any(heading.strip(":") in f"{it.heading}{it.html}" for it in result.sections.values())


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("es", "¿Cuáles son las causas?"),
        ("fr", "Les causes"),
        ("vi", "Nguyên nhân"),
        ("zh-hans", "原因"),
        ("ar", "الأسباب"),
    ],
)
def test_a_sections_heading_is_no_title_in_any_language(language: str, heading: str) -> None:
    source = f"<title>Sciatica</title><h1>{heading}</h1><p>Sí.</p><h2>Rest</h2><p>No.</p>"

    result = read_article(read_html(source, language), NOBODY, language)

    assert result.title == "Sciatica"


@pytest.mark.parametrize("title", ["What causes sciatica?", "Treating tennis elbow", "Heel pain"])
def test_a_heading_that_names_a_condition_is_the_title(title: str) -> None:
    source = f"<title>Kosak</title><h1>{title}</h1><p>It is so.</p><h2>Rest</h2><p>No.</p>"

    assert imported(read_html(source, "en-us")).title == title


def test_of_several_h1_that_are_all_sections_none_is_the_title() -> None:
    result = imported(read_html(f"<title>Tech neck</title>{SECTIONS}", "en-us"))

    assert result.title == "Tech neck"
    assert (result.sections["causes"].html, result.sections["treatment"].html) == (
        "<p>Age.</p>",
        "<p>Rest.</p>",
    )


def test_the_title_among_a_word_files_properties_is_better_than_a_sections_heading(
    tmp_path: Path,
) -> None:
    path = tmp_path / "final-v3.docx"
    body = (paragraph("Causes", style="Heading1"), paragraph("Age."))
    core = "<cp:coreProperties><dc:title>Tech neck</dc:title></cp:coreProperties>"
    write_docx(path, *body)
    _add(path, "docProps/core.xml", core)

    assert imported(read_document(path, "en-us")).title == "Tech neck"


def _add(path: Path, name: str, content: str) -> None:
    with ZipFile(path, "a") as file:
        file.writestr(name, content)


def test_a_text_that_begins_with_a_section_takes_its_files_name(tmp_path: Path) -> None:
    path = tmp_path / "tech-neck.txt"
    path.write_text("Overview\n\nA neck that hurts.\n\nCauses\n\nA phone.\n", encoding="utf-8")

    result = imported(read_document(path, "en-us"))

    assert result.title == "Tech neck"
    assert NO_TITLE.format("Tech neck") in result.warnings
    assert result.sections["overview"].heading == "Overview"


def test_a_heading_loses_its_colon() -> None:
    result = imported(read_plain("Hips\n\nSymptoms:\n\nIt hurts a lot at night.\n", "en-us"))

    assert result.sections["overview"].html == "<h3>Symptoms</h3><p>It hurts a lot at night.</p>"
