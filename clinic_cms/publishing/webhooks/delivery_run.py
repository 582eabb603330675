"""Sends what is due, in a few threads: each sends a lane of messages to one endpoint.

A lane ends with its first failure, so an endpoint that hangs costs one attempt in each run, and no
other endpoint waits for it. Threads only send: all queries run in the main thread.
"""

import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_tasks import task

from clinic_cms.conf import get_settings
from clinic_cms.models import WebhookDelivery, WebhookEvent
from clinic_cms.publishing.background import run_soon
from clinic_cms.publishing.webhooks.claims import Lane, next_lane
from clinic_cms.publishing.webhooks.fan_out import fan_out
from clinic_cms.publishing.webhooks.http_post import Attempt, send
from clinic_cms.publishing.webhooks.retries import record

THREADS = 8
SECONDS = 40.0
"""A run starts no further attempt after this time; `run_due` comes again each minute."""
PRUNED_AT_ONCE = 1000


def send_webhooks() -> str:
    """Send what is due, and delete what is old: the job of `run_due`."""
    attempts, pruned = send_due(), prune()
    delivered = sum(attempt.is_success for attempt in attempts)
    return f"delivered {delivered}, failed {len(attempts) - delivered}, forgotten {pruned}"


def send_soon() -> None:
    """Send once the transaction is committed; see `run_soon`."""
    run_soon(send_now.enqueue)


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
