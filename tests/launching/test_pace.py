"""The sizes of batches, by a clock that tests move."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.launching.pace import AIM, MOST, Pace

PAUSE = 0.125
LONGEST = 0.5
"""Seconds for which a batch may hold rows that others want to write."""


class Clock:
    """A clock that only moves when it is told to, or when someone sleeps."""

    def __init__(self) -> None:
        self.now, self.slept = 1000.0, []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


def batches(clock, costs, *, fixed):
    """Write batches, in each of which a clinic costs so much; yields their sizes and durations."""
    pace = Pace(PAUSE, clock=clock, sleep=clock.sleep)
    for cost in costs:
        pace.begin()
        lasted = fixed + pace.size * cost
        clock.now += lasted
        yield pace.size, lasted
        pace.end(pace.size)


@given(
    first=st.floats(0.0001, 0.1),
    factors=st.lists(st.floats(0.25, 3), min_size=1, max_size=30),
    fixed=st.floats(0, 0.1),
)
def test_no_batch_is_too_long_while_no_clinic_takes_thrice_as_long_as_those_before(
    first, factors, fixed
):
    costs = [first]
    for factor in factors:
        costs.append(min(costs[-1] * factor, 0.1))
    assert all(lasted <= LONGEST for _size, lasted in batches(Clock(), costs, fixed=fixed))


def test_a_batch_is_soon_as_large_as_fits(clock):
    sizes = [size for size, _lasted in batches(clock, [1 / 64] * 6, fixed=0)]
    assert sizes == [1, 2, 4, 8, 8, 8]
    assert sizes[-1] / 64 == AIM


def test_a_slow_disk_makes_batches_smaller(clock):
    sizes = [size for size, _lasted in batches(clock, [1 / 64] * 6 + [1 / 32] * 3, fixed=0)]
    assert sizes[-3:] == [8, 4, 4]


def test_a_clinic_that_takes_longer_than_a_batch_should_is_written_alone(clock):
    assert [size for size, _lasted in batches(clock, [1] * 3, fixed=0)] == [1, 1, 1]


def test_a_batch_without_end_has_a_size_all_the_same(clock):
    sizes = [size for size, _lasted in batches(clock, [0] * 12, fixed=0)]
    assert sizes[-1] == MOST


def test_others_can_write_between_two_batches(clock):
    pace = Pace(PAUSE, clock=clock, sleep=clock.sleep)
    for passed in (0, 0.1, 1):
        clock.now += passed
        pace.begin()
        pace.end(1)
    assert clock.slept == pytest.approx([0, PAUSE - 0.1, 0])


def test_halves_are_tried_until_one_is_alone(clock):
    pace, sizes = Pace(PAUSE, clock=clock, sleep=clock.sleep), []
    for tried in (9, 4, 2, 1):
        pace.retry(tried)
        sizes.append(pace.size)
    assert sizes == [4, 2, 1, 1]
