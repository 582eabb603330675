"""Facts of a location that are lists: opening hours, special days, service areas."""

from collections.abc import Iterable
from datetime import time
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from clinic_cms.errors import did_you_mean, error_id
from clinic_cms.formats.clock_times import UnclearTime, read_time
from clinic_cms.formats.opening_hours import WEEK, DayHours, Interval, find_overlap

NIGHT_TOO_LONG = error_id("clinic_cms.B002")
OVERLAP = error_id("clinic_cms.B003")
UNCLEAR_TIME = error_id("clinic_cms.B004")
NO_HOURS = error_id("clinic_cms.B005")

NIGHT_HINT = _("Hours into the next day last 12 hours at most: divide longer ones at midnight.")


class Weekday(TextChoices):
    """Days by their English abbreviation, in the order of ISO 8601."""

    MONDAY = "mon", _("Monday")
    TUESDAY = "tue", _("Tuesday")
    WEDNESDAY = "wed", _("Wednesday")
    THURSDAY = "thu", _("Thursday")
    FRIDAY = "fri", _("Friday")
    SATURDAY = "sat", _("Saturday")
    SUNDAY = "sun", _("Sunday")


class ClockTimeField(forms.TimeField):
    """A time as people write it: "1:30 pm", "19.00", "noon"."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "placeholder": "9:00"})

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return value or None
        try:
            return read_time(str(value))
        except UnclearTime as error:
            hint = did_you_mean(*error.meant) or _("Write a time such as 9:00, 1:30 pm or 13:30.")
            raise ValidationError(hint, code=UNCLEAR_TIME) from error

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class ClockTimeBlock(blocks.TimeBlock):
    """A time that is typed: Wagtail's picker takes "1:30 pm" for 01:30."""

    @cached_property
    def field(self) -> ClockTimeField:
        return ClockTimeField(**self.field_options)


class IntervalBlock(blocks.StructBlock):
    """A stretch of time, which may end on the next day."""

    opens = ClockTimeBlock(label=_("Opens"))
    closes = ClockTimeBlock(label=_("Closes"))

    class Meta:
        icon = "time"
        label = _("From – to")

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if (
            not self.is_deferred_validation
            and Interval(value["opens"], value["closes"]).is_too_long
        ):
            error = ValidationError(NIGHT_HINT, code=NIGHT_TOO_LONG)
            raise blocks.StructBlockValidationError(block_errors={"closes": error})
        return value


class _HoursBlock(blocks.StructBlock):
    """Hours of a day, or of some, and whether patients come by appointment."""

    def clean(self, value: Any) -> Any:
        # A row that was opened and left empty is none.
        rows = value["intervals"]
        for index in reversed(range(len(rows))):
            if not any(rows[index].values()):
                del rows[index]
        value = super().clean(value)
        if not self.is_deferred_validation and find_overlap({WEEK[0]: day_hours(value).intervals}):
            error = ValidationError(_("Two of these times overlap."), code=OVERLAP)
            raise blocks.StructBlockValidationError(block_errors={"intervals": error})
        return value


class OpeningHoursBlock(_HoursBlock):
    """The hours of some days of the week; a lunch break makes two intervals."""

    days = blocks.MultipleChoiceBlock(
        choices=Weekday.choices, widget=forms.CheckboxSelectMultiple, label=_("Days")
    )
    intervals = blocks.ListBlock(IntervalBlock(), required=False, label=_("Open"))
    by_appointment = blocks.BooleanBlock(required=False, label=_("By appointment"))

    class Meta:
        icon = "time"
        label = _("Hours")
        help_text = _("Days that are not named are closed. Write 0:00 to 24:00 for the whole day.")

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation and day_hours(value).is_closed:
            message = _("Give times, or tick “By appointment”.")
            error = ValidationError(message, code=NO_HOURS)
            raise blocks.StructBlockValidationError(block_errors={"by_appointment": error})
        return value


class SpecialDayBlock(_HoursBlock):
    """A date that differs from the week: no intervals and no appointments means closed all day."""

    date = blocks.DateBlock(label=_("Date"))
    note = blocks.CharBlock(max_length=80, required=False, label=_("Reason"))
    intervals = blocks.ListBlock(IntervalBlock(), required=False, default=[], label=_("Open"))
    by_appointment = blocks.BooleanBlock(required=False, label=_("By appointment"))

    class Meta:
        icon = "date"
        label = _("Special day")
        help_text = _("Leave the times empty when you are closed all day.")


def day_hours(value: Any) -> DayHours:
    """Return a block's hours; a row that a draft has half of is left out."""
    rows = (row for row in value["intervals"] if row["opens"] and row["closes"])
    spans = sorted(Interval(row["opens"], row["closes"]) for row in rows)
    return DayHours(tuple(spans), bool(value.get("by_appointment")))


def refuse_overlap(stream: Iterable[Any]) -> None:
    """Raise a ValidationError where hours of the week overlap, also past midnight."""
    week = {day: hours.intervals for day, hours in hours_by_day(stream).items()}
    if overlap := find_overlap(week):
        day, first, second = overlap
        message = _("%(day)s: %(first)s and %(second)s overlap.")
        values = {"day": Weekday(day).label, "first": first, "second": second}
        error = ValidationError(message, code=OVERLAP, params=values)
        raise blocks.StreamBlockValidationError(non_block_errors=ErrorList([error]))


def hours_by_day(stream: Iterable[Any]) -> dict[str, DayHours]:
    """Return the hours of each day that a stream names, however it groups them."""
    by_day: dict[str, DayHours] = {}
    for child in stream:
        hours = day_hours(child.value)
        for day in child.value["days"]:
            by_day[day] = by_day.get(day, DayHours()) | hours
    return {day: by_day[day] for day in WEEK if day in by_day}


class ServiceAreaBlock(blocks.CharBlock):
    """A place that the clinic also serves; the order is the order in which it is printed."""

    class Meta:
        icon = "site"
        label = _("Place")
