"""What is due by the clock: a registry of jobs, our own, and the run that starts each minute.

A job is idempotent: it looks for what is due now and does it. Two runs never do one job at once,
on any database: the lock is a row whose time must have passed.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, Revision

from clinic_cms.models import DueJob, PreviewDraft
from clinic_cms.models.due import CLOCKS_APART
from clinic_cms.publishing.cdn.purging import purge_changed
from clinic_cms.publishing.statistics import collect_statistics
from clinic_cms.publishing.webhooks.delivery_run import send_webhooks
from clinic_cms.tenancy.log_origins import forget_addresses

logger = logging.getLogger("clinic_cms.due")

Job = Callable[[], str]

LOCK_FOR = timedelta(minutes=15)

_jobs: dict[str, tuple[Job, timedelta]] = {}


@dataclass(frozen=True)
class Outcome:
    """The result of one job: its report, or why it did not run or failed."""

    name: str
    ran: bool
    report: str
    failed: bool = False


def register(name: str, job: Job, *, held_for: timedelta = LOCK_FOR) -> None:
    """Add a job, which returns a line that reports what it did.

    `held_for` is longer than it ever takes: a run that was killed keeps other runs out for so long.
    """
    _jobs[name] = (job, held_for)


def registered() -> tuple[str, ...]:
    """Return the names of all jobs, in the order of their registration."""
    return tuple(_jobs)


def run_due() -> Iterator[Outcome]:
    """Run each job that no other run holds; yields the outcomes one by one.

    A job that raises is logged and reported, and the others still run.
    """
    for name, (job, held_for) in _jobs.items():
        try:
            if _take_lock(name, held_for):
                yield Outcome(name, ran=True, report=_run(name, job))
            else:
                yield Outcome(name, ran=False, report="another run holds it")
        except Exception as error:
            logger.exception("The job “%s” failed.", name)
            yield Outcome(name, ran=True, report=_reason(error), failed=True)


def _run(name: str, job: Job) -> str:
    try:
        report = job()
    except BaseException as error:
        if not connection.in_atomic_block:
            # One that the database has closed would fail here, and in the next job.
            connection.close_if_unusable_or_obsolete()
        _release_lock(name, f"failed: {_reason(error)}")
        raise
    _release_lock(name, report)
    return report


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _take_lock(name: str, held_for: timedelta) -> bool:
    DueJob.objects.get_or_create(pk=name)
    now = timezone.now()
    until = now + held_for
    unlocked = Q(locked_until__isnull=True) | Q(locked_until__lt=now)
    unlocked |= Q(locked_until__gt=until + CLOCKS_APART)
    return DueJob.objects.filter(unlocked, pk=name).update(locked_until=until) == 1


def _release_lock(name: str, report: str) -> None:
    DueJob.objects.filter(pk=name).update(
        locked_until=None, finished_at=timezone.now(), report=report
    )


def register_jobs() -> None:
    """Register the plugin's own jobs."""
    register("previews", purge_previews)
    register("scheduled_publishing", publish_scheduled)
    register("cdn", purge_changed)
    register("webhooks", send_webhooks, held_for=timedelta(minutes=2))
    register("statistics", refresh_statistics)
    register("log_addresses", forget_addresses)


def purge_previews() -> str:
    """Delete the drafts that front ends may no longer show."""
    count, _by_model = PreviewDraft.objects.filter(expires_at__lte=timezone.now()).delete()
    return f"{count} purged"


def refresh_statistics() -> str:
    """Collect the database's statistics if it has outgrown them."""
    return "collected" if collect_statistics() else "nothing to do"


def publish_scheduled() -> str:
    """Do what Wagtail's `publish_scheduled` does, page by page: one refused page stops no other.

    A refused page stays scheduled, so it goes live once its text is fixed; each run reports it.
    """
    expired = _unpublish_expired()
    published = refused = 0
    due_now = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    for revision in due_now.order_by("approved_go_live_at"):
        try:
            revision.publish(log_action="wagtail.publish.scheduled")
            published += 1
        except ValidationError as error:
            refused += 1
            logger.warning("%s was not published: %s", revision.object_str, error.messages)
    return f"published {published}, unpublished {expired}, refused {refused}"


def _unpublish_expired() -> int:
    expired = list(Page.objects.live().filter(expire_at__lt=timezone.now()))
    for page in expired:
        page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return len(expired)
