"""How often something may be done: counted in windows of fixed length.

Who does it is never stored: it is counted under a keyed hash that changes with each window. Where
no cache is shared, each process counts for itself.
"""

import hmac
import time
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from clinic_cms.conf import get_settings
from clinic_cms.serving.response_cache import store

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}


@dataclass(frozen=True)
class Quota:
    """How often something may be done in a window, and what is left of it."""

    requests: int
    window: int
    """In seconds."""
    left: int
    """Below zero where it was done too often."""
    resets_in: int
    """In seconds."""


def parse_rate(rate: str) -> tuple[int, int]:
    """Return requests and seconds of a rate such as "600/minute"; raises ValueError."""
    number, _slash, unit = rate.partition("/")
    if unit not in SECONDS or not number.isdecimal() or int(number) < 1:
        raise ValueError(f"“{rate}” is no rate; “600/minute” would be one.")
    return int(number), SECONDS[unit]


def spend(rate: str, *counted: str) -> Quota:
    """Count once more what is named, such as a purpose and an address; return what is left."""
    requests, window = parse_rate(rate)
    number, passed = divmod(time.time(), window)
    spent = store.count(_key(str(window), str(int(number)), *counted), window)
    return Quota(requests, window, requests - spent, max(1, round(window - passed)))


def _key(*counted: str) -> str:
    secret, text = settings.SECRET_KEY.encode(), "\0".join(counted).encode()
    return "clinic_cms:spent:" + hmac.digest(secret, text, "sha256").hex()


def client_of(request: HttpRequest) -> str:
    """Return the address of a request's sender, as our outermost proxy saw it.

    Anyone can write what stands further left in `X-Forwarded-For`. Of an IPv6 address it is the
    network of 64 bits, as one household has that many addresses.
    """
    proxies = get_settings().TRUSTED_PROXIES
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if proxies else []
    sender = hops[-proxies] if 0 < proxies <= len(hops) else request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(sender.strip())
    except ValueError:
        return ""
    return _network_of(address)


def _network_of(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address) or address.ipv4_mapped:
        return str(getattr(address, "ipv4_mapped", None) or address)
    return str(ip_network((address.packed, 64), strict=False))
