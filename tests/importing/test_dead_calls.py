"""A call to action whose link is gone is never left as text."""

import pytest

from clinic_cms.importing.dead_calls import is_call_alone
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.plain import read_plain
from tests.importing.readings import imported

BUTTON = "The button “{}” was left out"
REST = "Rest helps, and so does a warm bath before you go to bed."
LABELS = [
    "Book now »",
    "Read more",
    "Schedule your appointment today!",
    "Learn more about knees",
    "[Contact us →]",
    "Call us today",
    "Reserve su cita",
    "Leer más »",
    "Prenez rendez-vous",
    "En savoir plus",
    "Đặt lịch ngay",
    "Xem thêm",
    "立即预约",
    "了解更多",
    "احجز موعدك",
    "اقرأ المزيد",
]


@pytest.mark.parametrize("label", LABELS)
def test_the_text_of_a_button_is_left_out_and_reported(label: str) -> None:
    results = [
        imported(read_plain(f"Knees\n\n{REST}\n\n{label}\n", "en-us")),
        imported(read_html(f"<h1>Knees</h1><p>{REST}</p><p>{label}</p>", "en-us")),
        imported(read_html(f"<h1>Knees</h1><p>{REST}</p><p><a href='/x'>{label}</a></p>", "en-us")),
    ]

    for result in results:
        assert result.sections["overview"].html == f"<p>{REST}</p>"
        assert any(BUTTON.format(label) in warning for warning in result.warnings)


@pytest.mark.parametrize(
    "sentence",
    ["Click here to schedule.", "Haga clic aquí para pedir cita.", "Cliquez ici pour réserver."],
)
def test_a_sentence_that_tells_to_click_is_left_out_and_reported(sentence: str) -> None:
    result = imported(read_plain(f"Knees\n\n{REST} {sentence} Ice helps too.\n", "en-us"))

    assert result.sections["overview"].html == f"<p>{REST} Ice helps too.</p>"
    assert any(BUTTON.format(sentence) in warning for warning in result.warnings)


def test_a_sentence_that_says_more_is_reported() -> None:
    sentence = "For all dates of our course, click here."

    result = imported(read_plain(f"Knees\n\n{REST} {sentence}\n", "en-us"))

    assert sentence in result.sections["overview"].html
    assert any(f"“{sentence}” leads nowhere" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    "text",
    [
        "Contact us if it gets worse.",
        "Call us today at 707-555-0199",
        "Read more slowly in poor light.",
        "Learn more about how you sit, stand and lift things.",
    ],
)
def test_other_text_stays(text: str) -> None:
    result = imported(read_plain(f"Knees\n\n{REST}\n\n{text}\n", "en-us"))

    assert text in result.sections["overview"].html


def test_a_link_that_works_stays() -> None:
    link = '<a href="https://medlineplus.gov/knee.html">Read more</a>'

    result = imported(read_html(f"<h1>Knees</h1><p>{REST}</p><p>{link}</p>", "en-us"))

    assert result.sections["overview"].html == f"<p>{REST}</p><p>{link}</p>"


CLINIC = "https://www.blue.example/"


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Book with Rhiannon online", "book"),
        ("BOOK MY VISIT", "x"),
        ("Your first visit →", "new-patients/appointment/"),
        ("Reserve con Ana", "cita"),
        ("Réserver avec Léa", "rdv"),
        ("Đặt lịch với bác sĩ Bảo", "x"),
        ("احجز مع رانيا", "x"),
        ("立即预约王医生", "x"),
    ],
)
def test_a_button_to_a_clinics_own_page_is_none_without_it(text: str, page: str) -> None:
    html = f"<p><a href='{CLINIC}{page}'>{text}</a></p>"
    (block,) = read_html(html, "en-us").blocks
    assert is_call_alone(block, f"{CLINIC}{page}")


@pytest.mark.parametrize(
    "html",
    [
        "<p><a href='{}sciatica'>Sciatica</a></p>",
        "<ul><li><a href='{}book'>Book of stretches</a></li></ul>",
        "<p>Read <a href='{}book'>our guide</a> first</p>",
        "<p><a href='{}book'>Book your time off well.</a></p>",
    ],
)
def test_other_links_to_it_keep_their_words(html: str) -> None:
    (block,) = read_html(html.format(CLINIC), "en-us").blocks
    assert not is_call_alone(block, next(run.href for run in block.runs if run.href))
