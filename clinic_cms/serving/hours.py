"""Opening hours in the reader's language.

Digits are Western in every language, as Babel writes dates and times: also in Arabic, whose habit
differs by country, so that they agree with the phone numbers beside them, which have to dial.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from math import inf
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_interval, get_day_names
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_cms.blocks.location import Weekday
from clinic_cms.merge.layout import babel_locale, joined

DAYS = [day.value for day in Weekday]


@dataclass(frozen=True, order=True)
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


def today(zone: str) -> date:
    """Return the date in a location's time zone, which decides what is shown of special days."""
    return timezone.now().astimezone(ZoneInfo(zone)).date()


def next_midnight(zones: Iterable[str], after: float) -> float:
    """Return when the date changes first in some time zones, in seconds since the epoch.

    Without any zone that is never.
    """
    midnights = []
    for zone in map(ZoneInfo, zones):
        tomorrow = datetime.fromtimestamp(after, zone).date() + timedelta(days=1)
        midnights.append(datetime.combine(tomorrow, time.min, zone).timestamp())
    return min(midnights, default=inf)


def week(stream: Any, language: str) -> tuple[HoursRow, ...]:
    """Return the week's hours; days in a row with the same hours share a line.

    An empty stream gives no rows: hours that no one entered are not "closed".
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
    for intervals, group in groupby(DAYS, key=lambda day: sorted(by_day[day])):
        days = tuple(group)
        first, last = names[DAYS.index(days[0])], names[DAYS.index(days[-1])]
        label = first if len(days) == 1 else _from_to(first, last, locale)
        text = _text(intervals, language)
        rows.append(HoursRow(days, label[0].upper() + label[1:], text, tuple(intervals)))
    return tuple(rows)


def special_days(
    stream: Any, language: str, today: date, *, with_notes: bool = True
) -> tuple[HoursRow, ...]:
    """Return the exceptions from today on, in order of their date.

    Their notes are the owner's words, in the language of the facts: elsewhere the day is enough.
    """
    locale = babel_locale(language)
    rows = []
    for child in sorted(stream, key=lambda child: child.value["date"]):
        value = child.value
        if value["date"] < today:
            continue
        label = format_date(value["date"], "long", locale=locale)
        if value["note"] and with_notes:
            label = f"{label} ({value['note']})"
        intervals = sorted(_intervals(value["intervals"]))
        days = (value["date"].isoformat(),)
        rows.append(HoursRow(days, label, _text(intervals, language), tuple(intervals)))
    return tuple(rows)


def _intervals(values: Iterable[Any]) -> list[Interval]:
    return [Interval(value["opens"], value["closes"]) for value in values]


def _from_to(first: str, last: str, locale: Locale) -> str:
    """Join two ends as the locale writes a range of dates or times (Unicode CLDR)."""
    pattern: str = locale.interval_formats[None]
    return pattern.format(first, last)


def _text(intervals: Iterable[Interval], language: str) -> str:
    locale = babel_locale(language)
    skeleton = "hm" if _has_halves(locale) else "Hm"
    spans = (format_interval(i.opens, i.closes, skeleton, locale=locale) for i in intervals)
    # A line breaks between stretches of time, not inside of one.
    unbroken = tuple(span.replace(" ", "\N{NO-BREAK SPACE}") for span in spans)
    return joined(unbroken, language) or _("Closed")


def _has_halves(locale: Locale) -> bool:
    """Whether a locale's clock has halves of the day: "a", "b" or "B" in its pattern."""
    pattern = re.sub(r"'[^']*'", "", locale.time_formats["short"].pattern)
    return not {*"abB"}.isdisjoint(pattern)
