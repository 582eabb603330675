"""Locations and practitioners."""

from datetime import time
from typing import Self

from clinic_cms.api.schemas.base import Contract, Phone, Picture, absolute
from clinic_cms.api.schemas.blocks import Html
from clinic_cms.serving.hours import HoursRow
from clinic_cms.serving.location_views import LocationView, PractitionerView


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

    @classmethod
    def of(cls, row: HoursRow) -> Self:
        """Return a line."""
        return cls.model_validate(row, from_attributes=True)


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
    path: str
    """The path of the practitioner's page; empty where it has none in this locale."""
    url: str
    """The same as an absolute URL."""
    photo: Picture | None
    """A square portrait."""

    @classmethod
    def of(cls, person: PractitionerView, origin: str, *, kind: str = "person") -> Self:
        """Return a practitioner with a photo of a kind; a lone portrait names who it shows."""
        alt = "" if kind == "person" else person.name
        return cls(
            name=person.name,
            credentials=person.credentials,
            languages=list(person.languages),
            spoken=person.spoken,
            path=person.url,
            url=absolute(origin, person.url),
            photo=Picture.of(person.photo, kind, alt=alt, origin=origin),
        )


class Location(Contract):
    """One address of the clinic."""

    title: str
    """Its name."""
    path: str
    """The path of its page."""
    url: str
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
    service_areas: list[str]
    """Other places whose people come here, most important first."""
    service_areas_text: str
    """The same as one list in the reader's language."""
    map_url: str
    """A `geo:` address (RFC 5870), which a phone opens in its own map; or nothing."""
    directions: Html
    """The way there."""
    lead: str
    """The honorific and name of the lead practitioner, or nothing."""

    @classmethod
    def of(cls, location: LocationView, origin: str) -> Self:
        """Return a location of a clinic whose pages lie at `origin`."""
        return cls(
            title=location.title,
            path=location.url,
            url=absolute(origin, location.url),
            address=list(location.address),
            place=Address.model_validate(location.place, from_attributes=True),
            phone=Phone.model_validate(location.phone, from_attributes=True)
            if location.phone
            else None,
            hours=[Hours.of(row) for row in location.hours],
            special_days=[Hours.of(row) for row in location.special_days],
            service_areas=list(location.areas),
            service_areas_text=location.service_areas,
            map_url=location.map_url,
            directions=location.directions.strip(),
            lead=location.lead.name if location.lead else "",
        )


class LocationList(Contract):
    """A clinic's locations."""

    items: list[Location]
    """The primary one first."""


class PractitionerList(Contract):
    """A clinic's practitioners."""

    items: list[Practitioner]
    """In the clinic's own order."""
