"""From a clinic's rows to the facts that merge tags are filled with."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from clinic_cms.blocks import names_of
from clinic_cms.merge import ClinicFacts, DoctorFacts, Facts, LocationFacts

if TYPE_CHECKING:
    from clinic_cms.models.location import ClinicLocation
    from clinic_cms.models.practitioner import PractitionerPage


def holds_tags(value: object) -> bool:
    """Whether a fact, a text or a stream of texts, has merge tags in it."""
    text = str(value.get_prep_value()) if isinstance(value, StreamValue) else str(value)
    return "{{" in text or "{%" in text


def tags_in_facts(facts: Mapping[str, object]) -> dict[str, ValidationError]:
    """Return an error for each fact, by its field, that has merge tags.

    Facts fill tags and are not filled themselves: a tag in one would reach patients.
    """
    message = _("Write this out: merge tags are filled with it.")
    return {
        name: ValidationError(message, code="clinic_cms.G002")
        for name, value in facts.items()
        if holds_tags(value)
    }


def location_facts(location: "ClinicLocation | None") -> LocationFacts:
    """Return a location's facts; without one, every fact is missing."""
    if location is None:
        return LocationFacts(
            street="", city="", region="", postal_code="", country="", phone="", service_areas=()
        )
    return LocationFacts(
        street=location.street,
        city=location.city,
        region=location.region,
        postal_code=location.postal_code,
        country=location.country,
        phone=location.phone,
        service_areas=names_of(location.service_areas),
    )


def doctor_facts(doctor: "PractitionerPage | None") -> DoctorFacts:
    """Return a practitioner's facts; without one, every fact is missing."""
    if doctor is None:
        return DoctorFacts(
            honorific="", name="", first_name="", last_name="", credentials="", gender="unspecified"
        )
    return DoctorFacts(
        honorific=doctor.honorific,
        name=doctor.title,
        first_name=doctor.first_name,
        last_name=doctor.last_name,
        credentials=doctor.credentials,
        gender=doctor.gender,
    )


def build_facts(
    *,
    name: str,
    primary: "ClinicLocation | None",
    language: str,
    url: str,
    appointment_url: str,
    location: "ClinicLocation | None" = None,
    doctor: "PractitionerPage | None" = None,
) -> Facts:
    """Return the facts of a clinic as a reader of `language` sees them.

    `location` and `doctor` are given on those pages' own; else they are the primary location
    and its lead practitioner.
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


def live_lead(location: "ClinicLocation | None") -> "PractitionerPage | None":
    """Return a location's lead practitioner, unless that page is off line."""
    lead = location.lead if location else None
    return lead if lead and lead.live else None
