"""Keeps the table by which the fact check looks up clinics: `ClinicFact`.

A row follows from others, and is written in their transaction. Signals do not see `update()` and
`bulk_create()`: code that writes facts so calls `renew`. After migrations all rows are compared, as
another release may find names by other keys.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.apps.registry import Apps
from django.apps.registry import apps as all_apps
from django.db import DEFAULT_DB_ALIAS, transaction

from clinic_cms.facts.fact_check.fact_rows import FactRow, fact_rows
from clinic_cms.models import Clinic, ClinicFact

CLINICS_AT_A_TIME = 400
ROWS_AT_A_TIME = 150
"""SQLite may take 999 parameters in a statement."""


@transaction.atomic
def renew(clinic_ids: Collection[int]) -> int:
    """Write the rows of some clinics as they must be; returns how many were not. Six queries."""
    stale, missing = _differences(clinic_ids)
    _delete(stale)
    added = [ClinicFact(**row._asdict()) for row in sorted(missing, key=str)]
    ClinicFact.objects.bulk_create(added, batch_size=ROWS_AT_A_TIME)
    return len(stale) + len(added)


@transaction.atomic
def forget_removed(clinic_id: int) -> None:
    """Delete what a clinic has no more; nothing is added, as it may be about to be deleted."""
    stale, _missing = _differences([clinic_id])
    _delete(stale)


def renew_all() -> int:
    """Write the rows of all clinics as they must be; returns how many were not."""
    clinics = Clinic.objects.order_by("pk").values_list("pk", flat=True)
    return sum(renew(some) for some in _batches([*clinics], CLINICS_AT_A_TIME))


def after_migrations(*, using: str, apps: Apps = all_apps, **_: Any) -> None:
    """Compare all rows; receives `post_migrate`. Takes some seconds for 10,000 clinics.

    `apps` are as migrations have left them, which may have been told to stop before the table.
    """
    if using == DEFAULT_DB_ALIAS and "clinicfact" in apps.all_models["clinic_cms"]:
        renew_all()


def _differences(clinic_ids: Collection[int]) -> tuple[list[int], set[FactRow]]:
    """Return the keys of rows that must not be there, and the rows that are missing."""
    missing = fact_rows(clinic_ids)
    rows = ClinicFact.objects.filter(clinic_id__in=clinic_ids)
    stale: list[int] = []
    for pk, *columns in rows.values_list("pk", *FactRow._fields):
        row = FactRow(*columns)
        if row in missing:
            missing.remove(row)
        else:
            stale.append(pk)
    return stale, missing


def _delete(keys: list[int]) -> None:
    for some in _batches(keys, CLINICS_AT_A_TIME):
        ClinicFact.objects.filter(pk__in=some).delete()


def _batches(keys: list[int], size: int) -> Iterable[list[int]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))
