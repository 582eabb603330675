"""Tells CDNs to forget what has changed, and tells them again until they have done so.

A response names the scopes on which it depends among its keys, so a scope whose version changes is
purged by its name: `publishing.cache_versions.bump`, which `signal_handlers` calls, says what
changes. Nothing more is written with a change: `CacheVersion` remembers which version
was purged last.

Each change is purged twice. A response that was made before it may still be on its way to the CDN
during the first purge; by the second, `SETTLED` later, it has arrived.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task
from wagtail.contrib.frontend_cache.utils import get_backends

from clinic_cms.models import CacheVersion
from clinic_cms.publishing.background import run_soon
from clinic_cms.publishing.cdn.backends import PurgeError, PurgesKeys
from clinic_cms.serving.surrogate_keys import CLINICS

SETTLED = timedelta(seconds=20)
"""Longer than it takes to make a response and to send it to a CDN."""


def purge_soon() -> None:
    """Purge what has changed once the transaction is committed, where there is a CDN."""
    if getattr(settings, "WAGTAILFRONTENDCACHE", None):
        run_soon(purge_now.enqueue)


@task()
def purge_now() -> None:
    """Purge what has changed. Safe beside another run: what is purged twice is only made again."""
    purge_changed()


def purge_changed() -> str:
    """Purge what has changed since the last purge: the job of `run_due`; returns a report.

    Raises PurgeError once all backends were asked. What one of them did not purge is tried again.
    """
    backends = [each for each in get_backends().values() if isinstance(each, PurgesKeys)]
    if not backends:
        return "no CDN that purges by key"
    unsettled = Q(purged_at__lte=timezone.now() - SETTLED)
    rows = CacheVersion.objects.filter(~Q(version=F("purged")) | unsettled).order_by("name")
    due, at_once = [*rows], min(backend.most_keys for backend in backends) - 1
    for start in range(0, len(due), at_once):
        some = due[start : start + at_once]
        _purge(backends, [row.name for row in some])
        _note(some)
    return f"{len(due)} purged"


def _purge(backends: Iterable[PurgesKeys], scopes: Sequence[str]) -> None:
    """Purge some scopes, and the lists of clinics, which depend on all of theirs."""
    failures = []
    for backend in backends:
        try:
            backend.purge_keys([*scopes, CLINICS])
        except PurgeError as error:
            failures.append(str(error))
    if failures:
        raise PurgeError(" ".join(failures))


def _note(rows: Sequence[CacheVersion]) -> None:
    """Note what was purged, unless it has changed again in the meantime."""
    first = [row.version for row in rows if row.version != row.purged]
    second = [row.version for row in rows if row.version == row.purged]
    changed = CacheVersion.objects.filter(name__in=[row.name for row in rows])
    changed.filter(version__in=first).update(purged=F("version"), purged_at=timezone.now())
    changed.filter(version__in=second).update(purged_at=None)
