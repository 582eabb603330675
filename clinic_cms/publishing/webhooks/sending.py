"""Sends what is due, in a few threads: each sends a lane of messages to one endpoint.

No two senders hold the same message, and a claim ends by the clock. A lane ends with its first
failure, so an endpoint that hangs costs one attempt in each run, and no other endpoint waits for
it. Threads only send: all queries run in the main thread.
"""

import time
from collections.abc import Collection
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task, task_backends
from django_tasks.backends.immediate import ImmediateBackend

from clinic_cms.conf import get_settings
from clinic_cms.models import WebhookDelivery, WebhookEndpoint, WebhookEvent
from clinic_cms.models.due import CLOCKS_APART
from clinic_cms.models.webhook import DeliveryState
from clinic_cms.publishing.webhooks.fan_out import fan_out
from clinic_cms.publishing.webhooks.retries import LONGEST_WAIT, record
from clinic_cms.publishing.webhooks.transport import Attempt, send

THREADS = 8
SECONDS = 40.0
"""A run starts no further attempt after this time; `run_due` comes again each minute."""
PRUNED_AT_ONCE = 1000

HELD_FOR = timedelta(minutes=2)
"""How long a claim holds a message: longer than a run takes."""
IN_A_LANE = 20


@dataclass(frozen=True)
class Lane:
    """Messages to one endpoint, sent one after the other by one thread."""

    endpoint: int
    claim: UUID
    deliveries: tuple[WebhookDelivery, ...]


def send_webhooks() -> str:
    """Send what is due, and delete what is old: the job of `run_due`."""
    attempts, pruned = send_due(), prune()
    delivered = sum(attempt.is_success for attempt in attempts)
    return f"delivered {delivered}, failed {len(attempts) - delivered}, forgotten {pruned}"


def send_soon() -> None:
    """Let a task worker send once the transaction is committed.

    An immediate backend has none: it would send within the editor's request, so `run_due` sends. A
    queue that cannot be reached loses nothing either.
    """
    if not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend):
        transaction.on_commit(send_now.enqueue, robust=True)


@task()
def send_now() -> None:
    """Send what is due. Safe beside another run: no message is taken twice."""
    send_due()


def send_due(*, seconds: float = SECONDS) -> list[Attempt]:
    """Send until nothing is due any more, or the time is up; returns every attempt."""
    until = time.monotonic() + seconds
    fan_out(until=until)
    attempts: list[Attempt] = []
    lanes: dict[Future[list[Attempt]], Lane] = {}
    failing: set[int] = set()
    with ThreadPoolExecutor(THREADS, "webhooks") as pool:
        while True:
            _start(pool, lanes, failing, until)
            if not lanes:
                return attempts
            for future in wait(lanes, return_when=FIRST_COMPLETED).done:
                lane, made = lanes.pop(future), future.result()
                attempts += made
                if not _record(lane, made):
                    failing.add(lane.endpoint)


def _start(
    pool: ThreadPoolExecutor,
    lanes: dict[Future[list[Attempt]], Lane],
    failing: set[int],
    until: float,
) -> None:
    """Give every idle thread a lane."""
    while len(lanes) < THREADS and time.monotonic() < until:
        lane = next_lane(busy=failing | {lane.endpoint for lane in lanes.values()})
        if lane is None:
            return
        lanes[pool.submit(_send, lane, until)] = lane


def _send(lane: Lane, until: float) -> list[Attempt]:
    """Send a lane's messages in order up to its first failure. Runs in a thread."""
    attempts: list[Attempt] = []
    for delivery in lane.deliveries:
        if attempts and time.monotonic() >= until:
            break
        attempts.append(send(delivery))
        if not attempts[-1].is_success:
            break
    return attempts


def _record(lane: Lane, attempts: list[Attempt]) -> bool:
    """Record a lane's attempts, and release what was not sent; returns whether none failed."""
    for delivery, attempt in zip(lane.deliveries, attempts, strict=False):
        record(delivery, attempt)
    unsent = WebhookDelivery.objects.filter(claim=lane.claim)
    unsent.update(claim=None, claimed_until=None)
    return all(attempt.is_success for attempt in attempts)


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


def prune() -> int:
    """Delete deliveries older than the setting allows, and events that have none left."""
    limit = timezone.now() - timedelta(days=get_settings().WEBHOOKS_KEEP_DAYS)
    old = WebhookDelivery.objects.filter(created_at__lt=limit).order_by("created_at")
    number, _by_model = WebhookDelivery.objects.filter(
        pk__in=[*old.values_list("pk", flat=True)[:PRUNED_AT_ONCE]]
    ).delete()
    left = WebhookDelivery.objects.filter(event=OuterRef("pk"))
    events = WebhookEvent.objects.filter(~Exists(left), fanned_out_at__lt=limit)
    WebhookEvent.objects.filter(
        pk__in=[*events.values_list("pk", flat=True)[:PRUNED_AT_ONCE]]
    ).delete()
    return number
