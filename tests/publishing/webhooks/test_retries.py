"""When a message is tried again."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.publishing.webhooks.retries import JITTER, RETRIES, pause_after

ATTEMPTS = st.integers(1, len(RETRIES))


@given(ATTEMPTS, st.floats(0, 1))
def test_a_pause_is_a_fifth_longer_or_shorter_at_most(attempts, chance):
    plain = RETRIES[attempts - 1]
    slack = timedelta(microseconds=1)
    pause = pause_after(attempts, chance=chance)
    assert plain * (1 - JITTER) - slack <= pause <= plain * (1 + JITTER) + slack


@given(ATTEMPTS)
def test_pauses_differ_so_that_receivers_do_not_get_all_at_once(attempts):
    assert len({pause_after(attempts) for _draw in range(5)}) > 1


def test_after_the_last_attempt_it_is_given_up():
    assert pause_after(len(RETRIES)) is not None
    assert pause_after(len(RETRIES) + 1) is None
