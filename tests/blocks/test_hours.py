"""Opening hours as the admin's form takes them."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from clinic_cms.blocks.opening_hours import (
    ClockTimeBlock,
    IntervalBlock,
    OpeningHoursBlock,
    SpecialDayBlock,
    hours_by_day,
)
from clinic_cms.blocks.streams import OpeningHoursStream

EMPTY = (None, None)


def rows(*spans):
    return [{"opens": opens, "closes": closes} for opens, closes in spans]


def cleaned(block, **value):
    return block.clean(block.to_python(value))


def hours(*spans, days=("mon",), by_appointment=False):
    return {"days": [*days], "intervals": rows(*spans), "by_appointment": by_appointment}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1:30 pm", time(13, 30)), ("7pm", time(19)), ("19.00", time(19)), ("noon", time(12))],
)
def test_a_time_is_read_as_people_mean_it_and_shown_so_that_it_stays_it(typed, kept):
    field = ClockTimeBlock().field
    assert field.clean(typed) == kept
    assert field.clean(field.prepare_value(kept)) == kept


@pytest.mark.parametrize(
    ("typed", "hint"), [("1:30", "13:30, 01:30"), ("half past one", "9:00, 1:30 pm or 13:30")]
)
def test_an_unclear_time_is_refused_with_what_to_write(typed, hint):
    with pytest.raises(ValidationError, match=hint):
        ClockTimeBlock().field.clean(typed)


def test_a_time_that_is_not_typed_is_missing():
    with pytest.raises(ValidationError, match="required"):
        ClockTimeBlock().field.clean("")


@pytest.mark.parametrize(("opens", "closes"), [("20:00", "02:00"), ("18:00", "00:00")])
def test_hours_may_end_on_the_next_day(opens, closes):
    assert cleaned(IntervalBlock(), opens=opens, closes=closes)["closes"] <= time(2)


def test_hours_far_into_the_next_day_are_refused():
    with pytest.raises(StructBlockValidationError) as caught:
        cleaned(IntervalBlock(), opens="17:00", closes="09:00")
    assert "divide longer ones at midnight" in str(caught.value.as_json_data())


@pytest.mark.parametrize("block", [OpeningHoursBlock(), SpecialDayBlock()])
def test_hours_of_one_day_do_not_overlap(block):
    value = hours(("09:00", "14:00"), ("13:00", "17:00")) | {"date": "2026-12-24"}
    with pytest.raises(StructBlockValidationError):
        cleaned(block, **value)
    assert cleaned(block, **value | hours(("09:00", "12:00"), ("13:00", "17:00")))


def test_a_day_by_appointment_needs_no_times():
    value = cleaned(OpeningHoursBlock(), **hours(EMPTY, by_appointment=True))
    assert len(value["intervals"]) == 0


def test_days_without_times_and_appointments_are_refused():
    with pytest.raises(StructBlockValidationError) as caught:
        cleaned(OpeningHoursBlock(), **hours(EMPTY))
    assert "by_appointment" in caught.value.block_errors


def test_half_a_row_is_refused():
    with pytest.raises(StructBlockValidationError):
        cleaned(OpeningHoursBlock(), **hours(("09:00", None), by_appointment=True))


def stream(*values):
    block = OpeningHoursStream()
    return block.to_python([{"type": "hours", "value": value} for value in values])


@pytest.mark.parametrize(
    "values",
    [
        (hours(("20:00", "02:00"), days=["thu"]), hours(("01:00", "05:00"), days=["fri"])),
        (hours(("09:00", "12:00")), hours(("11:00", "13:00"))),
        (hours(("20:00", "02:00"), days=["sun", "mon"]), hours(("01:00", "03:00"))),
    ],
)
def test_hours_of_the_week_do_not_overlap(values):
    with pytest.raises(StreamBlockValidationError) as caught:
        OpeningHoursStream().clean(stream(*values))
    assert "overlap" in str(caught.value.as_json_data())


def test_hours_of_a_day_that_is_named_twice_are_joined():
    week = hours_by_day(stream(hours(("14:00", "16:00")), hours(EMPTY, by_appointment=True)))
    assert {day: it.texts for day, it in week.items()} == {"mon": ["14:00-16:00", "by appointment"]}
