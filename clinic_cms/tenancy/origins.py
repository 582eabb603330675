"""The front ends that may read a clinic from a browser."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from clinic_cms.models import Clinic, ClinicOrigin
from clinic_cms.models.front_end import normal_origin


def check_origins(origins: Iterable[str]) -> list[str]:
    """Return origins in their normal form, each once; raises ValidationError for each wrong one."""
    found, problems = {}, []
    for origin in origins:
        try:
            found[normal_origin(origin)] = True
        except ValidationError as error:
            problems.append(ValidationError(f"{origin}: {error.message}", code=error.code))
    if problems:
        raise ValidationError(problems)
    return [*found]


@transaction.atomic
def change_origins(*, clinic: Clinic, origins: Iterable[str]) -> None:
    """Let these front ends, and no others, read a clinic from a browser."""
    wanted = check_origins(origins)
    clinic.origins.exclude(origin__in=wanted).delete()
    for origin in wanted:
        ClinicOrigin.objects.get_or_create(clinic=clinic, origin=origin)
