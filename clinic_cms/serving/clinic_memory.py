"""What a process remembers of clinics: plain data, with the versions of what it was read from.

So the second page of a clinic costs no query for its menu, its articles or its facts. A caller has
just seen that the clinic's versions are current, so nothing that is remembered is old.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from clinic_cms.conf import get_settings
from clinic_cms.serving.clinic_sites import ClinicSite
from clinic_cms.serving.process_cache import ProcessCache

PARTS = 6
"""How many parts of a clinic are remembered: pages, articles twice, locations, team, logo."""

Part = TypeVar("Part")

_parts: ProcessCache[tuple[int, str], Any] = ProcessCache(
    lambda: PARTS * get_settings().CLINICS_IN_MEMORY
)


def remembered(clinic: ClinicSite, part: str, read: Callable[[], Part]) -> Part:
    """Return a part of a clinic, and read it where its versions are no longer those."""
    if clinic.has_expired:
        # By the clock, which writes no version.
        return read()
    value: Part = _parts.get((clinic.clinic.pk, part), clinic.versions, read)
    return value
