"""What one process keeps in memory, each thing with the version of that from which it was made.

Whoever asks has just read the version from the database, so no process can give out an old thing.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar
from weakref import WeakSet

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_shelves: "WeakSet[Shelf[Any, Any]]" = WeakSet()


class Shelf(Generic[Key, Value]):
    """Things by key, the least recently read out first; `limit` says how many there may be."""

    def __init__(self, limit: Callable[[], int]) -> None:
        self._limit = limit
        self._kept: OrderedDict[Key, tuple[object, Value]] = OrderedDict()
        self._lock = threading.Lock()
        _shelves.add(self)

    def peek(self, key: Key, version: object) -> Value | None:
        """Return what is kept of this version, or None."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or kept[0] != version:
                return None
            self._kept.move_to_end(key)
            return kept[1]

    def get(self, key: Key, version: object, make: Callable[[], Value]) -> Value:
        """Return what is kept of this version, or make it and keep it."""
        kept = self.peek(key, version)
        if kept is not None:
            return kept
        made = make()
        with self._lock:
            self._kept[key] = (version, made)
            while len(self._kept) > self._limit():
                self._kept.popitem(last=False)
        return made

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._kept.clear()


def clear_shelves() -> None:
    """Drop all that this process keeps; for tests, where rolled-back rows reuse primary keys."""
    for shelf in _shelves:
        shelf.clear()
