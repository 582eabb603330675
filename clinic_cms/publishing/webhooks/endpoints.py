"""What people do with endpoints and their messages: resume, renew the secret, send again."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from clinic_cms.models import WebhookDelivery, WebhookEndpoint
from clinic_cms.models.webhook import DeliveryState, new_secret
from clinic_cms.publishing.webhooks.sending import send_soon


@transaction.atomic
def resume(*, endpoint: WebhookEndpoint) -> int:
    """Send to a paused endpoint again; returns how many messages have been waiting."""
    endpoint.paused_at, endpoint.pause_reason = None, ""
    endpoint.failing_since = endpoint.held_until = None
    endpoint.save(update_fields=["paused_at", "pause_reason", "failing_since", "held_until"])
    return replay(deliveries=endpoint.deliveries.filter(state=DeliveryState.PENDING))


def rotate_secret(*, endpoint: WebhookEndpoint) -> None:
    """Give an endpoint a new secret; for a day the old one signs as well."""
    endpoint.old_secret, endpoint.secret = endpoint.secret, new_secret()
    endpoint.rotated_at = timezone.now()
    endpoint.save(update_fields=["old_secret", "secret", "rotated_at"])


def replay(*, deliveries: QuerySet[WebhookDelivery]) -> int:
    """Send messages again, the same bytes under the same id; returns how many."""
    number = deliveries.update(
        state=DeliveryState.PENDING,
        attempts=0,
        next_attempt_at=timezone.now(),
        claim=None,
        claimed_until=None,
        finished_at=None,
    )
    send_soon()
    return number
