"""Files of every kind, well made or not, become the same blocks."""

import builtins
from pathlib import Path

import pytest

from clinic_cms.errors import Refused
from clinic_cms.importing.article import ImportResult, read_article
from clinic_cms.importing.document import BOLD_LEVEL, Document, Kind
from clinic_cms.importing.headings import outline_of
from clinic_cms.importing.reading import read_document
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.markdown import read_markdown
from clinic_cms.importing.reading.plain import read_plain
from clinic_cms.merge import ClinicFacts, DoctorFacts, Facts, LocationFacts
from tests.importing.cases import facts_of

NOBODY = Facts(ClinicFacts(), DoctorFacts(), LocationFacts(), "en-us")


def imported(document: Document, facts: Facts = NOBODY) -> ImportResult:
    return read_article(document, facts, "en-us")


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.line) for block in document.blocks]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("gone.txt", None, "I001"),
        ("article.odt", b"PK", "I002"),
        ("article.docx", b"PK", "I006"),
        ("locked.docx", b"\xd0\xcf\x11\xe0" * 99, "I006"),
        ("empty.txt", b" \n\n", "I003"),
        ("empty.html", b"<nav>Menu</nav>", "I003"),
        ("binary.txt", b"\x81\x8d\xff", "I005"),
        ("picture.md", b"\x89PNG\r\n\x1a\nIHDR", "I005"),
        ("nul.md", b"# Hip\n\nIt\0hurts.", "I005"),
        ("paper.md", b"%PDF-1.7\nHip", "I005"),
        ("broken.md", b"\xff\xfeH\x00\x00", "I005"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, name: str, content: bytes | None, code: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(Refused) as caught:
        read_document(tmp_path / name, "en-us")

    mistake = caught.value.mistakes[0]
    assert mistake.id == f"clinic_cms.{code}"
    assert name in mistake.where
    assert mistake.hint


def test_a_missing_package_is_named_with_the_line_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text("# Title")
    really = builtins.__import__

    def without(name: str, *args: object) -> object:
        if name == "markdown_it":
            raise ModuleNotFoundError(name="markdown_it")
        return really(name, *args)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Refused, match=r"I004.*markdown_it.*pip install"):
        read_document(tmp_path / "a.md", "en-us")


@pytest.mark.parametrize(
    ("raw", "warned"),
    [("Jaqueca: qué es".encode("cp1252"), 1), ("Jaqueca: qué es".encode("utf-16"), 0)],
)
def test_other_encodings_are_read(tmp_path: Path, raw: bytes, warned: int) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(raw)

    document = read_document(path, "es")

    assert document.blocks[0].text == "Jaqueca: qué es"
    assert len(document.warnings) == warned


def test_plain_text_without_empty_lines() -> None:
    result = imported(
        read_plain(
            "Gout\nGout hurts, as everybody knows who has had it.\nCauses\nToo much uric acid.\n"
            "Treatment\n- rest\n- ice\nFeel better soon!",
            "en-us",
        )
    )

    assert result.title == "Gout"
    assert result.sections["causes"].html == "<p>Too much uric acid.</p>"
    assert result.sections["treatment"].html.startswith("<ul><li>rest</li><li>ice</li></ul>")


def test_headings_in_one_line_with_their_text() -> None:
    result = imported(
        read_plain("Gout\n\nIt hurts.\n\nCauses: uric acid.\n\nTreatment: rest, and ice.", "en-us")
    )

    assert result.sections["causes"].heading == "Causes"
    assert result.sections["treatment"].html == "<p>rest, and ice.</p>"


def test_numbered_lines_in_a_row_are_a_list() -> None:
    document = read_plain("Title\n\n1. One\n2. Two\n\n7. Seven", "en-us")

    assert kinds(document)[1:] == [("item", "One"), ("item", "Two"), ("paragraph", "7. Seven")]


def test_hash_marks_in_plain_text_are_headings() -> None:
    assert read_plain("# Gout\n\nText.", "en-us").blocks[0].kind is Kind.HEADING


