"""Phone numbers are read as people write them, or refused with what to write instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.formats.phone_numbers import (
    NotAPhoneNumber,
    PhoneNumber,
    parse_phone,
    refuse_impossible,
    to_stored,
)
from clinic_cms.formats.phone_words import extension_at, is_fax


@pytest.mark.parametrize(
    ("written", "country", "stored"),
    [
        ("707-426-1111", "US", "+17074261111"),
        ("(707) 426 1111", "US", "+17074261111"),
        ("+52 999 555 0142", "MX", "+529995550142"),
        ("+44 20 7946 0958", "US", "+442079460958"),
        ("020 7946 0958", "GB", "+442079460958"),
        ("+44 (0)118 496 0153", "GB", "+441184960153"),
        ("06 39 98 12 34", "FR", "+33639981234"),
        ("06 698 12345", "IT", "+390669812345"),
        ("030 123456", "DE", "+4930123456"),
        ("8 800 555 35 35", "RU", "+78005553535"),
        ("７０７－４２６－１１１１", "US", "+17074261111"),
        ("٧٠٧٤٢٦١١١١", "US", "+17074261111"),
        ("  ", "US", ""),
    ],
)
def test_a_number_is_stored_in_international_form(written, country, stored):
    assert to_stored(written, country) == stored


@pytest.mark.parametrize(
    ("written", "country", "stored"),
    [
        ("207-555-0142 ext. 12", "US", "+12075550142;ext=12"),
        ("207-555-0142 x12", "US", "+12075550142;ext=12"),
        ("207-555-0142 (Extension 12)", "US", "+12075550142;ext=12"),
        ("207-555-0142 #12", "US", "+12075550142;ext=12"),
        ("207-555-0142,,12", "US", "+12075550142;ext=12"),
        ("207-555-0142, 12", "US", "+12075550142;ext=12"),
        ("tel:+12075550142;ext=12", "US", "+12075550142;ext=12"),
        ("514-555-0142 poste 12", "CA", "+15145550142;ext=12"),
        ("999 555 0142 extensión 3", "MX", "+529995550142;ext=3"),
        ("028 3823 1234 máy lẻ 12", "VN", "+842838231234;ext=12"),
        ("010-1234-5678转12", "CN", "+861012345678;ext=12"),
        ("207-555-0142 تحويلة ١٢", "US", "+12075550142;ext=12"),
    ],
)
def test_an_extension_is_kept(written, country, stored):
    assert to_stored(written, country) == stored


@pytest.mark.parametrize(
    ("written", "country"),
    [("555-0142", "US"), ("30123456", "DE"), ("426-1111 x3", "CA"), ("3141592", "AT")],
)
def test_a_number_without_its_area_code_is_refused(written, country):
    with pytest.raises(NotAPhoneNumber, match="lacks the area code. Write it like"):
        parse_phone(written, country)


@pytest.mark.parametrize(
    ("written", "country", "meant"),
    [
        ("0707-426-1111", "US", "+1 707-426-1111"),
        ("6 698 12345", "IT", "+39 06 6981 2345"),
        ("+52 1 999 555 0142", "MX", "+52 999 555 0142"),
        ("044 999 555 0142", "MX", "+52 999 555 0142"),
        ("44 20 7946 0958", "US", "+44 20 7946 0958"),
        ("0044 20 7946 0958", "US", "+44 20 7946 0958"),
        ("Phone: 707-426-1111", "US", "+1 707-426-1111"),
        ("707-426-1111 (office)", "US", "+1 707-426-1111"),
        ("707-426-1111 or 707-426-1112", "US", "+1 707-426-1111"),
        ("707-426-1111 / 707-426-1112", "US", "+1 707-426-1111"),
        ("1-800-GET-WELL", "US", "+1 800-438-9355"),
    ],
)
def test_the_number_that_was_meant_is_proposed(written, country, meant):
    with pytest.raises(NotAPhoneNumber) as refused:
        parse_phone(written, country)
    assert refused.value.hint == f"Write “{meant}”."
    assert written in refused.value.message


@pytest.mark.parametrize(
    ("written", "country"),
    [
        ("call us", "US"),
        ("12", "US"),
        ("707-426", "US"),
        ("107-426-1111", "US"),
        ("01483 496 0123", "GB"),
        ("012345678", "FR"),
        ("1234", "DE"),
        ("01234", "DE"),
        ("+999999999999999999", "US"),
        ("+999 12345678", "US"),
        ("ext. 12", "US"),
    ],
)
def test_what_is_no_number_is_refused_with_an_example(written, country):
    with pytest.raises(NotAPhoneNumber, match="is not a phone number. Write it like"):
        parse_phone(written, country)


def test_letters_that_are_too_few_for_a_number_are_shown_as_digits():
    with pytest.raises(NotAPhoneNumber, match="In digits this is 1-800-77463, which is no"):
        parse_phone("1-800-SPINE", "US")


@pytest.mark.parametrize("written", ["555", "call us", "+999 123 4567", "1" * 18])
def test_a_number_of_no_country_is_refused_where_the_country_is_unknown(written):
    with pytest.raises(NotAPhoneNumber):
        refuse_impossible(written)


@pytest.mark.parametrize("written", ["01483 496012", "707-426-1111 x3", "+17074261111"])
def test_a_number_of_some_country_passes_where_the_country_is_unknown(written):
    assert refuse_impossible(written) is None


@pytest.mark.parametrize(
    ("stored", "country", "language", "printed"),
    [
        ("+12075550142;ext=12", "US", "en-us", "207-555-0142 ext. 12"),
        ("+12075550142;ext=12", "US", "fr", "207-555-0142 poste 12"),
        ("+12075550142;ext=12", "US", "zh-hans", "207-555-0142 分机 12"),
        ("+12075550142;ext=12", "US", "ar", "\u2066207-555-0142\u2069 تحويلة 12"),
        ("+12075550142;ext=12", "GB", "sv", "+1 207-555-0142 ext. 12"),
        ("+441184960153", "GB", "en-gb", "0118 496 0153"),
    ],
)
def test_a_number_is_printed_the_local_way(stored, country, language, printed):
    assert PhoneNumber.stored(stored).printed(country, language) == printed


def test_a_link_dials_the_extension():
    assert PhoneNumber.stored("+12075550142;ext=12").uri == "tel:+12075550142;ext=12"


@pytest.mark.parametrize(
    "text",
    [
        "Fax: 707-426-1112",
        "Phone: 707-555-0100 | Fax 707-426-1112",
        "Tel/Fax: 707-426-1112",
        "Fax no. 707-426-1112",
        "fax your form to 707-426-1112",
        "P: 707-555-0100 F: 707-426-1112",
        "传真：707-426-1112",
        "707-426-1112 (fax)",
        "707-426-1112 – Fax",
    ],
)
def test_words_make_a_number_one_for_faxes(text):
    start = text.index("707-426-1112")
    assert is_fax(text, start, start + 12)


@pytest.mark.parametrize(
    "text",
    [
        "707-426-1112 | Fax 707-555-0100",
        "707-426-1112 Fax: 707-555-0100",
        "We have no fax, please call 707-426-1112",
        "Send a fax. Call 707-426-1112",
        "Halifax 707-426-1112",
        "Fax 707-555-0100, phone 707-426-1112",
    ],
)
def test_a_number_beside_that_is_called(text):
    start = text.index("707-426-1112")
    assert not is_fax(text, start, start + 12)


@given(st.from_regex(r"\d{1,7}", fullmatch=True))
def test_an_extension_in_a_text_ends_with_its_digits(digits):
    text = f"ask at 707-426-1111 ext. {digits} today"
    assert extension_at(text, 19) == (str(digits), len(text) - len(" today"))


PIECES = st.sampled_from(
    ["+", "1", "44", "0", "707", "426-1111", " ", "x", "ext. 7", ",", "(", "٣"]
)


@given(
    st.text() | st.lists(PIECES, max_size=8).map("".join),
    st.sampled_from(["US", "GB", "DE", "IT", "MX", "VN", ""]),
)
def test_any_text_is_a_number_or_is_refused(text, country):
    try:
        stored = to_stored(text, country)
    except NotAPhoneNumber:
        return
    assert stored == "" or to_stored(stored, "MX") == stored
    assert stored == "" or PhoneNumber.stored(stored).printed(country, "en")
