"""Keeping responses under their keys, and finding them again.

A page or a JSON document has a key of its own. What says that nothing is there shares a fixed
number of places with all others of its kind: random paths push out each other, and no page.
"""

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple
from zlib import crc32

from django.http import HttpResponse

from clinic_cms import __version__
from clinic_cms.conf import Settings, get_settings
from clinic_cms.serving.process_cache import ProcessCache
from clinic_cms.serving.response_cache import store
from clinic_cms.serving.response_cache.representation import MadeOf, Representation
from clinic_cms.serving.response_cache.versions import are_current, keys_of

LONGEST = 3600
"""Seconds: responses that no one asks for make room."""
OK = 200
ABSENT = frozenset({404, 410})
ABSENCES = 256
"""How many responses are kept, in the whole install, that say that nothing is there."""
HOSTS_REMEMBERED = 10_000
RECENT = 500
"""How many responses a process holds besides a shared cache; each has some 5 to 50 KB."""


@dataclass(frozen=True)
class Request:
    """What is asked for, as far as the response depends on it."""

    host: str
    path: str
    query: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The parameters that make a difference, by name."""
    variant: str = ""
    """Anything else, such as whether a script asks."""
    coding: str = ""
    """The content coding that its client takes; "" for none."""

    @cached_property
    def name(self) -> str:
        """All that the response depends on, save its coding."""
        parts = (_edition(get_settings()), self.host, self.path, self.query, self.variant)
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    @property
    def key(self) -> str:
        """The key of its response in its coding."""
        return f"{self.plain_key}:{self.coding}" if self.coding else self.plain_key

    @property
    def plain_key(self) -> str:
        """The key of its response in no coding."""
        return f"clinic_cms:response:{self.name}"

    @property
    def absence_key(self) -> str:
        """The place for a response that says that nothing is there."""
        return f"clinic_cms:absence:{crc32(self.name.encode()) % ABSENCES}"


@lru_cache(maxsize=4)
def _edition(settings: Settings) -> str:
    """Return what must be equal for two processes to use each other's responses."""
    return f"{__version__} {settings}"


class Loaded(NamedTuple):
    """What was kept for a request, and whether nothing that it shows has changed since."""

    kept: Representation | None
    is_current: bool = True


_scopes: ProcessCache[str, tuple[str, ...]] = ProcessCache(lambda: HOSTS_REMEMBERED)
"""By host, the scopes of the last response: their versions are asked for with the next one."""

_recent: ProcessCache[str, Representation] = ProcessCache(lambda: RECENT)
"""What this process took from a shared cache last: then it asks that for the versions alone."""


def load(asked: Request) -> Loaded:
    """Return what is kept for a request if it is what would be made now.

    One query with a cache of this process's own. With a shared one, one round trip and no query.
    """
    keys = [*dict.fromkeys([asked.key, asked.plain_key, asked.absence_key])]
    if not store.is_shared():
        kept = _first_valid(asked, map(store.get, keys))
        return Loaded(kept, is_current=kept is None or are_current(kept.versions))
    known = _first_valid(asked, [_recent.peek(asked.key, None)])
    if known is not None and are_current(known.versions):
        return Loaded(known)
    return _load_shared(asked, keys)


def _load_shared(asked: Request, keys: list[str]) -> Loaded:
    """Return what a shared cache has, and remember what is current."""
    scopes = _scopes.peek(asked.host, None) or ()
    cached = store.get_many([*keys, *keys_of(scopes)])
    kept = _first_valid(asked, map(cached.get, keys))
    if kept is None:
        return Loaded(None)
    is_known = kept.versions.keys() <= set(scopes)
    if not is_known:
        _scopes.put(asked.host, None, tuple(kept.versions))
    is_current = are_current(kept.versions, cached if is_known else None)
    if is_current and kept.status == OK:
        _recent.put(asked.key, None, kept)
    return Loaded(kept, is_current=is_current)


def _first_valid(asked: Request, entries: Iterable[Representation | None]) -> Representation | None:
    """Return the first entry that is of this request and has not ended, in the request's coding.

    Another request may have the same place for an absence.
    """
    now = time.time()
    for kept in entries:
        if kept is None or kept.name != asked.name or kept.until <= now:
            continue
        sent = kept if kept.is_encoded else kept.encoded(asked.coding)
        if sent is not kept and kept.status == OK:
            _put(asked.key, sent)
        return sent
    return None


def keep(asked: Request, response: HttpResponse, made: MadeOf, began: float) -> Representation:
    """Keep a response until something that it shows has changed, and return it as it is sent."""
    plain = Representation.of(asked.name, response, made, began)
    sent = plain.encoded(asked.coding)
    if not (made.is_kept and made.versions):
        return sent
    if plain.status in ABSENT:
        _put(asked.absence_key, plain)
    elif plain.status == OK:
        _put(asked.plain_key, plain)
        if sent is not plain:
            _put(asked.key, sent)
    _scopes.put(asked.host, None, tuple(made.versions))
    return sent


def _put(key: str, kept: Representation) -> None:
    seconds = min(LONGEST, kept.until - time.time())
    if seconds > 0:
        store.put(key, kept, seconds)


def is_personal(response: HttpResponse) -> bool:
    """Whether a response was made for one person: by a session, a cookie, or a token of a form."""
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",")}
    return bool(response.cookies) or not varies.isdisjoint({"cookie", "authorization", "*"})
