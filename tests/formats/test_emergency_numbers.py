"""Emergency numbers are known by country, and told from other numbers in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.formats.emergency_numbers import (
    ALL,
    NUMBERS,
    called_in,
    is_emergency_number,
)


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("Call 911 if you cannot stand.", ["911"]),
        ("Dial 9-1-1 now.", ["911"]),
        ("Call an ambulance on 999 or 112.", ["999", "112"]),
        ("Call 911 (US) or 999 (UK).", ["911", "999"]),
        ("In an emergency, ring triple zero: phone 000.", ["000"]),
        ("Emergency services: 112.", ["112"]),
        ("Call your doctor or 111 at once.", ["111"]),
        ("Appelez le 15 ou le 112 sans attendre.", ["15", "112"]),
        ("Composez le 18.", ["18"]),
        ("Joignez le SAMU (15).", ["15"]),
        ("Llame al 911 o al 112.", ["911", "112"]),
        ("Llame de inmediato al 061.", ["061"]),
        ("اتصل بالرقم ٩١١ فورًا.", ["911"]),
        ("Gọi ngay 115.", ["115"]),
        ("请立即拨打120。", ["120"]),
        ("拨打急救电话 120 或 999。", ["120", "999"]),
        ("Ring NHS 24 on 111 in Scotland.", ["111"]),
        ("Speak to NHS 111.", ["111"]),
        ("Appelez Info-Santé au 811.", ["811"]),
        ("Call Health Link at 811, or 988 if you despair.", ["811", "988"]),
        ("Call or text 988.", ["988"]),
        ("Appelez le 3114.", ["3114"]),
    ],
)
def test_the_numbers_that_a_sentence_tells_to_call(sentence, numbers):
    assert [called.number for called in called_in(sentence)] == numbers


@pytest.mark.parametrize(
    "sentence",
    [
        "See a doctor if the fever is over 101.",
        "Call us within 15 minutes.",
        "Call back after Day 14 of 112.",
        "Appelez-nous 15 minutes avant.",
        "Call 707-555-0112.",
        "Call +44 20 7946 0999.",
        "In 112 patients the pain was gone.",
        "Rest for 15 to 18 hours, then call.",
        "The study called 911Trial had 100 people.",
        "It costs $911.",
        "Call {{ clinic.phone }}.",
    ],
)
def test_other_numbers_are_none(sentence):
    assert list(called_in(sentence)) == []


def test_a_country_that_is_not_known_is_never_said_to_lack_a_number():
    assert is_emergency_number("911", "XX")
    assert is_emergency_number("911", "US")
    assert not is_emergency_number("911", "GB")


def test_countries_have_two_letters_and_numbers_have_digits():
    assert all(len(country) == 2 and country.isupper() for country in NUMBERS)
    assert all(number.isdecimal() and 2 <= len(number) <= 6 for number in ALL)


@given(st.text(max_size=60), st.sampled_from(sorted(ALL)))
def test_what_is_found_stands_where_it_is_said_to(text, number):
    sentence = f"{text} Call the {number} now"
    for called in called_in(sentence):
        written = sentence[called.start : called.end].replace("-", "")
        assert "".join(str(int(sign)) for sign in written) == called.number
