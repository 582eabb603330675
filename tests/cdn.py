"""A CDN that keeps what it may, for as long as it may, and forgets what it is told to forget."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse


@dataclass
class Kept:
    response: HttpResponse
    until: float
    keys: set[str]


class Cdn:
    """Stands in front of a client; as a backend for `WAGTAILFRONTENDCACHE` it purges itself."""

    most_keys = 5
    entries: dict[tuple[str, str], Kept] = {}
    """Of the one CDN that there is: Wagtail makes a backend for each purge."""

    def __init__(self, params=None):
        pass

    def purge_keys(self, keys: Sequence[str]) -> None:
        assert len(keys) <= self.most_keys
        for url, kept in [*self.entries.items()]:
            if kept.keys & {*keys}:
                del self.entries[url]

    def get(self, client, host: str, path: str) -> HttpResponse:
        """What readers get: also a response that is no longer fresh, while another is fetched."""
        kept = self.entries.get((host, path))
        if kept is None or kept.until <= time.time():
            response = client.get(path, headers={"host": host})
            until = time.time() + shown_for(response.get("Cache-Control", ""))
            keys = {*response.get("Surrogate-Key", "").split()}
            kept = self.entries[host, path] = Kept(response, until, keys)
        return kept.response


def shown_for(control: str) -> int:
    """Return the seconds for which a shared cache shows a response."""
    if "public" not in control:
        return 0
    named = dict(re.findall(r"([a-z-]+)=(\d+)", control))
    fresh = int(named.get("s-maxage", named.get("max-age", 0)))
    return fresh + int(named.get("stale-while-revalidate", 0))