def test_html_with_line_breaks_for_paragraphs() -> None:
    document = read_html(
        "<div>One<br>line<br><br><b>Causes</b><br>Two<br/><br/>Three</div>", "en-us"
    )

    assert kinds(document) == [
        ("paragraph", "One line"),
        ("paragraph", "Causes"),
        ("paragraph", "Two"),
        ("paragraph", "Three"),
    ]
    assert [b.level for b in outline_of(document, "en-us").blocks if b.level] == [BOLD_LEVEL]


@pytest.mark.parametrize(
    "head",
    ['<?xml version="1.0"?>', '<?xml:namespace prefix = o ns = "urn:x" />', "<!DOCTYPE html>"],
)
def test_declarations_before_html_are_no_text(head: str) -> None:
    assert kinds(read_html(f"{head}<p>Rest.</p>", "en-us")) == [("paragraph", "Rest.")]


def test_a_table_that_lays_out_the_page_is_read_through() -> None:
    document = read_html("<table><tr><td><h1>Gout</h1><p>Text</p></td></tr></table>", "en-us")

    assert kinds(document) == [("heading", "Gout"), ("paragraph", "Text")]


def test_text_beside_the_article_is_left_out_and_reported() -> None:
    result = imported(
        read_html(
            "<header>Menu text</header><main><h1>Gout</h1><h2>Causes</h2><p>Acid.</p></main>"
            "<footer>Imprint</footer>",
            "en-us",
        )
    )

    assert result.sections["overview"].html == ""
    assert result.sections["causes"].html == "<p>Acid.</p>"
    assert [warning for warning in result.warnings if "no part of the article" in warning] == [
        "Left out, as no part of the article: “Menu text”, “Imprint”."
    ]


def test_links_that_work_on_no_other_site_are_removed() -> None:
    result = imported(
        read_html(
            '<h1>T</h1><p><a href="/x">one</a> <a href="https://e.example/?a=1&amp;b">two</a> '
            '<a href="http://[x">three</a></p>',
            "en-us",
        )
    )

    assert result.sections["overview"].html == (
        '<p>one <a href="https://e.example/?a=1&amp;b">two</a> three</p>'
    )
    assert len([warning for warning in result.warnings if "link" in warning]) == 2


@pytest.mark.parametrize(
    "redirect",
    [
        "https://www.google.com/url?q=https://e.example/a&amp;sa=D",
        "https://nam12.safelinks.protection.outlook.com/?url=https%3A%2F%2Fe.example%2Fa&amp;data=1",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fe.example%2Fa",
    ],
)
def test_a_link_that_leads_on_becomes_the_link_to_its_end(redirect: str) -> None:
    document = read_html(f'<p>See <a href="{redirect}">it</a>.</p>', "en-us")

    assert document.blocks[0].runs[1].href == "https://e.example/a"


def test_a_picture_is_left_out_with_a_warning() -> None:
    assert (
        "“A knee”" in read_html('<p>Text <img alt="A knee" src="k.jpg"></p>', "en-us").warnings[0]
    )


def test_front_matter_gives_the_title() -> None:
    result = imported(read_markdown('---\ntitle: "Gout"\ntags: x\n---\n\nGout hurts.\n', "en-us"))

    assert result.title == "Gout"
    assert result.sections["overview"].html == "<p>Gout hurts.</p>"


@pytest.mark.parametrize(
    ("front", "bylines", "left_out"),
    [
        ('---\ntitle: "Gout"\nTags: x\n---', [], "“Tags: x”"),
        ("---\ntitle: Gout\ntags:\n  - a\n  - b\n---", [], "“tags: - a - b”"),
        (
            "---\ntitle: Gout\ntags:\n- a\n- b\ndraft: true\n---",
            [],
            "“tags: - a - b”, “draft: true”",
        ),
        ('+++\ntitle = "Gout"\ndescription = "Toes"\n+++', [], "“description = "),
        ("---\nTitle: >\n  Gout\nauthor: Ann Lee\n---", ["author: Ann Lee"], ""),
        ("---\ntitle: Gout\nauthors:\n  - Ann Lee\ntags: []\n---", ["authors: - Ann Lee"], ""),
    ],
)
def test_of_the_front_matter_each_entry_is_kept_or_reported(front, bylines, left_out) -> None:
    document = read_markdown(f"{front}\n\nGout hurts.\n", "en-us")
    result = imported(document)

    assert result.title == "Gout"
    assert [*document.bylines] == bylines
    reported = [warning for warning in result.warnings if warning.startswith("Left out")]
    assert len(reported) == bool(left_out)
    assert left_out in "".join(reported)


