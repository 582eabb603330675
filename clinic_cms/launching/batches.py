"""Writes clinics in batches: one transaction for some, and a savepoint for each.

SQLite has one writer at a time. So what can be is computed before a batch begins, and a batch ends
after a while, whatever is left. Who waits for SQLite looks at most every 100 ms whether it is free.
"""

import time
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction

from clinic_cms.launching.clinic_launch import ClinicLaunch, Failed, Launched
from clinic_cms.launching.install import Install
from clinic_cms.launching.places import Places
from clinic_cms.launching.spec.value_rules import message_of

LONGEST = 0.15
"""Seconds after which a batch takes no further clinic; the last one and its end take more."""
PAUSE = 0.15
"""Seconds between two batches, at least, for others that wait for SQLite."""
MOST = 100
"""Clinics of a batch: what is computed for them is kept in memory until they are written."""
OF_ONE_CLINIC = (ValidationError, IntegrityError, DataError, OSError)
"""Errors that concern one clinic: what it says, what another has taken, a picture's file."""

Result = Launched | Failed


def in_batches(launches: Iterable[ClinicLaunch], install: Install) -> Iterator[Result]:
    """Launch clinics and yield what came of each, once it is committed."""
    source, size = iter(launches), 1
    prepared: deque[ClinicLaunch | Result] = deque()
    released = float("-inf")
    while True:
        prepared.extend(_prepare(each) for each in islice(source, max(0, size - len(prepared))))
        if not prepared:
            return
        first = prepared[0]
        if not isinstance(first, ClinicLaunch):
            prepared.popleft()
            yield first
            continue
        if connection.vendor == "sqlite":
            time.sleep(max(0.0, released + PAUSE - time.monotonic()))
        results = _write_batch(prepared, install)
        released = time.monotonic()
        # As many as were written in time, or more if there was time left.
        size = len(results) if prepared else min(2 * size, MOST)
        yield from results


def _prepare(each: ClinicLaunch) -> ClinicLaunch | Result:
    """Return a launch with all that can be computed before rows are locked, or what came of it."""
    try:
        return each if each.prepare() else each.result
    except OF_ONE_CLINIC as error:
        return each.failed(_reason(error))


@transaction.atomic
def _write_batch(prepared: deque[ClinicLaunch | Result], install: Install) -> list[Result]:
    """Write clinics until there are none left, or no time."""
    places, began = Places(), time.monotonic()
    # Another run may have launched some of them in the meantime.
    install.read_known(each.slug for each in prepared if isinstance(each, ClinicLaunch))
    results: list[Result] = []
    while prepared and (not results or time.monotonic() - began < LONGEST):
        each = prepared.popleft()
        results.append(_write(each, places) if isinstance(each, ClinicLaunch) else each)
    places.settle(install.search_index)
    return results


def _write(each: ClinicLaunch, places: Places) -> Result:
    try:
        with transaction.atomic():
            return each.apply(places)
    except OF_ONE_CLINIC as error:
        return each.failed(_reason(error))


def _reason(error: Exception) -> str:
    return message_of(error) if isinstance(error, ValidationError) else str(error)
