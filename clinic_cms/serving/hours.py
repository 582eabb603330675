"""Opening hours in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_time, get_day_names
from django.utils.translation import gettext as _

from clinic_cms.blocks import Weekday

DAYS = [day.value for day in Weekday]


@dataclass(frozen=True)
class Interval:
    """A stretch of time in which a location is open."""

    opens: time
    closes: time


@dataclass(frozen=True)
class HoursRow:
    """One line of a table of hours: "Monday – Thursday", "9:00 AM – 5:00 PM"."""

    days: tuple[str, ...]
    """The days' codes ("mon"), or one ISO date for a special day."""
    label: str
    text: str
    intervals: tuple[Interval, ...]


def babel_locale(code: str) -> Locale:
    """Return Babel's locale for a language code, or that of its language, or English."""
    for candidate in (code, code.partition("-")[0]):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def week(stream: Any, language: str) -> tuple[HoursRow, ...]:
    """Return the week's hours; days in a row with the same hours share a line.

    An empty stream gives no rows: hours that nobody entered are not "closed".
    """
    by_day: dict[str, list[Interval]] = {day: [] for day in DAYS}
    for child in stream:
        for day in child.value["days"]:
            by_day[day] += _intervals(child.value["intervals"])
    if not any(by_day.values()):
        return ()
    locale = babel_locale(language)
    names = get_day_names("wide", locale=locale)
    rows = []
    for intervals, group in groupby(DAYS, key=lambda day: sorted(by_day[day], key=_opening)):
        days = tuple(group)
        first, last = names[DAYS.index(days[0])], names[DAYS.index(days[-1])]
        label = first if len(days) == 1 else f"{first} – {last}"
        rows.append(
            HoursRow(days, label[0].upper() + label[1:], _text(intervals, locale), tuple(intervals))
        )
    return tuple(rows)


def special_days(stream: Any, language: str, today: date) -> tuple[HoursRow, ...]:
    """Return the exceptions from today on, in order of their date."""
    locale = babel_locale(language)
    rows = []
    for child in sorted(stream, key=lambda child: child.value["date"]):
        value = child.value
        if value["date"] < today:
            continue
        label = format_date(value["date"], "long", locale=locale)
        if value["note"]:
            label = f"{label} ({value['note']})"
        intervals = sorted(_intervals(value["intervals"]), key=_opening)
        rows.append(
            HoursRow(
                (value["date"].isoformat(),), label, _text(intervals, locale), tuple(intervals)
            )
        )
    return tuple(rows)


def _opening(interval: Interval) -> time:
    return interval.opens


def _intervals(values: Iterable[Any]) -> list[Interval]:
    return [Interval(value["opens"], value["closes"]) for value in values]


def _text(intervals: Iterable[Interval], locale: Locale) -> str:
    spans = [
        f"{format_time(span.opens, 'short', locale=locale)} – "
        f"{format_time(span.closes, 'short', locale=locale)}"
        for span in intervals
    ]
    return ", ".join(spans) or _("Closed")
