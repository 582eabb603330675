"""Opening hours: what a day's hours are, how people write them, and whether some overlap."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from clinic_cms.formats.clock_times import (
    HALF_DAY,
    LATEST_CLEAR_MORNING,
    ClockTime,
    UnclearTime,
    plain,
    read_clock,
    words,
)

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Days by their English abbreviation, in the order of ISO 8601."""
BY_APPOINTMENT = "by appointment"
"""Among a day's hours: patients come when they have asked."""
ALL_DAY = "00:00-24:00"

MIDNIGHT = time.min
DAY = 24 * 60
LONGEST_NIGHT = 12 * 60
"""Minutes for which hours may reach past midnight: "09:00-05:00" is a slip for "09:00-17:00"."""

BETWEEN = re.compile(
    r"\s*[-‐-―~〜至到]\s*|\s+(?:to|until|till|bis|a|à|hasta|jusqu'à|đến|حتى|إلى)\s+"
)
BESIDE = re.compile(r"\s*[,;]\s*|\s+(?:and|y|et|und|và)\s+|\s*[和与]\s*")


class NightTooLong(UnclearTime):
    """Hours that end so far into the next day that something else was meant."""


@dataclass(frozen=True, order=True)
class Interval:
    """A stretch of time in which a location is open."""

    opens: time
    closes: time
    """At or before `opens` it is on the next day; midnight is the day's end."""

    @property
    def minutes(self) -> int:
        """How long it is: a whole day from midnight to midnight."""
        return (_minutes(self.closes) - _minutes(self.opens) - 1) % DAY + 1

    @property
    def is_all_day(self) -> bool:
        """Whether it lasts from midnight to midnight."""
        return self.opens == self.closes == MIDNIGHT

    @property
    def is_too_long(self) -> bool:
        """Whether it reaches so far into the next day that something else was meant."""
        is_next_day = MIDNIGHT < self.closes <= self.opens
        return is_next_day and self.minutes > LONGEST_NIGHT

    def __str__(self) -> str:
        closes = "24:00" if self.closes == MIDNIGHT else f"{self.closes:%H:%M}"
        return f"{self.opens:%H:%M}-{closes}"

    @classmethod
    def parse(cls, text: str) -> "Interval":
        """Read back what `str` wrote."""
        opens, closes = text.split("-")
        return cls(time.fromisoformat(opens), time.fromisoformat(closes.replace("24:", "00:")))


@dataclass(frozen=True, order=True)
class DayHours:
    """The hours of one day; without any, and not by appointment, it is closed."""

    intervals: tuple[Interval, ...] = ()
    by_appointment: bool = False

    @classmethod
    def of(cls, hours: Iterable[str]) -> "DayHours":
        """Return the hours of what `texts` gave."""
        hours = [*hours]
        spans = (Interval.parse(text) for text in hours if text != BY_APPOINTMENT)
        return cls(tuple(sorted(spans)), BY_APPOINTMENT in hours)

    def __or__(self, other: "DayHours") -> "DayHours":
        spans = tuple(sorted((*self.intervals, *other.intervals)))
        return DayHours(spans, self.by_appointment or other.by_appointment)

    @property
    def texts(self) -> list[str]:
        """The hours as plain texts, in order: "09:00-12:00", "by appointment"."""
        return [*map(str, self.intervals), *([BY_APPOINTMENT] if self.by_appointment else [])]

    @property
    def is_closed(self) -> bool:
        """Whether no patient is seen."""
        return not self.intervals and not self.by_appointment


def split_hours(text: str) -> list[str]:
    """Return the parts of a day's hours: "9-12, 1pm-5pm" has two, "closed" has none."""
    parts = [part for part in BESIDE.split(text.strip()) if part]
    return [part for part in parts if plain(part) not in words()["closed"]]


def read_hours(text: str) -> str:
    """Return one part of a day's hours in its plain form; raises UnclearTime."""
    written = plain(text).strip(".")
    if written in words()["by_appointment"]:
        return BY_APPOINTMENT
    if written in words()["all_day"]:
        return ALL_DAY
    return str(_read_interval(written))


def _read_interval(text: str) -> Interval:
    ends = BETWEEN.split(text)
    if len(ends) != 2:
        raise UnclearTime
    opens, closes = map(read_clock, ends)
    if closes.half and not opens.half and not opens.is_of_24_hours:
        opens = _before(opens, closes)
    interval, meant = Interval(opens.time, closes.time), _meant(opens, closes)
    if not _is_clear(opens, closes):
        raise UnclearTime(meant)
    if interval.is_too_long:
        raise NightTooLong(meant)
    return interval


def _before(opens: ClockTime, closes: ClockTime) -> ClockTime:
    """Return the opening in the half of the day that comes last before closing: "1-5pm"."""
    afternoon = opens.in_half("pm")
    ends = _minutes(closes.time) or DAY
    return afternoon if _minutes(afternoon.time) < ends else opens.in_half("am")


def _is_clear(opens: ClockTime, closes: ClockTime) -> bool:
    if opens.half or closes.half:
        return bool(closes.half) or closes.is_of_24_hours
    if opens.is_of_24_hours or closes.is_of_24_hours:
        return True
    return not (opens.is_unclear or closes.is_unclear)


def _meant(opens: ClockTime, closes: ClockTime) -> tuple[str, ...]:
    """Return what unclear hours may mean, by day first: at most half a day, before midnight."""
    starts = [opens] if opens.half or opens.is_of_24_hours else _halves(opens)
    ends = [closes] if closes.half or closes.hour > HALF_DAY else _halves(closes)
    spans = {Interval(start.time, end.time) for start in starts for end in ends}
    likely = [span for span in spans if span.opens < span.closes and span.minutes <= LONGEST_NIGHT]
    by_day = sorted(likely, key=lambda span: (span.opens.hour < LATEST_CLEAR_MORNING, span))
    return tuple(map(str, by_day))


def _halves(clock: ClockTime) -> list[ClockTime]:
    return [clock.in_half("am"), clock.in_half("pm")]


def find_overlap(week: Mapping[str, Iterable[Interval]]) -> tuple[str, Interval, Interval] | None:
    """Return the first two hours that overlap, with the day of the first; None if none do.

    Hours past midnight are checked against the next day's; Sunday's against Monday's.
    """
    spans = [
        (index * DAY + _minutes(interval.opens), day, interval)
        for index, day in enumerate(WEEK)
        for interval in sorted(week.get(day, ()))
    ]
    again = [(start + len(WEEK) * DAY, day, interval) for start, day, interval in spans[:1]]
    for (start, day, first), (following, _day, second) in pairwise([*spans, *again]):
        if following < start + first.minutes:
            return day, first, second
    return None


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
