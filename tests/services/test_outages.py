"""A database that restarts and a cache that dies or freezes, while patients read."""

import signal
import time

import pytest

from tests.services.apps import Shown, wait_until
from tests.services.load import load_on

pytestmark = pytest.mark.xdist_group("services")

LONGEST = 10
"""Seconds a page may take while the cache hangs, on a busy machine: it is asked for one second."""


def test_a_database_that_restarts_under_load_needs_no_restart_of_the_app(
    apps, editor, made, postgres
):
    one, other = apps
    with load_on(apps) as asked:
        wait_until(lambda: len(asked) > 20)
        postgres.stop()
        try:
            wait_until(lambda: one.ask("/readyz").status == other.ask("/readyz").status == 503)
            assert one.ask("/healthz").status == 200
        finally:
            postgres.start()
        wait_until(lambda: one.is_ready() and other.is_ready())
        back = time.monotonic()
        before = len(asked)
        wait_until(lambda: len(asked) > before + 40)
        editor.publish(made)
        assert other.shown() == one.shown() == Shown("Corrected", "Corrected")
    assert {each.status for each in asked if each.at > back} == {200}
    assert one.workers_started == other.workers_started == 1


def kill(redis):
    redis.process.kill()
    redis.process.wait()


def freeze(redis):
    redis.process.send_signal(signal.SIGSTOP)


def thaw(redis):
    redis.process.send_signal(signal.SIGCONT)


@pytest.mark.parametrize(
    ("take_away", "give_back"), [(kill, lambda redis: redis.start()), (freeze, thaw)]
)
def test_a_cache_that_is_lost_under_load_loses_nothing(
    apps, editor, made, redis_server, take_away, give_back
):
    one, other = apps
    with load_on(apps) as asked:
        wait_until(lambda: len(asked) > 20)
        take_away(redis_server)
        try:
            editor.publish(made)
            assert other.shown() == one.shown() == Shown("Corrected", "Corrected")
            assert one.ask("/readyz").text.startswith('{"status": "degraded"')
            before = len(asked)
            wait_until(lambda: len(asked) > before + 20)
        finally:
            give_back(redis_server)
        wait_until(lambda: '"ready"' in one.ask("/readyz").text)
        editor.unpublish(made)
        assert other.shown() == one.shown() == Shown(404, 404)
        editor.publish(made)
        assert other.shown() == one.shown() == Shown("Corrected", "Corrected")
    assert {each.status for each in asked} <= {200, 404}
    assert max(each.seconds for each in asked) < LONGEST
