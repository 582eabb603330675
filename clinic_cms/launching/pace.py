"""How many clinics a launch writes in one transaction: so many that others wait for a moment only.

SQLite has one writer at a time, and a disk may be slow. So a batch has as many clinics as fit at
the speed of the last one, and the database is free for a while between two.
"""

import time
from collections.abc import Callable

AIM = 0.125
"""Seconds that a batch should take; four times as many where others suddenly need the machine."""
PAUSES = {"sqlite": 0.15}
"""Seconds between two batches, at least, by database: who waits for SQLite looks every 0.1."""
MOST = 100
"""Clinics of a batch: what is computed for them is kept in memory until they are written."""


class Pace:
    """The sizes of a run's batches, with a pause of so many seconds between two."""

    def __init__(
        self,
        pause: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.size = 1
        """How many clinics the next batch may have."""
        self._pause, self._clock, self._sleep = pause, clock, sleep
        self._began = self._ended = float("-inf")

    def begin(self) -> None:
        """Begin a batch, once others have had the time to write."""
        self._sleep(max(0.0, self._ended + self._pause - self._clock()))
        self._began = self._clock()

    @property
    def is_over(self) -> bool:
        """Whether a batch that writes clinics one by one should end."""
        return self._clock() - self._began >= AIM

    def end(self, written: int) -> None:
        """End a batch: the next one is as large as fits, but not more than twice as large."""
        self._ended = self._clock()
        seconds = self._ended - self._began
        fitting = int(written * AIM / seconds) if seconds > 0 else MOST
        self.size = max(1, min(fitting, max(self.size, 2 * written), MOST))

    def retry(self, tried: int) -> None:
        """End a batch that was rolled back, as something was wrong with one of its clinics."""
        self._ended = self._clock()
        self.size = max(1, tried // 2)
