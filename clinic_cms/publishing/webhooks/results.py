"""What an attempt's answer means: for the message, and for its endpoint."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from clinic_cms.models import WebhookDelivery, WebhookEndpoint
from clinic_cms.models.webhook import DeliveryState, PauseReason
from clinic_cms.publishing.webhooks.claims import Lane
from clinic_cms.publishing.webhooks.notifications import tell_paused
from clinic_cms.publishing.webhooks.schedule import LONGEST_WAIT, PAUSED_AFTER, pause_after
from clinic_cms.publishing.webhooks.transport import Answer

ATTEMPTS_KEPT = 50


@transaction.atomic
def record(lane: Lane, delivery_id: int, answer: Answer) -> None:
    """Note an attempt, unless the message is another sender's by now."""
    rows = WebhookDelivery.objects.filter(pk=delivery_id, claim=lane.claim)
    delivery = rows.select_related("endpoint__clinic__default_locale").first()
    if delivery is None:
        return
    now = timezone.now()
    changes = _after_success(now) if answer.is_success else _after_failure(delivery, answer, now)
    rows.update(history=_history(delivery, answer, now), claim=None, claimed_until=None, **changes)
    if answer.is_success:
        works = WebhookEndpoint.objects.filter(pk=lane.endpoint)
        works.exclude(failing_since=None).update(failing_since=None)
    else:
        _note_failing(delivery.endpoint, answer, now)


def pause(endpoint: WebhookEndpoint, reason: PauseReason) -> bool:
    """Send an endpoint nothing more; returns whether it was not paused already."""
    rows = WebhookEndpoint.objects.filter(pk=endpoint.pk, paused_at=None)
    return bool(rows.update(paused_at=timezone.now(), pause_reason=reason))


def _after_success(now: datetime) -> dict[str, Any]:
    return {"state": DeliveryState.DELIVERED, "finished_at": now}


def _after_failure(delivery: WebhookDelivery, answer: Answer, now: datetime) -> dict[str, Any]:
    attempts = delivery.attempts + 1
    wait = pause_after(attempts)
    if wait is None and not answer.is_gone:
        return {"attempts": attempts, "state": DeliveryState.FAILED, "finished_at": now}
    at = now + max(wait or timedelta(), min(answer.wait, LONGEST_WAIT))
    return {"attempts": attempts, "next_attempt_at": at}


def _note_failing(endpoint: WebhookEndpoint, answer: Answer, now: datetime) -> None:
    rows = WebhookEndpoint.objects.filter(pk=endpoint.pk)
    rows.filter(failing_since=None).update(failing_since=now)
    if answer.wait:
        rows.update(held_until=now + min(answer.wait, LONGEST_WAIT))
    reason = None
    if answer.is_gone:
        reason = PauseReason.GONE
    elif endpoint.failing_since is not None and now - endpoint.failing_since >= PAUSED_AFTER:
        reason = PauseReason.FAILING
    if reason is not None and pause(endpoint, reason):
        transaction.on_commit(lambda: tell_paused(endpoint, reason), robust=True)


def _history(delivery: WebhookDelivery, answer: Answer, now: datetime) -> list[dict[str, Any]]:
    attempt = {
        "at": now.isoformat(timespec="seconds"),
        "status": answer.status,
        "error": answer.error,
        "ms": answer.ms,
    }
    return [*delivery.history, attempt][-ATTEMPTS_KEPT:]
