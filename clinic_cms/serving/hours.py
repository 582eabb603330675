"""Opening hours in the reader's language.

Digits are Western in every language, as Babel writes dates and times: also in Arabic, whose habit
differs by country, so that they agree with the phone numbers beside them, which have to dial.
"""

import re
from collections.abc import Iterable, Mapping
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

from clinic_cms.blocks.opening_hours import day_hours, hours_by_day
from clinic_cms.formats.opening_hours import WEEK, DayHours, Interval
from clinic_cms.merge.formatting import babel_locale, joined


@dataclass(frozen=True)
class HoursRow:
    """One line of a table of hours: "Monday – Thursday", "9:00 AM – 5:00 PM"."""

    days: tuple[str, ...]
    """The days' codes ("mon"), or one ISO date for a special day."""
    label: str
    text: str
    intervals: tuple[Interval, ...]
    by_appointment: bool


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
    return rows_of_week(hours_by_day(stream), language)


def rows_of_week(by_day: Mapping[str, DayHours], language: str) -> tuple[HoursRow, ...]:
    """Return the lines of a week's hours; none where all days are closed."""
    if all(hours.is_closed for hours in by_day.values()):
        return ()
    locale = babel_locale(language)
    names = get_day_names("wide", locale=locale)
    rows = []
    for hours, group in groupby(WEEK, key=lambda day: by_day.get(day, DayHours())):
        days = tuple(group)
        first, last = names[WEEK.index(days[0])], names[WEEK.index(days[-1])]
        label = first if len(days) == 1 else _from_to(first, last, locale)
        rows.append(_row(days, label[0].upper() + label[1:], hours, language))
    return tuple(rows)


def special_days(
    stream: Any, language: str, today: date, *, with_notes: bool = True
) -> tuple[HoursRow, ...]:
    """Return the exceptions from today on, in order of their date.

    Their notes are the owner's words, in the language of the facts: elsewhere the day is enough.
    """
    rows = []
    for child in sorted(stream, key=lambda child: child.value["date"]):
        day, note = child.value["date"], child.value["note"] if with_notes else ""
        if day >= today:
            rows.append(row_of_date(day, note, day_hours(child.value), language))
    return tuple(rows)


def row_of_date(day: date, note: str, hours: DayHours, language: str) -> HoursRow:
    """Return the line of a special day."""
    label = format_date(day, "long", locale=babel_locale(language))
    return _row((day.isoformat(),), f"{label} ({note})" if note else label, hours, language)


def _row(days: tuple[str, ...], label: str, hours: DayHours, language: str) -> HoursRow:
    text = hours_text(hours, language)
    return HoursRow(days, label, text, hours.intervals, hours.by_appointment)


def _from_to(first: str, last: str, locale: Locale) -> str:
    """Join two ends as the locale writes a range of dates or times (Unicode CLDR)."""
    pattern: str = locale.interval_formats[None]
    return pattern.format(first, last)


def hours_text(hours: DayHours, language: str) -> str:
    """Return a day's hours for people: "9:00 AM – 5:00 PM", "By appointment" or "Closed"."""
    spans = joined(tuple(_span(interval, language) for interval in hours.intervals), language)
    if spans and hours.by_appointment:
        return _("%(hours)s, and by appointment") % {"hours": spans}
    return spans or (_("By appointment") if hours.by_appointment else _("Closed"))


def _span(interval: Interval, language: str) -> str:
    if interval.is_all_day:
        return _("Open 24 hours")
    locale = babel_locale(language)
    skeleton = "hm" if _has_halves(locale) else "Hm"
    text = format_interval(interval.opens, interval.closes, skeleton, locale=locale)
    # A line breaks between stretches of time, not inside of one.
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _has_halves(locale: Locale) -> bool:
    """Whether a locale's clock has halves of the day: "a", "b" or "B" in its pattern."""
    pattern = re.sub(r"'[^']*'", "", locale.time_formats["short"].pattern)
    return not {*"abB"}.isdisjoint(pattern)
