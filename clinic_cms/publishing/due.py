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
"""No two machines' clocks differ by more. What is held still longer was held by a clock that has
been set back since."""

_jobs: dict[str, Job] = {}
_held_for: dict[str, timedelta] = {}


@dataclass(frozen=True)
class Outcome:
    """What became of one job: its report, or why it did not run."""

    name: str
    ran: bool
    report: str


def due(name: str, *, held_for: timedelta = LOCK_FOR) -> Callable[[Job], Job]:
    """Register a job; it returns a line that says what it did.

    `held_for` is longer than it ever takes: so long a run that was killed keeps others from it.
    """

    def register(job: Job) -> Job:
        _jobs[name] = job
        _held_for[name] = held_for
        return job

    return register


def registered() -> tuple[str, ...]:
    """Return the names of all jobs, in the order of their registration."""
    return tuple(_jobs)


def run_due() -> Iterator[Outcome]:
    """Run every job that no other run holds; yields each outcome as it comes."""
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
    free = Q(locked_until__isnull=True) | Q(locked_until__lt=now)
    free |= Q(locked_until__gt=until + CLOCKS_APART)
    return DueJob.objects.filter(free, pk=name).update(locked_until=until) == 1
