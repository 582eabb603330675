"""Opening hours in the reader's language."""

from datetime import date

from clinic_cms.blocks import OpeningHoursStream, SpecialDaysStream
from clinic_cms.serving.hours import special_days, week


def hours(*rows):
    return OpeningHoursStream().to_python(
        [
            {
                "type": "hours",
                "value": {
                    "days": days,
                    "intervals": [{"opens": opens, "closes": closes} for opens, closes in spans],
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
    """Babel puts a narrow no-break space before AM and PM."""
    return [(row.label, row.text.replace("\u202f", " ")) for row in rows]


def test_days_in_a_row_with_the_same_hours_share_a_line():
    stream = hours((["mon", "tue", "wed"], [("09:00", "12:00"), ("13:00", "17:00")]))
    assert plain(week(stream, "en-us")) == [
        ("Monday – Wednesday", "9:00 AM – 12:00 PM, 1:00 PM – 5:00 PM"),
        ("Thursday – Sunday", "Closed"),
    ]


def test_a_day_named_twice_has_both_stretches_in_order():
    stream = hours((["sat"], [("14:00", "16:00")]), (["sat"], [("09:00", "12:00")]))
    row = week(stream, "es")[1]
    assert row.label == "Sábado"
    assert row.text == "9:00 – 12:00, 14:00 – 16:00"


def test_hours_that_nobody_entered_are_not_closed():
    assert week(hours(), "en-us") == ()


def test_special_days_are_shown_from_today_on_in_order():
    stream = days(
        ("2026-12-25", "Christmas", []),
        ("2026-12-24", "", [("09:00", "11:00")]),
        ("2026-01-01", "New Year", []),
    )
    assert plain(special_days(stream, "en-us", date(2026, 12, 1))) == [
        ("December 24, 2026", "9:00 AM – 11:00 AM"),
        ("December 25, 2026 (Christmas)", "Closed"),
    ]


def test_a_language_that_babel_does_not_know_falls_back():
    stream = hours((["mon"], [("09:00", "12:00")]))
    assert week(stream, "xx-yy")[0].label == "Monday"
