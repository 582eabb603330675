"""Questions with their answers: the labels go, and each question is a heading."""

from dataclasses import replace

import pytest

from clinic_cms.importing.article import ImportResult, read_article
from clinic_cms.importing.document import BOLD_LEVEL, Block, Document, Kind, Run
from clinic_cms.importing.questions import without_labels
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.markdown import read_markdown
from clinic_cms.importing.reading.plain import read_plain
from tests.importing.readings import NOBODY

ASKED = "Is it permanent?"
ANSWERED = "Hardly ever, if it is treated early and by hand."


def read(document: Document, language: str = "en-us") -> ImportResult:
    return read_article(document, replace(NOBODY, language=language), language)


def paragraphs(*texts: str) -> list[Block]:
    return [Block(Kind.PARAGRAPH, (Run(text),)) for text in texts]


def lines(blocks: list[Block]) -> list[tuple[str, str]]:
    return [(block.kind.value, block.line) for block in blocks]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (f"Q: {ASKED}", f"A: {ANSWERED}"),
        (f"Q. {ASKED}", f"A. {ANSWERED}"),
        (f"Q1) {ASKED}", f"A1) {ANSWERED}"),
        (f"QUESTION 2 – {ASKED}", f"Answer – {ANSWERED}"),
        (f"P: {ASKED}", f"R: {ANSWERED}"),
        (f"Pregunta 3: {ASKED}", f"Respuesta: {ANSWERED}"),
        (f"Question : {ASKED}", f"Réponse : {ANSWERED}"),
        (f"Hỏi: {ASKED}", f"Đáp: {ANSWERED}"),
        (f"问：{ASKED}", f"答：{ANSWERED}"),
        (f"س: {ASKED}", f"ج: {ANSWERED}"),
    ],
)
def test_labels_go_and_the_question_is_a_heading(question: str, answer: str) -> None:
    expected = [("heading", ASKED), ("paragraph", ANSWERED)]

    assert lines(without_labels(paragraphs(question, answer))) == expected
    assert lines(without_labels(paragraphs(f"{question} {answer}"))) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Plan A: rest, then walk.",
        "Q: a hinge joint.",
        "P. Quintrell asks: does it hurt?",
        "A. Quintrell sees you.",
        "Question your mattress: is it soft?",
        "R: right. L: left.",
    ],
)
def test_a_text_that_only_looks_labelled_stays(text: str) -> None:
    blocks = paragraphs("Does it hurt?", text)

    assert without_labels(blocks) == blocks


def test_bold_and_marked_questions_are_sorted_by_what_they_ask() -> None:
    text = (
        f"# Trigger finger\n\n**Q. What is trigger finger?**\n\nA. A finger that catches.\n\n"
        f"**Q. {ASKED}**\n\nA. {ANSWERED}\n\n### Q. What causes it?\n\nA. A tight grip.\n"
    )
    result = read(read_markdown(text, "en-us"))

    assert result.sections["overview"].heading == "What is trigger finger?"
    assert f"<h3>{ASKED}</h3><p>{ANSWERED}</p>" in result.sections["overview"].html
    assert result.sections["causes"].texts == ("<p>A tight grip.</p>",)


def test_of_several_questions_each_is_a_heading_without_labels_too() -> None:
    source = (
        "<h1>Flat head in babies</h1><p>What is plagiocephaly?</p><p>A flat spot on the skull.</p>"
        "<p>What causes it?</p><p>Babies sleep on their backs, and rightly so.</p>"
        "<p>Will my baby need a helmet?</p><p>Hardly ever, and never before six months.</p>"
    )
    result = read(read_html(source, "en-us"))

    assert "<h3>Will my baby need a helmet?</h3>" in result.sections["overview"].html
    assert "helmet" in "".join(result.warnings)


def test_a_question_and_its_answer_in_plain_text_may_share_a_paragraph() -> None:
    text = (
        "Dolor de rodilla\n\nP: ¿Qué es?\nR: Es un dolor al doblar la rodilla.\n\n"
        "P: ¿Cuáles son las causas?\nR: Correr demasiado, y zapatos viejos.\n"
    )
    result = read(read_plain(text, "es"), "es")

    assert result.sections["overview"].heading == "¿Qué es?"
    assert result.sections["causes"].texts == ("<p>Correr demasiado, y zapatos viejos.</p>",)


def test_labels_of_answers_go_below_questions_without_labels() -> None:
    blocks = paragraphs(ASKED, f"A: {ANSWERED}", "Does it hurt?", "A: At night, and in the cold.")

    assert [it.line for it in without_labels(blocks)][1::2] == [
        ANSWERED,
        "At night, and in the cold.",
    ]


def test_questions_of_one_file_have_one_level() -> None:
    levels = {it.level for it in without_labels(paragraphs(f"Q: {ASKED}", "A: No.", "Q: Why?"))}

    assert levels == {BOLD_LEVEL, 0}
