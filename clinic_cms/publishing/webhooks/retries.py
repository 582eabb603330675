"""When a failed message is sent again, when its endpoint is paused, and who is notified of that."""

import logging
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url

from clinic_cms.models import Role, WebhookDelivery, WebhookEndpoint
from clinic_cms.models.webhook import DeliveryState, PauseReason
from clinic_cms.publishing.webhooks.http_post import Attempt

logger = logging.getLogger("clinic_cms.webhooks")

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
"""Pauses vary by up to this share, so that a receiver does not get all messages at once."""
LONGEST_WAIT = timedelta(hours=1)
"""`Retry-After` holds an endpoint for no longer than this."""
PAUSED_AFTER = timedelta(days=1)
"""An endpoint is paused once all its attempts have failed for so long."""
ATTEMPTS_KEPT = 50
MAIL_SECONDS = 10


def pause_after(attempts: int, *, chance: float | None = None) -> timedelta | None:
    """Return how long to wait after a number of failed attempts; None to give up.

    `chance` between 0 and 1 stands for the jitter; without it, it is drawn.
    """
    if attempts > len(RETRIES):
        return None
    drawn = SystemRandom().random() if chance is None else chance
    return RETRIES[attempts - 1] * (1 - JITTER + 2 * JITTER * drawn)


@transaction.atomic
def record(claimed: WebhookDelivery, attempt: Attempt) -> None:
    """Record an attempt, unless another sender has claimed the message since."""
    rows = WebhookDelivery.objects.filter(pk=claimed.pk, claim=claimed.claim)
    delivery = rows.select_related("endpoint__clinic__default_locale").first()
    if delivery is None:
        return
    now = timezone.now()
    # The endpoint's row comes before the delivery's, as in `resume`: neither waits for the other.
    if attempt.is_success:
        changes: dict[str, Any] = {"state": DeliveryState.DELIVERED, "finished_at": now}
        failing = WebhookEndpoint.objects.filter(pk=delivery.endpoint_id).exclude(
            failing_since=None
        )
        failing.update(failing_since=None)
    else:
        changes = _after_failure(delivery, attempt, now)
        _record_failure(delivery.endpoint, attempt, now)
    entry = {
        "at": now.isoformat(timespec="seconds"),
        "status": attempt.status,
        "error": attempt.error,
        "ms": attempt.ms,
    }
    history = [*delivery.history, entry][-ATTEMPTS_KEPT:]
    rows.update(history=history, claim=None, claimed_until=None, **changes)


def pause(endpoint: WebhookEndpoint, reason: PauseReason) -> bool:
    """Send an endpoint nothing more; returns whether it was not paused already."""
    rows = WebhookEndpoint.objects.filter(pk=endpoint.pk, paused_at=None)
    return bool(rows.update(paused_at=timezone.now(), pause_reason=reason))


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


def notify_of_pause(endpoint: WebhookEndpoint, reason: PauseReason) -> None:
    """Mail the clinic's owner, or the agency's superusers for a network-wide endpoint.

    A mail server that fails stops nothing: the admin shows it as well.
    """
    logger.warning("Webhook %s was paused: %s.", endpoint.pk, reason.value)
    recipients = recipients_of(endpoint)
    if not recipients:
        return
    clinic = endpoint.clinic
    language = clinic.default_locale.language_code if clinic else None
    with translation.override(language or translation.get_language()):
        values = {"url": endpoint.url, "reason": reason.label}
        subject = _("A webhook was paused: %(url)s") % values
        body = _(
            "Nothing more is sent to %(url)s. %(reason)s.\n\n"
            "What happens meanwhile is kept. Once the URL works again, resume it here:"
        )
        link = f"{get_admin_base_url() or ''}{reverse('webhooks:edit', args=[endpoint.pk])}"
        text = f"{body % values}\n{link}\n"
    connection = get_connection(timeout=MAIL_SECONDS)
    try:
        EmailMessage(subject, text, to=recipients, connection=connection).send()
    except OSError as error:
        logger.warning("No mail could be sent about webhook %s: %s", endpoint.pk, error)


def recipients_of(endpoint: WebhookEndpoint) -> list[str]:
    """Return the e-mail addresses of those who can fix an endpoint."""
    clinic = endpoint.clinic
    if clinic is not None and clinic.owner_email:
        return [clinic.owner_email]
    users = get_user_model().objects.filter(is_active=True).exclude(email="")
    if clinic is None:
        users = users.filter(is_superuser=True)
    else:
        users = users.filter(groups__clinic_role__in=clinic.roles.filter(role=Role.OWNER))
    return list(users.values_list("email", flat=True))
