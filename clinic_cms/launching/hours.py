"""Opening hours as a spec writes them: "09:00-12:30"."""

import re
from datetime import time
from itertools import pairwise
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator

from clinic_cms.launching.spec.fields import wrong

INTERVAL = re.compile(r"((?:[01]\d|2[0-3]):[0-5]\d)\s*[-–]\s*((?:[01]\d|2[0-3]):[0-5]\d)")


def interval_of(text: str) -> tuple[time, time]:
    """Return the opening and closing time of "09:00-12:30"."""
    match = INTERVAL.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    return time.fromisoformat(match[1]), time.fromisoformat(match[2])


def _interval(value: str) -> str:
    example = _("Write it like “09:00-12:30”.")
    try:
        opens, closes = interval_of(value)
    except ValueError as error:
        message = _("“%(value)s” is not a stretch of time.") % {"value": value}
        raise wrong("clinic_cms.L015", message, example) from error
    if closes <= opens:
        message = _("“%(value)s” closes before it opens.") % {"value": value}
        raise wrong("clinic_cms.L015", message, example)
    return f"{opens:%H:%M}-{closes:%H:%M}"


def _no_overlap(values: tuple[str, ...]) -> tuple[str, ...]:
    ordered = tuple(sorted(values))
    for first, second in pairwise(ordered):
        if interval_of(second)[0] < interval_of(first)[1]:
            message = _("“%(first)s” and “%(second)s” overlap.")
            values_of = {"first": first, "second": second}
            raise wrong("clinic_cms.L015", message % values_of, _("Join them into one."))
    return ordered


Interval = Annotated[str, AfterValidator(_interval)]
Intervals = Annotated[tuple[Interval, ...], AfterValidator(_no_overlap)]
