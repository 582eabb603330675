"""Facts of a location that are lists: opening hours, special days, service areas."""

from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from clinic_cms.errors import error_id

CLOSES_TOO_EARLY = error_id("clinic_cms.B002")
OVERLAP = error_id("clinic_cms.B003")


class Weekday(TextChoices):
    """Days by their English abbreviation, in the order of ISO 8601."""

    MONDAY = "mon", _("Monday")
    TUESDAY = "tue", _("Tuesday")
    WEDNESDAY = "wed", _("Wednesday")
    THURSDAY = "thu", _("Thursday")
    FRIDAY = "fri", _("Friday")
    SATURDAY = "sat", _("Saturday")
    SUNDAY = "sun", _("Sunday")


class IntervalBlock(blocks.StructBlock):
    """A stretch of time within one day."""

    opens = blocks.TimeBlock(label=_("Opens"))
    closes = blocks.TimeBlock(label=_("Closes"))

    class Meta:
        icon = "time"
        label = _("From – to")

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation and value["closes"] <= value["opens"]:
            error = ValidationError(_("Closing comes after opening."), code=CLOSES_TOO_EARLY)
            raise blocks.StructBlockValidationError(block_errors={"closes": error})
        return value


def _refuse_overlap(intervals: Any) -> None:
    spans = sorted((item["opens"], item["closes"]) for item in intervals)
    for (_opens, closes), (next_opens, _closes) in pairwise(spans):
        if next_opens < closes:
            error = ValidationError(_("Two of these times overlap."), code=OVERLAP)
            raise blocks.StructBlockValidationError(block_errors={"intervals": error})


class OpeningHoursBlock(blocks.StructBlock):
    """The hours of some days of the week; a lunch break makes two intervals."""

    days = blocks.MultipleChoiceBlock(choices=Weekday.choices, label=_("Days"))
    intervals = blocks.ListBlock(IntervalBlock(), min_num=1, label=_("Open"))

    class Meta:
        icon = "time"
        label = _("Hours")
        help_text = _("Days that are not named are closed.")

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation:
            _refuse_overlap(value["intervals"])
        return value


class SpecialDayBlock(blocks.StructBlock):
    """A date that differs from the week: no intervals means closed all day."""

    date = blocks.DateBlock(label=_("Date"))
    note = blocks.CharBlock(max_length=80, required=False, label=_("Reason"))
    intervals = blocks.ListBlock(IntervalBlock(), required=False, default=[], label=_("Open"))

    class Meta:
        icon = "date"
        label = _("Special day")
        help_text = _("Leave the times empty when you are closed all day.")

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation:
            _refuse_overlap(value["intervals"])
        return value


class ServiceAreaBlock(blocks.CharBlock):
    """A place that the clinic also serves; the order is the order in which it is printed."""

    class Meta:
        icon = "site"
        label = _("Place")
