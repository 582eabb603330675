"""How many requests one address may make: counted in windows of fixed length.

An address is never kept: it is counted under a keyed hash that is another one in each window.
Where no cache is shared, each process counts for itself.
"""

import hmac
import time
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from clinic_cms.conf import get_settings
from clinic_cms.serving import store

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
NAME = "address"


@dataclass(frozen=True)
class Quota:
    """What an address has, and how many of it are left in this window."""

    requests: int
    window: int
    """In seconds, as is the next but one."""
    left: int
    """Below zero where there were too many."""
    resets_in: int


def parse_rate(rate: str) -> tuple[int, int]:
    """Return requests and seconds of a rate such as "600/minute"; raises ValueError."""
    number, _slash, unit = rate.partition("/")
    if unit not in SECONDS or not number.isdecimal() or int(number) < 1:
        raise ValueError(f"“{rate}” is no rate; “600/minute” would be one.")
    return int(number), SECONDS[unit]


def spend(request: HttpRequest) -> Quota | None:
    """Count a request; None where there is no limit."""
    rate = get_settings().RATE_LIMIT
    if rate is None:
        return None
    requests, window = parse_rate(rate)
    number, passed = divmod(time.time(), window)
    spent = store.count(_key(request, window, int(number)), window)
    return Quota(requests, window, requests - spent, max(1, round(window - passed)))


def tell(quota: Quota | None, response: HttpResponse) -> None:
    """Say what is left (draft-ietf-httpapi-ratelimit-headers-10)."""
    if quota is not None:
        response["RateLimit-Policy"] = f'"{NAME}";q={quota.requests};w={quota.window}'
        response["RateLimit"] = f'"{NAME}";r={max(quota.left, 0)};t={quota.resets_in}'


def _key(request: HttpRequest, window: int, number: int) -> str:
    said = f"{window}:{number}:{client_of(request)}".encode()
    return "clinic_cms:spent:" + hmac.digest(settings.SECRET_KEY.encode(), said, "sha256").hex()


def client_of(request: HttpRequest) -> str:
    """Return the address that asks, as the outermost proxy of ours saw it.

    What stands further left in `X-Forwarded-For`, anybody can write. Of an IPv6 address it is the
    network of 64 bits: one household has as many addresses as it likes.
    """
    proxies = get_settings().TRUSTED_PROXIES
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if proxies else []
    found = told[-proxies] if 0 < proxies <= len(told) else request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(found.strip())
    except ValueError:
        return ""
    return _household(address)


def _household(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address) or address.ipv4_mapped:
        return str(getattr(address, "ipv4_mapped", None) or address)
    return str(ip_network((address.packed, 64), strict=False))
