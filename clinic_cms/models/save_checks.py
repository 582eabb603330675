"""What a page or clinic must satisfy whenever it is saved, drafts too, whichever way it came.

Rooms above add their checks in `apps`, as they do with the gates of a publication.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError

SaveCheck = Callable[[Any, int | None], Iterable[tuple[str, ValidationError]]]
"""Given a row and the id of its clinic, None for a shared one, yields (field, error)."""

_checks: list[SaveCheck] = []


def before_saving(check: SaveCheck) -> SaveCheck:
    """Add a check to every save of a page or clinic."""
    if check not in _checks:
        _checks.append(check)
    return check


def check_saved(row: Any, clinic_id: int | None, exclude: Collection[str] | None) -> None:
    """Raise a ValidationError, by field, for what must not even be a draft.

    `exclude` has the fields that a form does not show, as for Django's `clean_fields`.
    """
    errors: dict[str, list[ValidationError]] = {}
    for check in _checks:
        for name, error in check(row, clinic_id):
            if name not in (exclude or ()):
                errors.setdefault(name, []).append(error)
    if errors:
        raise ValidationError(errors)
