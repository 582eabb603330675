"""A clinic's locations: address, phone, opening hours, service areas."""

from datetime import time
from typing import Annotated

from pydantic import BeforeValidator, Field

from clinic_cms.api.schemas.base import Contract, Path, Phone, Url
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
    """Local time; at or before `opens` it is on the next day, and 00:00 is the day's end."""


class Hours(Contract):
    """One line of a table of hours."""

    days: list[str]
    """Days of the week ("mon" to "sun"), or one ISO date for a special day."""
    label: str
    """The days in the reader's language: "Monday – Thursday"."""
    text: str
    """The hours in the reader's language: "9:00 AM – 5:00 PM", "By appointment" or "Closed"."""
    intervals: list[Interval]
    """The same for machines; empty for a day without fixed hours."""
    by_appointment: bool
    """Whether patients come by appointment: a day without intervals is closed if not."""


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
    time_zone: str
    """Its zone in the time zone database, such as "America/Los_Angeles"."""
    hours: list[Hours]
    """The week; empty where nobody entered it."""
    special_days: list[Hours]
    """Days that differ from the week, from today on, by the location's time zone."""
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
