"""What a clinic lists: its conditions, locations, practitioners and URLs."""

from datetime import datetime, time
from typing import Annotated, Any, Literal

from pydantic import AliasPath, BeforeValidator, Field

from clinic_cms.api.schemas.base import (
    Alternate,
    Contract,
    Path,
    Phone,
    Picture,
    Url,
    picture_fields,
)
from clinic_cms.api.schemas.blocks import StrippedHtml
from clinic_cms.models.pages import PAGE_TYPES
from clinic_cms.serving.location_views import PractitionerView

Source = Literal["library", "clinic"]


def _source_of(own: bool) -> Source:
    return "clinic" if own else "library"


class ConditionItem(Contract):
    """An article in a list."""

    slug: str
    """What names it in this API, in this locale."""
    title: str
    """Its title."""
    summary: str
    """One or two sentences, or nothing."""
    path: Path
    """The path of its page."""
    url: Url
    """The same as an absolute URL."""
    source: Annotated[Source, Field(validation_alias="own"), BeforeValidator(_source_of)]
    """Whether the network shares it, or it is the clinic's own."""
    modified_at: datetime | None
    """When it was last published."""


class ConditionList(Contract):
    """A page of the list of a clinic's articles."""

    items: list[ConditionItem]
    """By title."""
    total: int
    """How many there are on all pages."""
    next: str | None
    """What to give as `cursor` for the next page; null on the last."""


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


class PractitionerList(Contract):
    """A clinic's practitioners."""

    items: list[Practitioner]
    """In the clinic's own order."""


class SitemapItem(Contract):
    """One address of a clinic at which a page lies."""

    type: Annotated[str, BeforeValidator(PAGE_TYPES.get)]
    """The page's type, as its own answer names it: "home", "condition" …"""
    locale: Annotated[str, Field(validation_alias=AliasPath("locale", "code"))]
    """The locale's code."""
    language: Annotated[str, Field(validation_alias=AliasPath("locale", "language"))]
    """The same as a BCP 47 tag."""
    path: str
    """The path on the clinic's host."""
    url: str
    """The same as an absolute URL: the canonical one."""
    modified_at: datetime | None
    """When the page was last published."""
    alternates: list[Alternate]
    """The page in all locales, itself among them."""
    x_default: str
    """The one for readers of any other language, or nothing."""


class Sitemap(Contract):
    """Every address of a clinic, in all its locales."""

    items: list[SitemapItem]
    """Locale by locale in the clinic's order."""
