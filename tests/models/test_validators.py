"""Phone numbers are typed as people type them and kept as E.164."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.models.validators import to_e164


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("707-426-1111", "US", "+17074261111"),
        ("(707) 426 1111", "US", "+17074261111"),
        ("+52 999 555 0142", "MX", "+529995550142"),
        ("+44 20 7946 0958", "US", "+442079460958"),
        ("020 7946 0958", "GB", "+442079460958"),
        ("  ", "US", ""),
    ],
)
def test_a_number_is_kept_in_international_form(typed, country, kept):
    assert to_e164(typed, country) == kept


@pytest.mark.parametrize("typed", ["call us", "12", "707-426", "+999999999999999999"])
def test_what_is_no_number_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match="is not a phone number. Write it like") as error:
        to_e164(typed, "US")
    assert typed in error.value.messages[0]


@given(st.text())
def test_any_text_is_a_number_or_is_refused(text):
    try:
        kept = to_e164(text, "US")
    except ValidationError:
        return
    assert kept == "" or to_e164(kept, "MX") == kept
