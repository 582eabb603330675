"""The cache of responses. One that is down counts as an empty one."""

import logging
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from django.core.cache import BaseCache, caches
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache

from clinic_cms.conf import get_settings

logger = logging.getLogger("clinic_cms.cache")

SILENT: tuple[type[Exception], ...] = (OSError,)
"""What a cache raises that does not respond."""
REFUSING: tuple[type[Exception], ...] = ()
"""What it raises when it refuses a command. One that is full can still be read."""
with suppress(ImportError):
    from redis.exceptions import ConnectionError as RedisConnectionError
    from redis.exceptions import RedisError
    from redis.exceptions import TimeoutError as RedisTimeoutError

    SILENT = (OSError, RedisConnectionError, RedisTimeoutError)
    REFUSING = (RedisError,)


PAUSE = 5.0
"""Seconds for which a cache that did not respond is not asked again: one that hangs takes long."""


class Outage:
    """Whether the cache failed to respond to this process a moment ago."""

    def __init__(self) -> None:
        self._ends_at = 0.0

    @property
    def is_on(self) -> bool:
        return time.monotonic() < self._ends_at

    def begin(self) -> None:
        self._ends_at = time.monotonic() + PAUSE

    def end(self) -> None:
        self._ends_at = 0.0


outage = Outage()


def is_shared() -> bool:
    """Whether all processes see one cache, so that what it holds is true for all of them."""
    return not isinstance(_cache(), (LocMemCache, DummyCache))


def get_many(keys: Iterable[str]) -> Mapping[str, Any]:
    """Return what is there of some keys."""
    if not outage.is_on:
        with _outages_noted():
            return _cache().get_many(keys)
    return {}


def get(key: str) -> Any:
    """Return what is there, or None."""
    if not outage.is_on:
        with _outages_noted():
            return _cache().get(key)
    return None


def put(key: str, value: Any, seconds: float, *, insist: bool = False) -> None:
    """Keep a value for some time; `insist` says that others must learn of it if they can."""
    if insist or not outage.is_on:
        with _outages_noted():
            _cache().set(key, value, seconds)


def put_new(key: str, value: Any, seconds: float) -> bool:
    """Keep a value unless there is one; whether it was kept."""
    if not outage.is_on:
        with _outages_noted():
            return _cache().add(key, value, seconds)
    return False


def count(key: str, seconds: float) -> int:
    """Count one more, and return how many that makes; a new count lasts for some time."""
    if not outage.is_on:
        with _outages_noted():
            try:
                return _cache().incr(key)
            except ValueError:
                if _cache().add(key, 1, seconds):
                    return 1
                return _cache().incr(key)
    return 0


def _cache() -> BaseCache:
    return caches[get_settings().CACHE]


@contextmanager
def _outages_noted() -> Iterator[None]:
    try:
        yield
    except SILENT as error:
        outage.begin()
        logger.warning("The cache “%s” does not respond: %s", get_settings().CACHE, error)
    except REFUSING as error:
        logger.warning("The cache “%s” refuses: %s", get_settings().CACHE, error)
