"""From a clinic's rows to the facts that merge tags are filled with."""

from clinic_cms.blocks.streams import names_of
from clinic_cms.merge import ClinicFacts, DoctorFacts, Facts, LocationFacts
from clinic_cms.models import Clinic, ClinicLocation, PractitionerPage


def build_facts(
    *,
    name: str,
    primary: ClinicLocation | None,
    language: str,
    url: str,
    appointment_url: str,
    location: ClinicLocation | None = None,
    doctor: PractitionerPage | None = None,
) -> Facts:
    """Return the facts of a clinic as a reader of `language` sees them.

    `location` and `doctor` are given for those pages' own texts; otherwise the primary location
    and its lead practitioner are used.
    """
    place = location or primary
    return Facts(
        clinic=ClinicFacts(
            name=name,
            phone=primary.phone if primary else "",
            country=primary.country if primary else "",
            url=url,
            appointment_url=appointment_url,
        ),
        doctor=doctor_facts(doctor or live_lead(place)),
        location=location_facts(place),
        language=language,
    )


def location_facts(location: ClinicLocation | None) -> LocationFacts:
    """Return a location's facts; without one, every fact is missing."""
    if location is None:
        return LocationFacts()
    return LocationFacts(
        street=location.street,
        city=location.city,
        region=location.region,
        postal_code=location.postal_code,
        country=location.country,
        phone=location.phone,
        service_areas=names_of(location.service_areas),
    )


def doctor_facts(doctor: PractitionerPage | None) -> DoctorFacts:
    """Return a practitioner's facts; without one, every fact is missing."""
    if doctor is None:
        return DoctorFacts()
    return DoctorFacts(
        honorific=doctor.honorific,
        name=doctor.title,
        first_name=doctor.first_name,
        last_name=doctor.last_name,
        credentials=doctor.credentials,
        gender=doctor.gender,
    )


def live_location(clinic: Clinic) -> ClinicLocation | None:
    """Return a clinic's primary location, unless that page is offline."""
    location = clinic.primary_location
    return location if location and location.live else None


def live_lead(location: ClinicLocation | None) -> PractitionerPage | None:
    """Return a location's lead practitioner, unless that page is offline."""
    lead = location.lead if location else None
    return lead if lead and lead.live else None
