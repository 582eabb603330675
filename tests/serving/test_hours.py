"""Opening hours in the reader's language."""

import re
from datetime import UTC, date, datetime
from math import inf

import pytest
import time_machine
from django.utils import translation

from clinic_cms.blocks.streams import OpeningHoursStream, SpecialDaysStream
from clinic_cms.serving.hours import next_midnight, special_days, today, week

SPACE = re.compile(r"\s")


def hours(*rows, by_appointment=False):
    return OpeningHoursStream().to_python(
        [
            {
                "type": "hours",
                "value": {
                    "days": days,
                    "intervals": [{"opens": opens, "closes": closes} for opens, closes in spans],
                    "by_appointment": by_appointment,
                },
            }
            for days, spans in rows
        ]
    )


def days(*rows):
    return SpecialDaysStream().to_python(
        [
            {
                "type": "day",
                "value": {
                    "date": day,
                    "note": note,
                    "intervals": [{"opens": opens, "closes": closes} for opens, closes in spans],
                },
            }
            for day, note, spans in rows
        ]
    )


def plain(rows):
    """Spaces beside a dash and before AM and PM are thin ones or do not break."""
    return [(SPACE.sub(" ", row.label), SPACE.sub(" ", row.text)) for row in rows]


def test_days_in_a_row_with_the_same_hours_share_a_line():
    stream = hours((["mon", "tue", "wed"], [("09:00", "12:00"), ("13:00", "17:00")]))
    assert plain(week(stream, "en-us")) == [
        ("Monday – Wednesday", "9:00 AM – 12:00 PM and 1:00 – 5:00 PM"),
        ("Thursday – Sunday", "Closed"),
    ]


def test_a_day_named_twice_has_both_stretches_in_order():
    stream = hours((["sat"], [("14:00", "16:00")]), (["sat"], [("09:00", "12:00")]))
    row = week(stream, "es")[1]
    assert row.label == "Sábado"
    assert row.text == "9:00–12:00 y 14:00–16:00"


def test_hours_that_nobody_entered_are_not_closed():
    assert week(hours(), "en-us") == ()


def test_special_days_are_shown_from_today_on_in_order():
    stream = days(
        ("2026-12-25", "Christmas", []),
        ("2026-12-24", "", [("09:00", "11:00")]),
        ("2026-01-01", "New Year", []),
    )
    assert plain(special_days(stream, "en-us", date(2026, 12, 1))) == [
        ("December 24, 2026", "9:00 – 11:00 AM"),
        ("December 25, 2026 (Christmas)", "Closed"),
    ]


def test_a_note_is_shown_to_those_who_read_its_language():
    stream = days(("2026-12-25", "Christmas", []))
    (row,) = special_days(stream, "es", date(2026, 12, 1), with_notes=False)
    assert row.label == "25 de diciembre de 2026"


def test_a_language_that_babel_does_not_know_falls_back():
    stream = hours((["mon"], [("09:00", "12:00")]))
    assert week(stream, "xx-yy")[0].label == "Monday"


@pytest.mark.parametrize(
    ("language", "weekdays", "weekend"),
    [
        ("en-us", ("Monday – Friday", "9:00 AM – 12:30 PM and 2:00 – 6:00 PM"), "Closed"),
        ("es", ("Lunes – viernes", "9:00–12:30 y 14:00–18:00"), "Cerrado"),
        ("fr", ("Lundi – vendredi", "09:00 – 12:30 et 14:00 – 18:00"), "Fermé"),
        ("vi", ("Thứ Hai – Thứ Sáu", "09:00–12:30 và 14:00–18:00"), "Đóng cửa"),
        ("zh-hans", ("星期一 – 星期五", "09:00–12:30和14:00–18:00"), "休息"),
        ("ar", ("الاثنين – الجمعة", "9:00 ص – 12:30 م و2:00–6:00 م"), "مغلق"),
    ],
)
def test_a_week_is_in_the_readers_language_throughout(language, weekdays, weekend):
    stream = hours((["mon", "tue", "wed", "thu", "fri"], [("09:00", "12:30"), ("14:00", "18:00")]))
    with translation.override(language):
        rows = plain(week(stream, language))
    assert rows[0] == weekdays
    assert rows[1][1] == weekend


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en-us", "December 24, 2026"),
        ("es", "24 de diciembre de 2026"),
        ("fr", "24 décembre 2026"),
        ("vi", "24 tháng 12, 2026"),
        ("zh-hans", "2026年12月24日"),
        ("ar", "24 ديسمبر 2026"),
    ],
)
def test_a_date_is_in_the_readers_language(language, day):
    stream = days(("2026-12-24", "", [("09:00", "11:00")]))
    assert special_days(stream, language, date(2026, 12, 1))[0].label == day


