"""Locations and practitioners."""

from datetime import time
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from clinic_cms.api.schemas.base import Contract, Path, Phone, Picture, Url, picture_fields
from clinic_cms.api.schemas.blocks import StrippedHtml
from clinic_cms.serving.location_views import PractitionerView


class Address(Contract):
    """An address by its parts, as the clinic writes them."""

    street: str
    """Street and number."""
    city: str
    """City or town."""
    region: str
    """State or province."""
    postal_code: str
    """Postal code."""
    country: str
    """ISO 3166-1, two letters."""
    latitude: str
    """WGS 84, in degrees; empty like the longitude where it is not known."""
    longitude: str
    """WGS 84, in degrees."""


class Interval(Contract):
    """A stretch of time in which a location is open."""

    opens: time
    """Local time."""
    closes: time
    """Local time, on the same day."""


class Hours(Contract):
    """One line of a table of hours."""

    days: list[str]
    """Days of the week ("mon" to "sun"), or one ISO date for a special day."""
    label: str
    """The days in the reader's language: "Monday – Thursday"."""
    text: str
    """The hours in the reader's language: "9:00 AM – 5:00 PM", or "Closed"."""
    intervals: list[Interval]
    """The same for machines; empty for a day on which the location is closed."""


def _photo(image: Any) -> dict[str, Any] | None:
    """Return an image as lists show it: beside the name, which says who it is."""
    return image if isinstance(image, dict) else picture_fields(image, "person")


class Practitioner(Contract):
    """A practitioner of the clinic."""

    name: str
    """Honorific and name."""
    credentials: str
    """Such as "DC, CCSP", or nothing."""
    languages: list[str]
    """The languages spoken, in the reader's language."""
    spoken: str
    """The same as one list."""
    path: Path
    """The path of the practitioner's page; empty where it has none in this locale."""
    url: Url
    """The same as an absolute URL."""
    photo: Annotated[Picture | None, BeforeValidator(_photo)]
    """A square portrait."""


def _name(practitioner: PractitionerView | None) -> str:
    return practitioner.name if practitioner else ""


class Location(Contract):
    """One address of the clinic."""

    title: str
    """Its name."""
    path: Path
    """The path of its page."""
    url: Url
    """The same as an absolute URL."""
    address: list[str]
    """The postal address, line by line, as it is laid out in its country."""
    place: Address
    """The address by its parts."""
    phone: Phone | None
    """Its phone number."""
    hours: list[Hours]
    """The week; empty where nobody entered it."""
    special_days: list[Hours]
    """Days that differ from the week, from today on."""
    service_areas: Annotated[list[str], Field(validation_alias="areas")]
    """Other places whose people come here, most important first."""
    service_areas_text: Annotated[str, Field(validation_alias="service_areas")]
    """The same as one list in the reader's language."""
    map_url: str
    """A `geo:` address (RFC 5870), which a phone opens in its own map; or nothing."""
    directions: StrippedHtml
    """The way there."""
    lead: Annotated[str, BeforeValidator(_name)]
    """The honorific and name of the lead practitioner, or nothing."""


class LocationList(Contract):
    """A clinic's locations."""

    items: list[Location]
    """The primary one first."""


class PractitionerList(Contract):
    """A clinic's practitioners."""

    items: list[Practitioner]
    """In the clinic's own order."""
