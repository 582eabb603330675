"""Sends what is due: a few threads, a lane of messages to one endpoint in each.

A lane ends with its first failure, so an endpoint that hangs costs one attempt in each run, and no
other endpoint waits for it. Threads talk to receivers only; the database is this thread's.
"""

import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from clinic_cms.publishing.webhooks.claims import Lane, free, next_lane
from clinic_cms.publishing.webhooks.fan_out import fan_out
from clinic_cms.publishing.webhooks.results import record
from clinic_cms.publishing.webhooks.transport import Answer

THREADS = 8
SECONDS = 40.0
"""After so long a run begins no further attempt; `run_due` comes again each minute."""

Answers = list[tuple[int, Answer]]


@dataclass
class Sent:
    """What a run did."""

    delivered: int = 0
    failed: int = 0


def send_due(*, seconds: float = SECONDS) -> Sent:
    """Send what is due until nothing is, or the time is up."""
    until, sent = time.monotonic() + seconds, Sent()
    fan_out(until=until)
    lanes: dict[Future[Answers], Lane] = {}
    failing: set[int] = set()
    with ThreadPoolExecutor(THREADS, "webhooks") as pool:
        while True:
            _begin(pool, lanes, failing, until)
            if not lanes:
                return sent
            for future in wait(lanes, return_when=FIRST_COMPLETED).done:
                _finish(lanes.pop(future), future.result(), failing, sent)


def _begin(
    pool: ThreadPoolExecutor, lanes: dict[Future[Answers], Lane], failing: set[int], until: float
) -> None:
    """Give every idle thread a lane."""
    while len(lanes) < THREADS and time.monotonic() < until:
        lane = next_lane(busy=failing | {lane.endpoint for lane in lanes.values()})
        if lane is None:
            return
        lanes[pool.submit(_send, lane, until)] = lane


def _finish(lane: Lane, answers: Answers, failing: set[int], sent: Sent) -> None:
    for delivery_id, answer in answers:
        record(lane, delivery_id, answer)
        sent.delivered += answer.is_success
        sent.failed += not answer.is_success
        if not answer.is_success:
            failing.add(lane.endpoint)
    free(lane)


def _send(lane: Lane, until: float) -> Answers:
    """Send a lane's messages in order up to its first failure. Runs in a thread."""
    answers: Answers = []
    for message in lane.messages:
        if answers and time.monotonic() >= until:
            break
        answer = message.send()
        answers.append((message.delivery, answer))
        if not answer.is_success:
            break
    return answers
