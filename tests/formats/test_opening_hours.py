"""Opening hours as people write them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.formats.clock_times import UnclearTime, read_time
from clinic_cms.formats.opening_hours import (
    DayHours,
    Interval,
    NightTooLong,
    find_overlap,
    read_hours,
    split_hours,
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1:30 pm", "13:30"),
        ("1:30pm", "13:30"),
        ("1.30 P.M.", "13:30"),
        ("7pm", "19:00"),
        ("7 p. m.", "19:00"),
        ("19.00", "19:00"),
        ("9h30", "09:30"),
        ("9 h", "09:00"),
        ("17 Uhr", "17:00"),
        ("0930", "09:30"),
        ("930am", "09:30"),
        ("05:15", "05:15"),
        ("9", "09:00"),
        ("12:30", "12:30"),
        ("noon", "12:00"),
        ("12 noon", "12:00"),
        ("midi", "12:00"),
        ("12 am", "00:00"),
        ("12:15 a.m.", "00:15"),
        ("Midnight", "00:00"),
        ("24:00", "00:00"),
        ("下午1:30", "13:30"),
        ("9:00 م", "21:00"),
        ("8:00 SA", "08:00"),
        ("١٤:٣٠", "14:30"),
        ("13:30 pm", "13:30"),
    ],
)
def test_a_time_is_read_as_people_mean_it(text, meant):
    assert read_time(text) == time.fromisoformat(meant)


@pytest.mark.parametrize(
    ("text", "meant"), [("1:30", ("13:30", "01:30")), ("5", ("17:00", "05:00"))]
)
def test_an_hour_that_may_be_in_the_afternoon_is_not_guessed(text, meant):
    with pytest.raises(UnclearTime) as caught:
        read_time(text)
    assert caught.value.meant == meant


@pytest.mark.parametrize("text", ["", "25:00", "9:75", "9:5", "half past one", "24:30", "0 pm"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(UnclearTime) as caught:
        read_time(text)
    assert caught.value.meant == ()


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("09:00-12:30", "09:00-12:30"),
        ("9-12", "09:00-12:00"),
        ("9am-5pm", "09:00-17:00"),
        ("9 to 5pm", "09:00-17:00"),
        ("1-5pm", "13:00-17:00"),
        ("11-2pm", "11:00-14:00"),
        ("9h30 à 12h", "09:30-12:00"),
        ("9:00 a. m. a 5:00 p. m.", "09:00-17:00"),
        ("9:00 AM – 12:30 PM", "09:00-12:30"),
        ("noon - 8 p.m.", "12:00-20:00"),
        ("20:00-02:00", "20:00-02:00"),
        ("20:00-2:00", "20:00-02:00"),
        ("8pm-2am", "20:00-02:00"),
        ("18:00-00:00", "18:00-24:00"),
        ("18:00-24:00", "18:00-24:00"),
        ("8pm-midnight", "20:00-24:00"),
        ("00:00-00:00", "00:00-24:00"),
        ("Open 24 hours", "00:00-24:00"),
        ("by appointment", "by appointment"),
        ("By Appointment Only.", "by appointment"),
        ("con cita previa", "by appointment"),
        ("sur rendez-vous", "by appointment"),
    ],
)
def test_hours_are_read_as_people_mean_them(text, hours):
    assert read_hours(text) == hours


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9-5", ("09:00-17:00",)),
        ("9:00-5:00", ("09:00-17:00",)),
        ("9am-5", ("09:00-17:00",)),
        ("7-3", ("07:00-15:00",)),
        ("1:30-5:00", ("13:30-17:00", "01:30-05:00")),
        ("12-5", ("12:00-17:00", "00:00-05:00")),
        ("by chance", ()),
        ("9-12-5", ()),
    ],
)
def test_unclear_hours_are_refused_with_what_they_may_mean(text, meant):
    with pytest.raises(UnclearTime) as caught:
        read_hours(text)
    assert caught.value.meant == meant


@pytest.mark.parametrize("text", ["17:00-09:00", "08:00-08:00", "10-8", "09:00-05:00"])
def test_hours_far_into_the_next_day_are_a_slip(text):
    with pytest.raises(NightTooLong):
        read_hours(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("9-12, 13-17", ["9-12", "13-17"]),
        ("9-12 and 1-5pm", ["9-12", "1-5pm"]),
        ("9-12; by appointment", ["9-12", "by appointment"]),
        ("Closed", []),
        ("", []),
    ],
)
def test_a_days_hours_are_split(text, parts):
    assert split_hours(text) == parts


TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(TIMES, st.sampled_from(["{:%H:%M}", "{:%I:%M %p}", "{:%I.%M%p}", "{:%H.%M}", "{:%Hh%M}"]))
def test_a_time_survives_being_written(at, form):
    assert read_time(form.format(at)) == at


@given(st.builds(Interval, TIMES, TIMES))
def test_hours_survive_being_written(interval):
    assert Interval.parse(str(interval)) == interval
    assert DayHours.of([str(interval)]).texts == [str(interval)]
    if not interval.is_too_long:
        assert read_hours(str(interval)) == str(interval)


def meanings(text):
    try:
        return [read_hours(text)]
    except UnclearTime as error:
        return error.meant


@given(st.text(max_size=12) | st.from_regex(r"\d{1,2}(am|pm)?-\d{1,2}(am|pm)?", fullmatch=True))
def test_what_hours_may_mean_is_clear(text):
    assert all(read_hours(meant) == meant for meant in meanings(text))


def week(**hours):
    return {day: DayHours.of(texts).intervals for day, texts in hours.items()}


@pytest.mark.parametrize(
    ("hours", "day"),
    [
        (week(mon=["09:00-12:00", "11:00-15:00"]), "mon"),
        (week(thu=["20:00-02:00"], fri=["01:00-05:00"]), "thu"),
        (week(mon=["01:00-05:00"], sun=["20:00-02:00"]), "sun"),
        (week(tue=["00:00-24:00", "09:00-10:00"]), "tue"),
    ],
)
def test_hours_that_overlap_are_found_past_midnight_too(hours, day):
    assert find_overlap(hours)[0] == day


@pytest.mark.parametrize(
    "hours",
    [
        week(mon=["09:00-12:00", "12:00-15:00"]),
        week(thu=["20:00-02:00"], fri=["02:00-05:00"]),
        week(mon=["00:00-24:00"], tue=["00:00-24:00"]),
        week(sun=["18:00-24:00"], mon=["00:00-09:00"]),
        week(mon=["20:00-02:00"]),
        {},
    ],
)
def test_hours_that_touch_do_not_overlap(hours):
    assert find_overlap(hours) is None
