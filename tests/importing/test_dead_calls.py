"""A call to action whose link is gone is never left as text."""

import pytest

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
