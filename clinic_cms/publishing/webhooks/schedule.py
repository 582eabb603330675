"""When a message is tried again. Pure."""

from datetime import timedelta
from random import SystemRandom

RETRIES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
)
"""The pause after each failed attempt: eight attempts, over a day in all."""
JITTER = 0.2
"""Pauses are longer or shorter by up to this part, so that receivers do not get all at once."""
LONGEST_WAIT = timedelta(hours=1)
"""So long at most does `Retry-After` hold an endpoint."""
PAUSED_AFTER = timedelta(days=1)
"""An endpoint whose every attempt has failed for so long is paused."""


def pause_after(attempts: int, *, chance: float | None = None) -> timedelta | None:
    """Return how long to wait after so many failed attempts; None to give up.

    `chance` between 0 and 1 stands for the jitter; without it, it is drawn.
    """
    if attempts > len(RETRIES):
        return None
    drawn = SystemRandom().random() if chance is None else chance
    return RETRIES[attempts - 1] * (1 - JITTER + 2 * JITTER * drawn)
