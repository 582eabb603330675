"""The facts that merge tags are filled with: plain values, no database."""

from dataclasses import dataclass

FEMININE = "feminine"
MASCULINE = "masculine"
UNSPECIFIED = "unspecified"
GENDERS = (FEMININE, MASCULINE, UNSPECIFIED)


@dataclass(frozen=True, slots=True)
class ClinicFacts:
    """A clinic; ``phone`` is a stored number (E.164, and ";ext=" with an extension) or "".

    ``country`` is the ISO code by whose rules it is written.
    """

    name: str = ""
    phone: str = ""
    country: str = ""
    url: str = ""
    appointment_url: str = ""


@dataclass(frozen=True, slots=True)
class DoctorFacts:
    """A practitioner; ``name`` comes without the honorific, ``gender`` is one of ``GENDERS``."""

    honorific: str = ""
    name: str = ""
    first_name: str = ""
    last_name: str = ""
    credentials: str = ""
    gender: str = UNSPECIFIED


@dataclass(frozen=True, slots=True)
class LocationFacts:
    """One address; ``phone`` is a stored number or "", ``country`` an ISO code."""

    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    phone: str = ""
    service_areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What one page of one clinic says in one language (a Django language code)."""

    clinic: ClinicFacts
    doctor: DoctorFacts
    location: LocationFacts
    language: str
