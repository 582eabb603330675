"""Changes of values as a plan shows them to people: hours as pages print them, hosts in letters."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language

from clinic_cms.formats.opening_hours import DayHours
from clinic_cms.launching.state.values import Value, from_to, line_of, with_slugs
from clinic_cms.routing import host_in_both_forms
from clinic_cms.serving.hours import HoursRow, row_of_date, rows_of_week

HOST_FIELDS = {"host", "other_hosts", "site"}
"""The fields of a clinic's state that hold hosts."""


def change_text(field: str, before: Value, after: Value, slugs: Mapping[str, str]) -> str:
    """Return a field's values before and after in one line; `slugs` are the masters' by key."""
    if field in _HOURS:
        return " → ".join(line_of("; ".join(rows_text(field, it))) for it in (before, after))
    return from_to(_printed(field, before, slugs), _printed(field, after, slugs))


def rows_text(field: str, value: Any) -> list[str]:
    """Return a week's hours or special days, a line for each: "Monday: 9:00 AM – 12:00 PM"."""
    return [f"{row.label}: {row.text}" for row in (_HOURS[field](value) if value else ())]


def _printed(field: str, value: Any, slugs: Mapping[str, str]) -> Value:
    if field == "conditions":
        return with_slugs(value, slugs)
    if field in HOST_FIELDS:
        return _in_both_forms(value)
    printed: Value = value
    return printed


def _week(value: Mapping[str, Iterable[str]]) -> Iterable[HoursRow]:
    week = {day: DayHours.of(hours) for day, hours in value.items()}
    return rows_of_week(week, get_language() or "en")


def _special_days(value: Iterable[Mapping[str, Any]]) -> Iterable[HoursRow]:
    for day in value:
        hours, at = DayHours.of(day["hours"]), date.fromisoformat(day["date"])
        yield row_of_date(at, day["note"], hours, get_language() or "en")


_HOURS: Mapping[str, Callable[[Any], Iterable[HoursRow]]] = {
    "opening_hours": _week,
    "special_days": _special_days,
}


def _in_both_forms(hosts: Value) -> Value:
    """Return a host or a list of hosts, those of letters beyond ASCII in both forms."""
    if isinstance(hosts, list):
        return [_in_both_forms(host) for host in hosts]
    return host_in_both_forms(hosts) if isinstance(hosts, str) else hosts
