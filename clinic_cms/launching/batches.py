"""Writes clinics in batches, a transaction for each.

All that can be is computed before a batch begins. New clinics are written together. If something is
wrong with one of them, the batch is rolled back and tried again in halves, until that one is alone.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction

from clinic_cms.launching.clinic_launch import ClinicLaunch, Failed, Launched
from clinic_cms.launching.clinic_rows import write_clinics
from clinic_cms.launching.install import Install
from clinic_cms.launching.pace import PAUSES, Pace
from clinic_cms.launching.places import Places
from clinic_cms.launching.spec.value_rules import message_of
from clinic_cms.publishing import clinic_facts
from clinic_cms.publishing.webhooks import outbox

OF_ONE_CLINIC = (ValidationError, IntegrityError, DataError, OSError)
"""Errors that concern one clinic: what it says, what another has taken, a picture's file."""

Result = Launched | Failed


def in_batches(launches: Iterable[ClinicLaunch], install: Install) -> Iterator[Result]:
    """Launch clinics and yield what came of each, once it is committed."""
    source, pace = iter(launches), Pace(PAUSES.get(connection.vendor, 0))
    queue: deque[ClinicLaunch | Result] = deque()
    while True:
        queue.extend(_prepare(each) for each in islice(source, max(0, pace.size - len(queue))))
        if not queue:
            return
        if not isinstance(queue[0], ClinicLaunch):
            results = [queue[0]]
        else:
            results = _launch_some([*_launches_at_the_front(queue, pace.size)], install, pace)
        for _result in results:
            queue.popleft()
        yield from results


def _launches_at_the_front(
    queue: Iterable[ClinicLaunch | Result], most: int
) -> Iterator[ClinicLaunch]:
    for each in islice(queue, most):
        if not isinstance(each, ClinicLaunch):
            return
        yield each


def _prepare(each: ClinicLaunch) -> ClinicLaunch | Result:
    """Return a launch with all that can be computed before rows are locked, or what came of it."""
    try:
        return each if each.prepare() else each.result
    except OF_ONE_CLINIC as error:
        return each.failed(_reason(error))


def _launch_some(batch: Sequence[ClinicLaunch], install: Install, pace: Pace) -> list[Result]:
    """Launch clinics, the first of them or all; none if the batch is to be tried again."""
    pace.begin()
    try:
        results = _write(batch, install, pace)
    except OF_ONE_CLINIC as error:
        for each in batch:
            each.start_again()
        if len(batch) > 1:
            pace.retry(len(batch))
            return []
        results = [batch[0].failed(_reason(error))]
    pace.end(len(results))
    return results


@transaction.atomic
def _write(batch: Sequence[ClinicLaunch], install: Install, pace: Pace) -> list[Result]:
    """Write the first clinics of a batch: the new ones together, or the others while time is left.

    Raises one of OF_ONE_CLINIC if a new clinic cannot be written.
    """
    places = Places(install)
    # Another run may have launched some of them in the meantime.
    install.read_known(each.slug for each in batch)
    new = [*takewhile(ClinicLaunch.is_new, batch)]
    if new:
        write_clinics([each.new_clinic for each in new], places)
        places.settle()
        clinic_facts.renew([each.new_clinic.clinic.pk for each in new])
        outbox.note_launched(*(each.new_clinic.clinic for each in new))
        return [each.result for each in new]
    results: list[Result] = []
    for each in takewhile(lambda each: not each.is_new(), batch):
        results.append(_change(each))
        if pace.is_over:
            break
    return results


def _change(each: ClinicLaunch) -> Result:
    try:
        with transaction.atomic():
            return each.apply()
    except OF_ONE_CLINIC as error:
        return each.failed(_reason(error))


def _reason(error: Exception) -> str:
    return message_of(error) if isinstance(error, ValidationError) else str(error)
