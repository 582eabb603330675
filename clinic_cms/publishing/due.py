"""What is due by the clock: a registry of jobs, and the run that `run_due` starts each minute.

A job is idempotent: it looks for what is due now and does it. Two runs never do one job at once,
on any database: the lock is a row whose time must have passed.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from clinic_cms.models import DueJob

logger = logging.getLogger("clinic_cms.due")

Job = Callable[[], str]

LOCK_FOR = timedelta(minutes=15)
CLOCKS_APART = timedelta(hours=1)
"""No two machines' clocks differ by more. A lock that ends still later was taken by a clock that
has been set back since."""

_jobs: dict[str, Job] = {}
_held_for: dict[str, timedelta] = {}


@dataclass(frozen=True)
class Outcome:
    """The result of one job: its report, or why it did not run."""

    name: str
    ran: bool
    report: str


def register(name: str, job: Job, *, held_for: timedelta = LOCK_FOR) -> None:
    """Add a job, which returns a line that reports what it did.

    `held_for` is longer than it ever takes: a run that was killed keeps other runs out for so long.
    """
    _jobs[name] = job
    _held_for[name] = held_for


def registered() -> tuple[str, ...]:
    """Return the names of all jobs, in the order of their registration."""
    return tuple(_jobs)


def run_due() -> Iterator[Outcome]:
    """Run each job that no other run holds; yields the outcomes one by one."""
    for name, job in _jobs.items():
        if not _take_lock(name):
            yield Outcome(name, ran=False, report="another run holds it")
            continue
        report = "failed"
        try:
            report = job()
        finally:
            DueJob.objects.filter(pk=name).update(
                locked_until=None, finished_at=timezone.now(), report=report
            )
        yield Outcome(name, ran=True, report=report)


def _take_lock(name: str) -> bool:
    DueJob.objects.get_or_create(pk=name)
    now = timezone.now()
    until = now + _held_for[name]
    unlocked = Q(locked_until__isnull=True) | Q(locked_until__lt=now)
    unlocked |= Q(locked_until__gt=until + CLOCKS_APART)
    return DueJob.objects.filter(unlocked, pk=name).update(locked_until=until) == 1
