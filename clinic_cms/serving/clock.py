"""The day that readers live in: what pages show of special days changes as it ends."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def today() -> date:
    """Return the date in the install's time zone."""
    return timezone.localdate()


def end_of_today() -> datetime:
    """Return the moment at which `today` changes."""
    return timezone.make_aware(datetime.combine(today() + timedelta(days=1), time.min))