@pytest.mark.parametrize("language", ["ar", "ar-eg", "ar-ma", "fa", "bn"])
def test_digits_are_those_that_phones_dial(language):
    stream = days(("2026-12-24", "", [("09:00", "17:45")]))
    row = special_days(stream, language, date(2026, 12, 1))[0]
    digits = [sign for sign in row.label + row.text if sign.isdigit()]
    assert digits
    assert all(sign.isascii() for sign in digits)


@pytest.mark.parametrize(
    ("language", "text"), [("fr-ca", "9 h 00 – 17 h 00"), ("es-mx", "9:00 a.m. – 5:00 p.m.")]
)
def test_a_clock_of_24_hours_is_told_from_one_with_halves(language, text):
    stream = hours((["mon"], [("09:00", "17:00")]))
    assert plain(week(stream, language))[0][1] == text


@pytest.mark.parametrize("language", ["en-us", "es-mx", "ar", "fr", "zh-hans"])
def test_a_stretch_of_time_does_not_break(language):
    stream = hours((["mon"], [("09:00", "17:00")]))
    assert " " not in week(stream, language)[0].text


@pytest.mark.parametrize(
    ("language", "night", "evening", "all_day"),
    [
        ("en-us", "8:00 PM – 2:00 AM", "6:00 PM – 12:00 AM", "Open 24 hours"),
        ("es", "20:00–2:00", "18:00–0:00", "Abierto las 24 horas"),
        ("fr", "20:00 – 02:00", "18:00 – 00:00", "Ouvert 24 h sur 24"),
        ("vi", "20:00–02:00", "18:00–00:00", "Mở cửa 24 giờ"),
        ("zh-hans", "20:00–02:00", "18:00–00:00", "24小时营业"),
        ("ar", "8:00 م – 2:00 ص", "6:00 م – 12:00 ص", "مفتوح على مدار 24 ساعة"),
    ],
)
def test_hours_past_and_to_midnight_and_all_day(language, night, evening, all_day):
    stream = hours(
        (["mon"], [("20:00", "02:00")]),
        (["tue"], [("18:00", "00:00")]),
        (["wed"], [("00:00", "00:00")]),
    )
    with translation.override(language):
        texts = [text for _label, text in plain(week(stream, language))]
    assert texts[:3] == [night, evening, all_day]


@pytest.mark.parametrize(
    ("language", "alone", "beside"),
    [
        ("en-us", "By appointment", "9:00 AM – 12:00 PM, and by appointment"),
        ("es", "Con cita previa", "9:00–12:00, y con cita previa"),
        ("fr", "Sur rendez-vous", "09:00 – 12:00, et sur rendez-vous"),
        ("vi", "Theo lịch hẹn", "09:00–12:00, và theo lịch hẹn"),
        ("zh-hans", "需预约", "09:00–12:00，亦可预约"),
        ("ar", "بموعد مسبق", "9:00 ص – 12:00 م، وبموعد مسبق"),
    ],
)
def test_a_day_by_appointment_is_not_closed(language, alone, beside):
    stream = hours((["sat"], []), by_appointment=True)
    both = hours((["sat"], [("09:00", "12:00")]), by_appointment=True)
    with translation.override(language):
        assert week(stream, language)[1].text == alone
        assert plain(week(both, language))[1][1] == beside


def test_a_draft_with_half_a_row_shows_the_rest():
    stream = hours((["mon"], [("09:00", None), ("13:00", "17:00")]))
    assert plain(week(stream, "en-us"))[0][1] == "1:00 – 5:00 PM"


@pytest.mark.parametrize(
    ("zone", "day"),
    [("America/Los_Angeles", 24), ("Asia/Tokyo", 25), ("Pacific/Kiritimati", 25), ("UTC", 25)],
)
def test_today_is_that_of_the_time_zone(zone, day):
    with time_machine.travel(datetime(2026, 12, 25, 0, 30, tzinfo=UTC), tick=False):
        assert today(zone) == date(2026, 12, day)


def test_the_date_changes_first_where_midnight_comes_first():
    after = datetime(2026, 12, 25, 0, 30, tzinfo=UTC)
    zones = ["America/Los_Angeles", "Asia/Tokyo", "Asia/Kathmandu"]
    change = datetime.fromtimestamp(next_midnight(zones, after.timestamp()), UTC)
    assert change == datetime(2026, 12, 25, 8, tzinfo=UTC)
    assert next_midnight([], after.timestamp()) == inf