@pytest.mark.parametrize(("title", "is_reported"), [("All about gout", True), ("GOUT", False)])
def test_a_title_of_the_front_matter_is_reported_if_a_heading_is_the_title(
    title, is_reported
) -> None:
    text = f"---\ntitle: {title}\n---\n\n# Gout\n\n## Causes\n\nUric acid.\n"
    result = imported(read_markdown(text, "en-us"))

    assert result.title == "Gout"
    message = f"“{title}” was left out: the article has the title “Gout”."
    assert (message in result.warnings) == is_reported


def test_lists_nest() -> None:
    result = imported(read_markdown("# T\n\n1. a\n   - b\n   - c\n2. d\n", "en-us"))

    assert result.sections["overview"].html == (
        "<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>"
    )


def test_paragraphs_of_an_item_stay_in_it() -> None:
    result = imported(
        read_html("<h1>T</h1><ul><li><p>a</p><p>b</p></li><li>c<div>d</div></li></ul>", "en-us")
    )

    assert result.sections["overview"].html == "<ul><li>a<br/> b</li><li>c<br/> d</li></ul>"


def test_a_section_is_cut_before_each_subheading() -> None:
    result = imported(
        read_markdown("# T\n\n## Treatment\n\na\n\n### Ice\n\nb\n\n#### How\n\nc\n", "en-us")
    )

    assert result.sections["treatment"].texts == (
        "<p>a</p>",
        "<h3>Ice</h3><p>b</p><h4>How</h4><p>c</p>",
    )


def test_a_file_without_a_title_takes_its_name(tmp_path: Path) -> None:
    path = tmp_path / "back-pain.md"
    path.write_text("## Causes\n\nLifting.\n\n## Treatment\n\nRest.\n")

    result = imported(read_document(path, "en-us"))

    assert result.title == "Back pain"
    assert any("Back pain" in warning for warning in result.warnings)


def test_a_title_with_facts_is_tagged_and_its_slug_is_not() -> None:
    facts = facts_of("kosak-chiropractic")

    result = imported(read_plain("Neck Pain Help in Fairfield, CA\n\nIt hurts.", "en-us"), facts)

    assert result.title == "Neck Pain Help in {{ location.place }}"
    assert result.slug == "neck-pain-help"


def test_a_title_or_heading_that_would_grow_too_long_keeps_its_words() -> None:
    facts = facts_of("kosak-chiropractic")
    towns = "in Fairfield, " * 15

    title = imported(read_markdown(f"# Pain {towns}\n\nIt hurts.", "en-us"), facts)
    heading = imported(read_markdown(f"# T\n\n## Pain {towns[:140]}\n\nx", "en-us"), facts)

    assert "{{" not in title.title
    assert "{{" not in heading.sections["overview"].html
    assert "too long" in " ".join(title.warnings)
    assert "too long" in " ".join(heading.warnings)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Call <a href='tel:7075550142'>us</a>.", "Call us ({{ clinic.phone }})."),
        ("<a href='tel:+17075550142'><b>Call</b> now</a>", "<b>Call</b> now ({{ clinic.phone }})"),
        (
            "<a href='tel:7075550142'>Call us</a> at 707-555-0142.",
            "Call us at {{ clinic.phone }}.",
        ),
        (
            "<a href='tel:7075550142'>Call</a> or <a href='tel:7075550142'>ask</a>.",
            "Call ({{ clinic.phone }}) or ask.",
        ),
        ("<a class=btn href='tel:7075550142'>Call</a>", "Call ({{ clinic.phone }})"),
        ("<a href='tel:7075550142'>707-555-0142</a>", "{{ clinic.phone }}"),
        ("<a href='tel:7075550199'>Call</a>", '<a href="tel:7075550199">Call</a>'),
    ],
)
def test_a_link_to_the_clinics_number_shows_the_number(source: str, html: str) -> None:
    result = imported(
        read_html(f"<h1>T</h1><p>{source}</p>", "en-us"), facts_of("kosak-chiropractic")
    )

    assert result.sections["overview"].html == f"<p>{html}</p>"


