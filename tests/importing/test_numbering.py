"""Numbers before headings go where they count nothing any more."""

import pytest

from clinic_cms.importing.article import read_article
from clinic_cms.importing.numbering import without_number
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.markdown import read_markdown
from clinic_cms.importing.reading.plain import read_plain
from tests.importing.test_nothing_is_lost import NOBODY

HEADINGS = ["What is whiplash?", "What causes it?", "How we treat it", "When to see a doctor"]
TEXTS = [
    "A sprain of the neck that many get.",
    "A crash jerks the head back and forth.",
    "We use ice and gentle moves on the neck.",
    "Call 911 if an arm goes numb.",
]
MARKS = {
    "digits": ["1.", "2.", "3.", "4."],
    "brackets": ["1)", "2)", "3)", "4)"],
    "roman": ["I.", "II.", "III.", "IV."],
    "letters": ["A.", "B.", "C.", "D."],
    "steps": ["Step 1:", "Step 2:", "Step 3:", "Step 4:"],
    "parts": ["Part one –", "Part two –", "Part three –", "Part four –"],
    "bare": ["1", "2", "3", "4"],
}


def sections(document):
    return read_article(document, NOBODY, "en-us").sections


@pytest.mark.parametrize("marks", MARKS.values(), ids=MARKS)
@pytest.mark.parametrize("kind", ["html", "markdown", "plain"])
def test_headings_of_sections_lose_their_numbers(marks, kind):
    lines = [f"{mark} {heading}" for mark, heading in zip(marks, HEADINGS, strict=True)]
    pairs = [*zip(lines, TEXTS, strict=True)]
    if kind == "html":
        body = "".join(f"<h2>{heading}</h2><p>{text}</p>" for heading, text in pairs)
        read = sections(read_html(f"<h1>Whiplash</h1>{body}", "en-us"))
    elif kind == "markdown":
        body = "\n\n".join(f"## {heading}\n\n{text}" for heading, text in pairs)
        read = sections(read_markdown(f"# Whiplash\n\n{body}\n", "en-us"))
    else:
        body = "\n\n".join(f"{heading}\n\n{text}" for heading, text in pairs)
        read = sections(read_plain(f"Whiplash\n\n{body}\n", "en-us"))
    assert [it.heading for it in read.values() if it.heading] == HEADINGS


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("es", {"Paso 1: ¿Qué es?": "¿Qué es?", "Paso 2: Causas": "Causas"}),
        ("fr-fr", {"1° Définition": "Définition", "Étape deux : traitement": "Traitement"}),
        ("ar", {"أولاً: ما هو عرق النسا؟": "ما هو عرق النسا؟", "٢. العلاج": "العلاج"}),
        ("vi", {"Phần I: Tổng quan": "Tổng quan", "2. Điều trị": "Điều trị"}),
        ("zh-hans", {"一、什么是坐骨神经痛": "什么是坐骨神经痛", "（二）治疗": "治疗"}),
    ],
)
def test_numbers_are_known_in_every_language(language, headings):
    body = "".join(f"<h2>{heading}</h2><p>Text here.</p>" for heading in headings)
    read = read_article(read_html(f"<h1>T</h1>{body}", language), NOBODY, language).sections
    assert [it.heading for it in read.values() if it.heading] == [*headings.values()]


def test_numbers_that_still_count_stay():
    steps = "### Step 1: Rest\n\nLie down.\n\n### Step 2: Ice\n\nCool it.\n"
    read = sections(read_markdown(f"# T\n\n## Treatment\n\n{steps}", "en-us"))
    html = read["treatment"].html
    assert "<h3>Step 1: Rest</h3>" in html
    assert "<h3>Step 2: Ice</h3>" in html


def test_numbers_of_causes_go_as_each_becomes_a_block():
    text = "### 1. Bad posture\n\nSlumping.\n\n### 2. Old shoes\n\nNo support.\n"
    read = sections(read_markdown(f"# T\n\n## Causes\n\n{text}", "en-us"))
    assert [it.name for it in read["causes"].body] == ["Bad posture", "Old shoes"]


@pytest.mark.parametrize(
    "heading",
    [
        "5 stretches that help", "24-hour care", "10.5 mm", "L5-S1 discs", "C. difficile",
        "3-day plan", "911: when", "Part time work", "X-rays", "2:30 in the morning",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_number_stays(heading):
    assert without_number(heading) == heading
