"""Texts are put into sections by what their headings say; what has no place of its own is kept."""

from pathlib import Path

import pytest

from clinic_cms.importing.article import ImportResult, read_article
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.markdown import read_markdown
from clinic_cms.importing.reading.plain import read_plain
from clinic_cms.importing.service import import_article
from clinic_cms.models import ConditionPage
from tests.importing.test_nothing_is_lost import NOBODY

ENDING = "\n\n## When to get help\n\nCall 911 if an arm goes numb.\n"


def imported(markdown: str, language: str = "en-us") -> ImportResult:
    return read_article(read_markdown(markdown + ENDING, language), NOBODY, language)


def test_symptoms_stand_below_the_overview_under_their_own_heading() -> None:
    text = "# Hip\n\nAn opening.\n\n## Symptoms\n\nIt hurts.\n\n## What is it?\n\nA joint.\n"

    overview = imported(text).sections["overview"]

    assert overview.heading == "What is it?"
    assert overview.html == ("<p>An opening.</p><p>A joint.</p><h3>Symptoms</h3><p>It hurts.</p>")


def test_symptoms_alone_are_not_the_overview() -> None:
    overview = imported("# Hip\n\nAn opening.\n\n## Signs of it\n\nIt hurts.\n").sections[
        "overview"
    ]

    assert overview.heading == ""
    assert [text.html for text in overview.lead] == ["<p>An opening.</p>"]
    assert [text.html for text in overview.body] == ["<h3>Signs of it</h3><p>It hurts.</p>"]


def test_a_heading_for_symptoms_and_another_section_is_reported() -> None:
    result = imported("# Hip\n\n## Symptoms and causes\n\nIt hurts.")

    assert any("announces two sections" in warning for warning in result.warnings)


def test_questions_are_sorted_by_what_they_ask() -> None:
    source = (
        "<h1>Whiplash</h1><h2>What is whiplash?</h2><p>A.</p><h2>Should I go to the ER?</h2>"
        "<p>Yes, if your arms are numb.</p><h2>Can a chiropractor help with whiplash?</h2>"
        "<p>Yes.</p><h2>Why does it hurt on day two?</h2><p>Swelling.</p><h2>Symptoms</h2><p>S.</p>"
        "<h2>How to get rid of it</h2><p>Ice.</p>"
    )

    result = read_article(read_html(source, "en-us"), NOBODY, "en-us")

    symptoms = "<h3>Symptoms</h3><p>S.</p>"
    sections = {name: (it.heading, it.html) for name, it in result.sections.items()}
    assert sections == {
        "overview": (
            "What is whiplash?",
            f"<p>A.</p><h3>Why does it hurt on day two?</h3><p>Swelling.</p>{symptoms}",
        ),
        "causes": ("", ""),
        "treatment": (
            "Can a chiropractor help with whiplash?",
            "<p>Yes.</p><h3>How to get rid of it</h3><p>Ice.</p>",
        ),
        "prevention": ("", ""),
        "when_to_get_help": ("Should I go to the ER?", "<p>Yes, if your arms are numb.</p>"),
    }
    assert result.warnings == ()


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("## Causes\n\n## Treatment\n\nRest.", "Causes"),
        ("## Treatment\n\nRest.\n\n## Call us today", "Call us today"),
        ("## Treatment\n\n### At home\n\n### In the clinic\n\nRest.", "At home"),
        ("## Treatment\n\nRest.\n\n## FAQ\n\n### Is it common?", "Is it common?"),
    ],
)
def test_a_heading_without_text_falls_away_with_a_warning(text: str, left_out: str) -> None:
    result = imported(f"# Hip\n\n{text}")

    everything = " ".join(f"{it.heading} {it.html}" for it in result.sections.values())
    assert left_out not in everything
    assert f"The heading “{left_out}” has no text; it was left out." in result.warnings


@pytest.mark.parametrize(
    "line", ["Call Kosak Chiropractic at 707-555-0142", "Ready to move again? Come and see us!"]
)
def test_a_sentence_in_a_headings_place_is_kept_as_text(line: str) -> None:
    result = imported(f"# Hip\n\n## Treatment\n\nRest.\n\n### {line}")

    assert result.sections["treatment"].html == f"<p>Rest.</p><p>{line}</p>"


def test_how_to_reach_the_clinic_is_not_when_to_get_help() -> None:
    result = imported("# Hip\n\n## Contact us\n\nWe answer.\n\n## Treatment\n\nRest.")

    section = result.sections["when_to_get_help"]
    assert section.heading == "When to get help"
    assert section.html == (
        "<p>Call 911 if an arm goes numb.</p><h3>Contact us</h3><p>We answer.</p>"
    )


ARTICLES = {
    "fr": "La sciatique\n\nQu'est-ce que c'est ?\n\n{}\n\nCauses\n\n{}\n\nTraitement\n\n{}\n\n"
    "Prévention\n\n{}\n\nQuand consulter ?\n\n{}",
    "ar": "عرق النسا\n\nما هو عرق النسا؟\n\n{}\n\nالأسباب\n\n{}\n\nالعلاج\n\n{}\n\n"
    "الوقاية\n\n{}\n\nمتى تزور الطبيب؟\n\n{}",
    "vi": "Đau thần kinh tọa\n\nĐau thần kinh tọa là gì?\n\n{}\n\nNguyên nhân\n\n{}\n\n"
    "Điều trị\n\n{}\n\nPhòng ngừa\n\n{}\n\nKhi nào cần gặp bác sĩ?\n\n{}",
    "zh-hans": "坐骨神经痛\n\n什么是坐骨神经痛?\n\n{}\n\n原因\n\n{}\n\n治疗\n\n{}\n\n预防\n\n{}\n\n"
    "何时就医\n\n{}",
}
PROSE = {
    "fr": "La douleur descend le long de la jambe et peut durer quelques semaines.",
    "ar": "يمتد الألم على طول الساق وقد يستمر بضعة أسابيع عند كثير من الناس.",
    "vi": "Cơn đau chạy dọc theo chân và có thể kéo dài trong vài tuần.",
    "zh-hans": "疼痛沿着腿部放射，可能会持续几个星期，多数人会慢慢好转。",
}


@pytest.mark.parametrize("language", ARTICLES)
def test_plain_text_is_sorted_in_every_shipped_language(language: str) -> None:
    text = ARTICLES[language].format(*[PROSE[language]] * 5)

    result = read_article(read_plain(text, language), NOBODY, language)

    assert all(section.heading for section in result.sections.values())
    assert {section.html for section in result.sections.values()} == {f"<p>{PROSE[language]}</p>"}
    assert result.warnings == ()


def test_the_draft_opens_with_the_text_before_symptoms(kosak, tmp_path: Path) -> None:
    file = tmp_path / "hip.md"
    file.write_text("# Hip\n\nAn opening.\n\n## Symptoms\n\nIt hurts.\n", encoding="utf-8")

    page = ConditionPage.objects.get(pk=import_article(path=file, clinic="kosak").page_id)

    assert page.opening[0].value.source == "<p>An opening.</p>"
    assert page.overview[0].value.source == "<h3>Symptoms</h3><p>It hurts.</p>"
