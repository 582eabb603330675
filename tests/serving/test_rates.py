"""How often something may be done, and who does it."""

import pytest
from django.test import RequestFactory

from clinic_cms.serving.rates import client_of, parse_rate, spend


@pytest.mark.usefixtures("process_cache")
def test_what_is_counted_is_told_apart_by_all_its_names():
    left = [spend("2/hour", *each).left for each in ("ab", "ab", ("a", "c"), ("ab",), "ab")]
    assert left == [1, 0, 1, 1, -1]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "remote", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1", "192.0.2.1"),
        (1, "203.0.113.9", "192.0.2.1", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "192.0.2.1", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9", "192.0.2.1", "198.51.100.1"),
        (2, "203.0.113.9", "192.0.2.1", "192.0.2.1"),
        (0, "", "2001:db8::1:2:3:4", "2001:db8::/64"),
        (0, "", "::ffff:192.0.2.1", "192.0.2.1"),
        (1, "unknown", "192.0.2.1", ""),
        (0, "", "", ""),
    ],
)
def test_who_asks_is_who_the_outermost_proxy_of_ours_saw(
    settings, proxies, forwarded, remote, address
):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "TRUSTED_PROXIES": proxies}
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)
    assert client_of(request) == address


def test_a_rate_is_a_number_and_a_span():
    assert parse_rate("600/minute") == (600, 60)
    for wrong in ("", "600", "600/fortnight", "-1/minute", "0/hour", "many/day"):
        with pytest.raises(ValueError, match="is no rate"):
            parse_rate(wrong)
