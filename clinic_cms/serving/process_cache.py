"""What one process keeps in memory: each value with the version of the row that it was made from.

A caller has just read the version from the database, so no process can return an old value.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar
from weakref import WeakSet

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_caches: "WeakSet[ProcessCache[Any, Any]]" = WeakSet()


class ProcessCache(Generic[Key, Value]):
    """Values by key; `limit` says how many there may be, the least recently used are dropped."""

    def __init__(self, limit: Callable[[], int]) -> None:
        self._limit = limit
        self._entries: OrderedDict[Key, tuple[object, Value]] = OrderedDict()
        self._lock = threading.Lock()
        _caches.add(self)

    def peek(self, key: Key, version: object) -> Value | None:
        """Return the value if it is of this version, or None."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None or entry[0] != version:
                return None
            self._entries.move_to_end(key)
            return entry[1]

    def get(self, key: Key, version: object, make: Callable[[], Value]) -> Value:
        """Return the value of this version, or make it and keep it."""
        cached = self.peek(key, version)
        if cached is not None:
            return cached
        value = make()
        self.put(key, version, value)
        return value

    def put(self, key: Key, version: object, value: Value) -> None:
        """Keep a value of this version."""
        with self._lock:
            self._entries[key] = (version, value)
            self._entries.move_to_end(key)
            while len(self._entries) > self._limit():
                self._entries.popitem(last=False)

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._entries.clear()


def clear_process_caches() -> None:
    """Drop all that this process keeps; for tests, where rolled-back rows reuse primary keys."""
    for cache in _caches:
        cache.clear()
