"""The websites of other origins that show a clinic."""

from clinic_cms.serving.process_cache import Shelf
from clinic_cms.serving.visit import ClinicSite, origin

CLINICS = 1000
_shelf: Shelf[int, frozenset[str]] = Shelf(lambda: CLINICS)


def origins_of(clinic: ClinicSite) -> frozenset[str]:
    """Return the origins of a clinic's front ends and of its own website.

    One query where this process has not asked since something of the clinic was changed.
    """
    own = origin().of(clinic.host)
    found = _shelf.get(clinic.clinic.pk, clinic.versions, clinic.clinic.front_end_origins)
    return found | {own}
