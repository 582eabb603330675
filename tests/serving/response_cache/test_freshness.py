"""No cache may show a response for longer than the day lasts for which it was made."""

from hypothesis import given
from hypothesis.strategies import builds, floats, integers

from clinic_cms.serving.response_cache.freshness import longest_use, shortened

PAGES = "public, max-age=0, s-maxage={}, stale-while-revalidate={}"
API = "public, max-age={}, stale-while-revalidate={}"
seconds = integers(0, 10**7)
headers = builds(PAGES.format, seconds, seconds) | builds(API.format, seconds, seconds)


def test_the_time_after_it_is_fresh_counts():
    assert longest_use(PAGES.format(3600, 600)) == 4200
    assert longest_use(API.format(60, 600)) == 660


def test_what_asks_each_time_is_shown_for_no_time():
    assert longest_use("no-cache") == longest_use("") == 0


def test_first_goes_the_time_after_it_is_fresh():
    assert shortened(PAGES.format(3600, 600), 3700) == PAGES.format(3600, 100)
    assert shortened(PAGES.format(3600, 600), 1800.9) == PAGES.format(1800, 0)
    assert shortened(API.format(60, 600), 10) == API.format(10, 0)


@given(header=headers, left=floats(-10, 10**7))
def test_nothing_is_shown_longer_than_is_left(header, left):
    assert longest_use(shortened(header, left)) <= max(left, 0)


@given(header=headers)
def test_with_time_enough_nothing_changes(header):
    assert shortened(header, longest_use(header)) == header
