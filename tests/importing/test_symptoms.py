"""Symptoms are part of the overview under their own heading, never instead of it."""

import pytest

from clinic_cms.importing.article import read_article
from clinic_cms.importing.reading import read_document
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.plain import read_plain
from tests.importing.test_nothing_is_lost import NOBODY
from tests.importing.word_files import paragraph, write_docx

WORDS = {
    "en-us": ("What is it?", "Causes", ["Symptoms", "Signs and symptoms", "Whiplash: symptoms"]),
    "es": ("¿Qué es el latigazo?", "Causas", ["Síntomas", "¿Cuáles son los síntomas?"]),
    "fr-fr": ("Définition", "Causes", ["Symptômes", "Quand apparaissent les symptômes ?"]),
    "ar": ("ما هو عرق النسا؟", "الأسباب", ["الأعراض", "متى تظهر الأعراض", "العلامات والأعراض"]),
    "vi": ("Đau lưng là gì?", "Nguyên nhân", ["Triệu chứng", "Dấu hiệu và triệu chứng"]),
    "zh-hans": ("什么是坐骨神经痛？", "原因", ["症状", "有哪些症状？"]),
}  # fmt: skip
CASES = [
    (language, over, causes, heading)
    for language, (over, causes, headings) in WORDS.items()
    for heading in headings
]
OVER, TOLD, CAUSE = (
    "The first text of the article has some words.",
    "It burns, it pulls and it aches on one side.",
    "Sitting all day long does it to most people.",
)


def article(kind, parts, language, folder):
    """Return an article of headings and texts in a file of a kind."""
    if kind == "html":
        body = "".join(f"<h2>{heading}</h2><p>{text}</p>" for heading, text in parts)
        document = read_html(f"<h1>Title here</h1>{body}", language)
    elif kind == "text":
        body = "\n\n".join(f"{heading}\n\n{text}" for heading, text in parts)
        document = read_plain(f"Title here\n\n{body}\n", language)
    elif kind == "docx":
        body = [
            paragraph(text, style=style)
            for heading, told in parts
            for text, style in ((heading, "berschrift1"), (told, ""))
        ]
        title = paragraph("Title here", style="Titel")
        document = read_document(write_docx(folder / "a.docx", title, *body), language)
    else:
        body = "\n\n".join(f"## {heading}\n\n{text}" for heading, text in parts)
        path = folder / "a.md"
        path.write_text(f"# Title here\n\n{body}\n", encoding="utf-8")
        document = read_document(path, language)
    return read_article(document, NOBODY, language)


@pytest.mark.parametrize("kind", ["html", "text", "docx", "markdown"])
@pytest.mark.parametrize(("language", "over", "causes", "heading"), CASES)
def test_symptoms_are_below_the_overview_wherever_they_stood(
    kind, language, over, causes, heading, tmp_path
):
    parts = [(over, OVER), (heading, TOLD), (causes, CAUSE)]
    for order in (parts, [parts[1], parts[0], parts[2]], [parts[0], parts[2], parts[1]]):
        section = article(kind, order, language, tmp_path).sections["overview"]
        assert section.heading == over
        assert section.html == f"<p>{OVER}</p><h3>{heading}</h3><p>{TOLD}</p>"


@pytest.mark.parametrize("kind", ["html", "text", "docx", "markdown"])
@pytest.mark.parametrize(("language", "over", "causes", "heading"), CASES)
def test_symptoms_alone_do_not_become_the_overview(kind, language, over, causes, heading, tmp_path):
    result = article(kind, [(heading, TOLD), (causes, CAUSE)], language, tmp_path)
    assert result.sections["overview"].heading == ""
    assert result.sections["overview"].html == f"<h3>{heading}</h3><p>{TOLD}</p>"


@pytest.mark.parametrize("colon", [":", " :", "："])
@pytest.mark.parametrize(("language", "over", "causes", "heading"), CASES)
def test_symptoms_on_one_line_with_their_heading_have_it_to_themselves(
    language, over, causes, heading, colon
):
    if heading.endswith(("?", "？")) or ":" in heading:
        heading = WORDS[language][2][0]
    if colon == "：" and language != "zh-hans":
        colon = ":"
    gap = "" if colon == "：" else " "
    line = f"<p><b>{heading}{colon}</b>{gap}{TOLD}</p>"
    html = f"<h1>T</h1><h2>{over}</h2><p>{OVER}</p>{line}<h2>{causes}</h2><p>{CAUSE}</p>"
    sections = read_article(read_html(html, language), NOBODY, language).sections
    assert sections["overview"].html == f"<p>{OVER}</p><h3>{heading}</h3><p>{TOLD}</p>"


def test_an_article_with_symptoms_alone_has_a_heading_that_is_known():
    html = f"<h1>T</h1><p>{OVER}</p><h2>Symptoms</h2><p>{TOLD}</p>"
    result = read_article(read_html(html, "en-us"), NOBODY, "en-us")
    assert "No heading was recognised" not in "".join(result.warnings)
