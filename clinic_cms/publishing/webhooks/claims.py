"""Which messages a sender takes: no two hold the same one, and a claim ends by the clock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from clinic_cms.models import WebhookDelivery, WebhookEndpoint
from clinic_cms.models.due import CLOCKS_APART
from clinic_cms.models.webhook import DeliveryState
from clinic_cms.publishing.webhooks.retries import LONGEST_WAIT

HELD_FOR = timedelta(minutes=2)
"""How long a claim holds a message: longer than a run takes."""
IN_A_LANE = 20


@dataclass(frozen=True)
class Lane:
    """Messages to one endpoint, sent one after the other by one thread."""

    endpoint: int
    claim: UUID
    deliveries: tuple[WebhookDelivery, ...]


def next_lane(*, busy: Collection[int]) -> Lane | None:
    """Claim messages that are due, of the endpoint that waits longest; None if there are none.

    Endpoints that work come before those that fail; those that are `busy` are left out.
    """
    now = timezone.now()
    due = _due(now).filter(endpoint=OuterRef("pk"))
    oldest = due.order_by().values("endpoint").annotate(at=Min("next_attempt_at")).values("at")
    open_now = Q(held_until=None) | Q(held_until__lte=now)
    open_now |= Q(held_until__gt=now + LONGEST_WAIT + CLOCKS_APART)
    endpoints = WebhookEndpoint.objects.filter(open_now, Exists(due), paused_at=None)
    first = F("failing_since").asc(nulls_first=True)
    ordered = endpoints.exclude(pk__in=busy).order_by(first, Subquery(oldest), "pk")
    for endpoint in ordered[:1]:
        return _claim(endpoint.pk, now)
    return None


def _due(now: datetime) -> QuerySet[WebhookDelivery]:
    unclaimed = Q(claimed_until=None) | Q(claimed_until__lt=now)
    unclaimed |= Q(claimed_until__gt=now + HELD_FOR + CLOCKS_APART)
    return WebhookDelivery.objects.filter(
        unclaimed, state=DeliveryState.PENDING, next_attempt_at__lte=now
    )


def _claim(endpoint: int, now: datetime) -> Lane:
    """Claim by an update that checks again: that is safe on every database."""
    claim = uuid4()
    oldest = _due(now).filter(endpoint=endpoint).order_by("created_at", "pk")[:IN_A_LANE]
    still_due = _due(now).filter(pk__in=[*oldest.values_list("pk", flat=True)])
    still_due.update(claim=claim, claimed_until=now + HELD_FOR)
    claimed = WebhookDelivery.objects.filter(claim=claim).select_related("endpoint", "event")
    return Lane(endpoint, claim, tuple(claimed.order_by("created_at", "pk")))
