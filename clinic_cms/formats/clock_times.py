"""Times of the day as people write them: "1:30 pm", "7pm", "19.00", "9h30", "noon"."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache
from importlib.resources import files

MERIDIEM = re.compile(r"(?<![a-z])([ap])\s*\.?\s*m(?![a-z])")
CLOCK = re.compile(
    r"(?P<before>\D*?)"
    r"(?P<hour>\d{1,2}?)(?:\s*(?:[:.h点點时時]|giờ|uhr)\s*(?P<minute>\d{2})(?::00)?|(?P<packed>\d{2}))?"
    r"(?!\d)(?P<after>\D*)"
)
HALF_DAY = 12
LATEST_CLEAR_MORNING = 6
"""From "1" to "6", a clinic's hour without "am", "pm" or a zero in front is meant as either."""


class UnclearTime(ValueError):
    """A text that is no time, or one of several; `meant` lists how to write these."""

    def __init__(self, meant: tuple[str, ...] = ()) -> None:
        self.meant = meant
        super().__init__(meant)


@dataclass(frozen=True)
class ClockTime:
    """A time as it was written."""

    hour: int
    """From 0 to 24."""
    minute: int
    half: str = ""
    """ "am" or "pm", where it says so."""
    padded: bool = False
    """Whether a zero stands in front, which is the habit of the clock of 24 hours."""

    @property
    def is_of_24_hours(self) -> bool:
        """Whether only the clock of 24 hours is written so."""
        return not self.half and (self.padded or self.hour > HALF_DAY or self.hour == 0)

    @property
    def is_unclear(self) -> bool:
        """Whether it may well be meant for the afternoon."""
        return not self.half and not self.padded and 0 < self.hour <= LATEST_CLEAR_MORNING

    def in_half(self, half: str) -> "ClockTime":
        """Return the same digits before noon ("am") or after it ("pm")."""
        return ClockTime(self.hour, self.minute, half)

    @property
    def time(self) -> time:
        """The time of the day; midnight is 00:00 at both of its ends."""
        hour = self.hour % HALF_DAY if self.half and self.hour <= HALF_DAY else self.hour
        afternoon = self.half == "pm" and hour < HALF_DAY
        return time((hour + HALF_DAY if afternoon else hour) % 24, self.minute)


def read_time(text: str) -> time:
    """Return the time that a text means; raises UnclearTime."""
    clock = read_clock(text)
    if clock.is_unclear:
        raise UnclearTime(tuple(f"{half.time:%H:%M}" for half in map(clock.in_half, ("pm", "am"))))
    return clock.time


def read_clock(text: str) -> ClockTime:
    """Return what a text says of a time; raises UnclearTime for what is none."""
    text = plain(text)
    for word, hour in (("noon", HALF_DAY), ("midnight", 0)):
        if text in words()[word]:
            return ClockTime(hour, 0, padded=True)
    match = CLOCK.fullmatch(text)
    if match is None:
        raise UnclearTime
    hour, minute = int(match["hour"]), int(match["minute"] or match["packed"] or 0)
    around = {match["before"].strip(" .,"), match["after"].strip(" .,")} - {""}
    half = _half(around, hour)
    if minute > 59 or hour > 24 or (hour == 24 and (minute or half)) or (half and hour == 0):
        raise UnclearTime
    return ClockTime(hour, minute, half, padded=match["hour"].startswith("0"))


def _half(around: set[str], hour: int) -> str:
    """Return the half of the day that the words around the digits say; raises UnclearTime."""
    known = words()
    halves = dict.fromkeys(known["before_noon"], "am")
    halves |= dict.fromkeys(known["after_noon"], "pm")
    if hour == HALF_DAY:
        halves |= dict.fromkeys(known["noon"], "pm") | dict.fromkeys(known["midnight"], "am")
    said = {halves.get(word, "" if word in known["filler"] else "?") for word in around} - {""}
    if len(said) > 1 or "?" in said:
        raise UnclearTime
    return "".join(said)


def plain(text: str) -> str:
    """Return a text in small letters and the usual forms of digits and signs."""
    text = " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())
    return MERIDIEM.sub(r"\1m", text)


@cache
def words() -> Mapping[str, frozenset[str]]:
    """Return what people write beside the digits, by its meaning."""
    source = files("clinic_cms.formats") / "opening_hours.toml"
    table = tomllib.loads(source.read_text("utf-8"))
    return {meaning: frozenset(map(plain, written)) for meaning, written in table.items()}
