"""Locations and practitioners as pages show them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString

from clinic_cms.blocks.streams import names_of
from clinic_cms.facts import live_lead
from clinic_cms.merge import Facts
from clinic_cms.merge.layout import joined, language_name
from clinic_cms.merge.vocabulary import value
from clinic_cms.models import ClinicLocation, PractitionerPage
from clinic_cms.routing import is_one_language
from clinic_cms.serving.hours import HoursRow, special_days, today, week
from clinic_cms.serving.postal_addresses import address_lines
from clinic_cms.serving.visit import Visit


@dataclass(frozen=True)
class Phone:
    """A number as people dial it and as a link needs it."""

    text: str
    e164: str


@dataclass(frozen=True)
class Place:
    """A location's address by its parts, as its clinic writes them, and its geo point."""

    street: str
    city: str
    region: str
    postal_code: str
    country: str
    """ISO 3166-1, two letters."""
    latitude: str
    """WGS 84, empty like the longitude where it is not known."""
    longitude: str


@dataclass(frozen=True)
class LocationView:
    """A location, with the facts of the default locale."""

    id: int
    title: str
    url: str
    address: tuple[str, ...]
    """The postal address, line by line, as it is laid out in its country."""
    phone: Phone | None
    hours: tuple[HoursRow, ...]
    special_days: tuple[HoursRow, ...]
    place: Place
    service_areas: str
    """The places served as one list; below one by one."""
    areas: tuple[str, ...]
    map_url: str
    directions: SafeString
    lead: "PractitionerView | None"


@dataclass(frozen=True)
class PractitionerView:
    """A practitioner, with the facts of the default locale."""

    id: int
    name: str
    credentials: str
    url: str
    languages: tuple[str, ...]
    spoken: str
    """The languages as one list."""
    photo: Any
    """An image of Wagtail's, or None."""


def phone_of(facts: Facts, variable: str) -> Phone | None:
    """Return a phone number among the facts: `clinic.phone` or `location.phone`."""
    e164 = facts.clinic.phone if variable == "clinic.phone" else facts.location.phone
    if not e164:
        return None
    return Phone(str(value(variable, facts)), e164)


def location_view(
    visit: Visit,
    location: ClinicLocation,
    *,
    title: str,
    tail: str,
    directions: SafeString,
    facts: Facts,
) -> LocationView:
    """Return a location; `location` is the default locale's row, the words are the reader's."""
    language = visit.locale.code
    lead = live_lead(location)
    return LocationView(
        id=location.pk,
        title=title,
        url=visit.path(tail),
        address=address_lines(location, language),
        phone=phone_of(facts, "location.phone"),
        hours=week(location.opening_hours, language),
        special_days=special_days(
            location.special_days,
            language,
            today(),
            with_notes=is_one_language(visit.clinic.default_locale, language),
        ),
        service_areas=str(value("location.service_areas", facts)),
        place=place_of(location),
        areas=names_of(location.service_areas),
        map_url=_map_url(location),
        directions=directions,
        lead=practitioner_view(visit, lead, tail="") if lead else None,
    )


def place_of(location: ClinicLocation) -> Place:
    """Return a location's address by its parts; `location` is the default locale's row."""
    return Place(
        street=location.street,
        city=location.city,
        region=location.region,
        postal_code=location.postal_code,
        country=location.country,
        latitude=_degrees(location.latitude),
        longitude=_degrees(location.longitude),
    )


def _degrees(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def practitioner_view(visit: Visit, doctor: PractitionerPage, *, tail: str) -> PractitionerView:
    """Return a practitioner; `doctor` is the default locale's row, `tail` the reader's path."""
    reader = visit.locale.code
    languages = tuple(language_name(str(child.value), reader) for child in doctor.languages)
    return PractitionerView(
        id=doctor.pk,
        name=doctor.full_name,
        credentials=doctor.credentials,
        url=visit.path(tail) if tail else "",
        languages=languages,
        spoken=joined(languages, reader),
        photo=doctor.photo,
    )


def _map_url(location: ClinicLocation) -> str:
    """Return a `geo:` URL (RFC 5870): the phone's own map opens it, no third party learns of it."""
    if location.latitude is None or location.longitude is None:
        return ""
    return f"geo:{location.latitude.normalize()},{location.longitude.normalize()}"
