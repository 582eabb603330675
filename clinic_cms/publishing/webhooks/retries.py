"""When a failed message is sent again, and when its endpoint is paused."""

from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from clinic_cms.models import WebhookDelivery, WebhookEndpoint
from clinic_cms.models.webhook import DeliveryState, PauseReason
from clinic_cms.publishing.webhooks.notifications import notify_of_pause
from clinic_cms.publishing.webhooks.transport import Attempt

RETRIES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
)
"""The pause after each failed attempt: eight attempts, over a day in all."""
JITTER = 0.2
"""Pauses are longer or shorter by up to this part, so that receivers do not get all at once."""
LONGEST_WAIT = timedelta(hours=1)
"""`Retry-After` holds an endpoint for no longer than this."""
PAUSED_AFTER = timedelta(days=1)
"""An endpoint is paused once all its attempts have failed for so long."""
ATTEMPTS_KEPT = 50


def pause_after(attempts: int, *, chance: float | None = None) -> timedelta | None:
    """Return how long to wait after a number of failed attempts; None to give up.

    `chance` between 0 and 1 stands for the jitter; without it, it is drawn.
    """
    if attempts > len(RETRIES):
        return None
    drawn = SystemRandom().random() if chance is None else chance
    return RETRIES[attempts - 1] * (1 - JITTER + 2 * JITTER * drawn)


@transaction.atomic
def record(claim: UUID, delivery_id: int, attempt: Attempt) -> None:
    """Record an attempt, unless another sender has claimed the message since."""
    rows = WebhookDelivery.objects.filter(pk=delivery_id, claim=claim)
    delivery = rows.select_related("endpoint__clinic__default_locale").first()
    if delivery is None:
        return
    now = timezone.now()
    changes = _after_success(now) if attempt.is_success else _after_failure(delivery, attempt, now)
    history = _history(delivery, attempt, now)
    rows.update(history=history, claim=None, claimed_until=None, **changes)
    if attempt.is_success:
        working = WebhookEndpoint.objects.filter(pk=delivery.endpoint_id)
        working.exclude(failing_since=None).update(failing_since=None)
    else:
        _record_failure(delivery.endpoint, attempt, now)


def pause(endpoint: WebhookEndpoint, reason: PauseReason) -> bool:
    """Send an endpoint nothing more; returns whether it was not paused already."""
    rows = WebhookEndpoint.objects.filter(pk=endpoint.pk, paused_at=None)
    return bool(rows.update(paused_at=timezone.now(), pause_reason=reason))


def _after_success(now: datetime) -> dict[str, Any]:
    return {"state": DeliveryState.DELIVERED, "finished_at": now}


def _after_failure(delivery: WebhookDelivery, attempt: Attempt, now: datetime) -> dict[str, Any]:
    attempts = delivery.attempts + 1
    wait = pause_after(attempts)
    if wait is None and not attempt.is_gone:
        return {"attempts": attempts, "state": DeliveryState.FAILED, "finished_at": now}
    next_attempt_at = now + max(wait or timedelta(), min(attempt.wait, LONGEST_WAIT))
    return {"attempts": attempts, "next_attempt_at": next_attempt_at}


def _record_failure(endpoint: WebhookEndpoint, attempt: Attempt, now: datetime) -> None:
    rows = WebhookEndpoint.objects.filter(pk=endpoint.pk)
    rows.filter(failing_since=None).update(failing_since=now)
    if attempt.wait:
        rows.update(held_until=now + min(attempt.wait, LONGEST_WAIT))
    reason = None
    if attempt.is_gone:
        reason = PauseReason.GONE
    elif endpoint.failing_since is not None and now - endpoint.failing_since >= PAUSED_AFTER:
        reason = PauseReason.FAILING
    if reason is not None and pause(endpoint, reason):
        transaction.on_commit(lambda: notify_of_pause(endpoint, reason), robust=True)


def _history(delivery: WebhookDelivery, attempt: Attempt, now: datetime) -> list[dict[str, Any]]:
    entry = {
        "at": now.isoformat(timespec="seconds"),
        "status": attempt.status,
        "error": attempt.error,
        "ms": attempt.ms,
    }
    return [*delivery.history, entry][-ATTEMPTS_KEPT:]
