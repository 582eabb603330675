"""For how long others may keep a response: never beyond the day for which it was made."""

import re

SECONDS = re.compile(r"\b(max-age|s-maxage|stale-while-revalidate)=(\d+)")


def longest_use(cache_control: str) -> int:
    """Return for how many seconds some cache may show what has this header `Cache-Control`."""
    named = {name: int(seconds) for name, seconds in SECONDS.findall(cache_control)}
    fresh = max(named.get("max-age", 0), named.get("s-maxage", 0))
    return fresh + named.get("stale-while-revalidate", 0)


def shortened(cache_control: str, left: float) -> str:
    """Return a header `Cache-Control` under which no cache shows a response after `left` seconds.

    Once it is no longer fresh, a shared cache may show it while it fetches another one (RFC 5861):
    that time is cut first.
    """
    left = max(int(left), 0)
    named = {name: int(seconds) for name, seconds in SECONDS.findall(cache_control)}
    fresh = min(max(named.get("max-age", 0), named.get("s-maxage", 0)), left)

    def cut(found: re.Match[str]) -> str:
        name, seconds = found[1], int(found[2])
        most = left - fresh if name == "stale-while-revalidate" else left
        return f"{name}={min(seconds, most)}"

    return SECONDS.sub(cut, cache_control)