def test_braces_are_shown_as_they_are() -> None:
    result = imported(read_plain("T\n\nWrite {{ clinic.name }} or {%.", "en-us"))

    assert "{{" not in result.sections["overview"].html
    assert any("braces" in warning for warning in result.warnings)


def test_a_bold_heading_opens_a_section_beside_real_ones() -> None:
    result = imported(
        read_markdown(
            "# T\n\n## Causes\n\na\n\n**Prevention**\n\nb\n\n"
            "## Treatment\n\nc\n\n**Causes**\n\nd\n",
            "en-us",
        )
    )

    assert result.sections["prevention"].html == "<p>b</p>"
    assert result.sections["treatment"].html == "<p>c</p><h3>Causes</h3><p>d</p>"


def test_a_heading_for_two_sections_is_doubted() -> None:
    result = imported(read_markdown("# T\n\n## Causes and treatment\n\na\n", "en-us"))

    assert any("two sections" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("## Conclusion\n\nMove on.", "h3"),
        ("### Conclusion\n\nMove on.", "h3"),
        ("**Conclusion**\n\nMove on.", "h3"),
        ("## FAQ\n\n### Is it bad?\n\nMove on.", "h3"),
    ],
)
def test_a_closing_heading_stays_with_a_warning(text: str, element: str) -> None:
    result = imported(
        read_markdown(f"# Hip\n\nIt hurts.\n\n## Treatment\n\nMove.\n\n{text}\n", "en-us")
    )

    heading = text.split("\n")[0].strip("# *")
    html = "".join(section.html for section in result.sections.values())
    assert f"<{element}>{heading}</{element}>" in html
    assert any(f"“{heading}”" in warning for warning in result.warnings)


def test_a_closing_line_of_a_plain_file_is_a_heading() -> None:
    text = "Hip\n\nIt hurts to sit.\n\nTreatment\n\nMove often.\n\nConclusion\n\nMove on.\n"

    result = imported(read_plain(text, "en-us"))

    assert "<h3>Conclusion</h3>" in result.sections["overview"].html
    assert any("“Conclusion”" in warning for warning in result.warnings)


SPANISH = (
    "El dolor de cadera es frecuente. Los músculos que se acortan tiran de la articulación, y "
    "por las noches puede ser más fuerte para una persona con poco movimiento."
)


def test_a_text_in_another_language_than_the_locale_is_a_warning() -> None:
    document = read_markdown(f"# La cadera\n\n{SPANISH}\n", "en-us")

    assert any("reads like “es”" in w for w in read_article(document, NOBODY, "en-us").warnings)
    assert not any("reads like" in w for w in read_article(document, NOBODY, "es").warnings)
    assert not any("reads like" in w for w in read_article(document, NOBODY, "ja").warnings)


@pytest.mark.parametrize(
    "document",
    [
        read_markdown("# Hip\n\nDo this.\n\n1. Lie down.\n2. Breathe.\n", "en-us"),
        read_plain("Hip\n\nDo this every day.\n\n1. Lie down.\n\n2) Breathe.\n", "en-us"),
        read_html(
            "<h1>Hip</h1><p>Do this.</p><p class=MsoListParagraph>1. Lie down.</p>"
            "<p class=MsoListParagraph>2. Breathe.</p>",
            "en-us",
        ),
    ],
    ids=["markdown", "plain", "word"],
)
def test_an_ordered_list_stays_ordered(document: Document) -> None:
    html = imported(document).sections["overview"].html

    assert html.endswith("<ol><li>Lie down.</li><li>Breathe.</li></ol>")
