"""Sends what is due, in a few threads: each sends a lane of messages to one endpoint.

A lane ends with its first failure, so an endpoint that hangs costs one attempt in each run, and no
other endpoint waits for it. Threads only talk to receivers; the database belongs to this thread.
"""

import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task, task_backends
from django_tasks.backends.immediate import ImmediateBackend

from clinic_cms.conf import get_settings
from clinic_cms.models import WebhookDelivery, WebhookEvent
from clinic_cms.publishing.webhooks.claims import Lane, free, next_lane
from clinic_cms.publishing.webhooks.fan_out import fan_out
from clinic_cms.publishing.webhooks.retries import record
from clinic_cms.publishing.webhooks.transport import Attempt

THREADS = 8
SECONDS = 40.0
"""A run starts no further attempt after this time; `run_due` comes again each minute."""
PRUNED_AT_ONCE = 1000

Attempts = list[tuple[int, Attempt]]
"""The attempts of a lane, each with the key of its delivery."""


@dataclass
class Sent:
    """What a run did."""

    delivered: int = 0
    failed: int = 0


def send_webhooks() -> str:
    """Send what is due, and delete what is old: the job of `run_due`."""
    sent, pruned = send_due(), prune()
    return f"delivered {sent.delivered}, failed {sent.failed}, forgotten {pruned}"


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


def send_due(*, seconds: float = SECONDS) -> Sent:
    """Send until nothing is due any more, or the time is up."""
    until, sent = time.monotonic() + seconds, Sent()
    fan_out(until=until)
    lanes: dict[Future[Attempts], Lane] = {}
    failing: set[int] = set()
    with ThreadPoolExecutor(THREADS, "webhooks") as pool:
        while True:
            _start(pool, lanes, failing, until)
            if not lanes:
                return sent
            for future in wait(lanes, return_when=FIRST_COMPLETED).done:
                _finish(lanes.pop(future), future.result(), failing, sent)


def _start(
    pool: ThreadPoolExecutor, lanes: dict[Future[Attempts], Lane], failing: set[int], until: float
) -> None:
    """Give every idle thread a lane."""
    while len(lanes) < THREADS and time.monotonic() < until:
        lane = next_lane(busy=failing | {lane.endpoint for lane in lanes.values()})
        if lane is None:
            return
        lanes[pool.submit(_send, lane, until)] = lane


def _finish(lane: Lane, attempts: Attempts, failing: set[int], sent: Sent) -> None:
    for delivery_id, attempt in attempts:
        record(lane.claim, delivery_id, attempt)
        sent.delivered += attempt.is_success
        sent.failed += not attempt.is_success
        if not attempt.is_success:
            failing.add(lane.endpoint)
    free(lane)


def _send(lane: Lane, until: float) -> Attempts:
    """Send a lane's messages in order up to its first failure. Runs in a thread."""
    attempts: Attempts = []
    for message in lane.messages:
        if attempts and time.monotonic() >= until:
            break
        attempt = message.send()
        attempts.append((message.delivery, attempt))
        if not attempt.is_success:
            break
    return attempts


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
