"""Where each fact is kept: the one table from a variable to a field of a model."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from clinic_cms.models import ClinicLocation, ClinicOwnedPage, PractitionerPage

LOCATION = "primary_location"
LEAD = f"{LOCATION}__lead"
"""Joins from a clinic to the pages that hold its facts."""


@dataclass(frozen=True)
class FactField:
    """A field of the primary location, or of its lead practitioner."""

    holder: type[ClinicOwnedPage]
    name: str
    empty: object = ""

    def missing(self) -> Q:
        """Return the condition for clinics that have no value here."""
        pages = [LOCATION, LEAD] if self.holder is PractitionerPage else [LOCATION]
        missing = Q(**{f"{pages[-1]}__{self.name}": self.empty})
        for page in pages:
            missing |= Q(**{f"{page}__isnull": True}) | Q(**{f"{page}__live": False})
        return missing

    def on_form_of(self, page: ClinicOwnedPage) -> str:
        """Return the field of a page's form that gives the value.

        On a location, a doctor's value comes with the choice of the lead.
        """
        return self.name if isinstance(page, self.holder) else "lead"


FIELDS: Mapping[str, FactField] = {
    "clinic.phone": FactField(ClinicLocation, "phone"),
    "doctor.name": FactField(PractitionerPage, "title"),
    "doctor.short_name": FactField(PractitionerPage, "title"),
    "doctor.pronoun": FactField(PractitionerPage, "title"),
    "doctor.first_name": FactField(PractitionerPage, "first_name"),
    "doctor.last_name": FactField(PractitionerPage, "last_name"),
    "doctor.credentials": FactField(PractitionerPage, "credentials"),
    "location.place": FactField(ClinicLocation, "city"),
    "location.city": FactField(ClinicLocation, "city"),
    "location.region": FactField(ClinicLocation, "region"),
    "location.street": FactField(ClinicLocation, "street"),
    "location.postal_code": FactField(ClinicLocation, "postal_code"),
    "location.country": FactField(ClinicLocation, "country"),
    "location.phone": FactField(ClinicLocation, "phone"),
    "location.service_areas": FactField(ClinicLocation, "service_areas", empty=[]),
}
"""By variable. What every clinic has (its name, its URL, a gender for grammar) is left out, and so
is the appointment page, which depends on the locale."""


def missing_any(variables: frozenset[str], *, no_contact: Q) -> Q:
    """Return the condition for clinics that lack the value of one of some variables.

    `no_contact` is the condition for clinics without an appointment page.
    """
    conditions = {name: field.missing() for name, field in FIELDS.items()}
    conditions["clinic.appointment_url"] = no_contact
    missing = Q(pk__in=[])
    for name in sorted(variables & conditions.keys()):
        missing |= conditions[name]
    return missing
