"""The cache of responses. One that is down counts as an empty one."""

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from django.core.cache import BaseCache, caches
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache

from clinic_cms.conf import get_settings

logger = logging.getLogger("clinic_cms.cache")

Result = TypeVar("Result")

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
    return _ask(lambda cache: cache.get_many(keys), {})


def get(key: str) -> Any:
    """Return what is there, or None."""
    return _ask(lambda cache: cache.get(key), None)


def put(key: str, value: Any, seconds: float, *, insist: bool = False) -> None:
    """Keep a value for some time; `insist` says that others must learn of it if they can."""
    _ask(lambda cache: cache.set(key, value, seconds), None, insist=insist)


def put_new(key: str, value: Any, seconds: float) -> bool:
    """Keep a value unless there is one; whether it was kept."""
    return _ask(lambda cache: cache.add(key, value, seconds), False)


def drop(key: str) -> None:
    """Keep a value no longer."""
    _ask(lambda cache: cache.delete(key), False)


def count(key: str, seconds: float) -> int:
    """Count one more, and return how many that makes; a new count lasts for some time."""

    def count_in(cache: BaseCache) -> int:
        try:
            return cache.incr(key)
        except ValueError:
            return 1 if cache.add(key, 1, seconds) else cache.incr(key)

    return _ask(count_in, 0)


def _cache() -> BaseCache:
    return caches[get_settings().CACHE]


def _ask(
    question: Callable[[BaseCache], Result], otherwise: Result, *, insist: bool = False
) -> Result:
    """Return the cache's response, or `otherwise` if it is down or refuses."""
    if insist or not outage.is_on:
        try:
            return question(_cache())
        except SILENT as error:
            outage.begin()
            logger.warning("The cache “%s” does not respond: %s", get_settings().CACHE, error)
        except REFUSING as error:
            logger.warning("The cache “%s” refuses: %s", get_settings().CACHE, error)
    return otherwise
