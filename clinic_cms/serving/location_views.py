"""Locations and practitioners as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from wagtail.models import Page

from clinic_cms.blocks.streams import names_of
from clinic_cms.facts import live_lead
from clinic_cms.formats.phone_numbers import PhoneNumber
from clinic_cms.merge import Facts
from clinic_cms.merge.formatting import joined, language_name
from clinic_cms.merge.vocabulary import value
from clinic_cms.models import ClinicLocation, PractitionerPage
from clinic_cms.routing import is_one_language
from clinic_cms.serving.clinic_memory import remembered
from clinic_cms.serving.context import ClinicContext
from clinic_cms.serving.hours import HoursRow, special_days, today, week
from clinic_cms.serving.navigation import tail_of
from clinic_cms.serving.pictures import with_files
from clinic_cms.serving.postal_addresses import address_lines
from clinic_cms.serving.visit import Visit


@dataclass(frozen=True)
class Phone:
    """A number as people read it, and as a link dials it."""

    text: str
    number: PhoneNumber

    @property
    def e164(self) -> str:
        """The number without its extension (ITU-T E.164)."""
        return self.number.e164

    @property
    def uri(self) -> str:
        """What a link dials, with the extension (RFC 3966)."""
        return self.number.uri


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
    time_zone: str
    """Its name in the time zone database: "America/Los_Angeles"."""
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
    stored = facts.clinic.phone if variable == "clinic.phone" else facts.location.phone
    if not stored:
        return None
    return Phone(str(value(variable, facts)), PhoneNumber.stored(stored))


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
    lead, place = live_lead(location), place_of(location)
    return LocationView(
        id=location.pk,
        title=title,
        url=visit.path(tail),
        address=address_lines(location, language),
        phone=phone_of(facts, "location.phone"),
        time_zone=location.local_time_zone,
        hours=week(location.opening_hours, language),
        special_days=special_days(
            location.special_days,
            language,
            today(location.local_time_zone),
            with_notes=is_one_language(visit.clinic.default_locale, language),
        ),
        service_areas=str(value("location.service_areas", facts)),
        place=place,
        areas=names_of(location.service_areas),
        map_url=_map_url(place),
        directions=directions,
        lead=practitioner_view(visit, lead, tail="") if lead else None,
    )


def time_zones_of(locations: Iterable[LocationView]) -> frozenset[str]:
    """Return the time zones of some locations."""
    return frozenset(location.time_zone for location in locations)


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


def practitioner_view(
    visit: Visit, doctor: PractitionerPage, *, tail: str, photo: Any = None
) -> PractitionerView:
    """Return a practitioner; `doctor` is the default locale's row, `tail` the reader's path.

    `photo` is the picture with its files, where they were read already.
    """
    reader = visit.locale.code
    languages = tuple(language_name(str(child.value), reader) for child in doctor.languages)
    return PractitionerView(
        id=doctor.pk,
        name=doctor.full_name,
        credentials=doctor.credentials,
        url=visit.path(tail) if tail else "",
        languages=languages,
        spoken=joined(languages, reader),
        photo=photo or doctor.photo,
    )


def _map_url(place: Place) -> str:
    """Return a `geo:` URL (RFC 5870): the phone's own map opens it, no third party learns of it."""
    if not place.latitude or not place.longitude:
        return ""
    return f"geo:{place.latitude},{place.longitude}"


def locations(context: ClinicContext) -> tuple[LocationView, ...]:
    """Return the clinic's locations, the primary one first. One query, or none."""
    visit = context.visit
    shown = []
    for row, translated in _default_rows(ClinicLocation, visit, "lead"):
        facts = context.facts_on(row, visit.locale)
        tail = tail_of(translated.url_path)
        title = context.label(translated.title)
        directions = context.rich_label(translated.directions, facts)
        view = location_view(visit, row, title=title, tail=tail, directions=directions, facts=facts)
        shown.append(view)
    primary = visit.clinic.clinic.primary_location_id
    return tuple(sorted(shown, key=lambda location: location.id != primary))


def team(context: ClinicContext) -> tuple[PractitionerView, ...]:
    """Return the clinic's practitioners in the order of the page tree. At most two queries."""
    rows = _default_rows(PractitionerPage, context.visit, "photo")
    photos = with_files([row.photo for row, _translated in rows])
    return tuple(
        practitioner_view(
            context.visit, row, tail=tail_of(translated.url_path), photo=photos.get(row.photo_id)
        )
        for row, translated in rows
    )


def _default_rows(model: type[Page], visit: Visit, *related: str) -> list[tuple[Any, Any]]:
    """Return (row with the facts, row in the reader's locale) for each published page."""
    rows = remembered(visit.clinic, model.__name__, lambda: _read_rows(model, visit, *related))
    here = {row.translation_key: row for row in rows if row.locale_id == visit.locale.id}
    default = visit.clinic.clinic.default_locale_id
    pairs = ((row, here.get(row.translation_key)) for row in rows if row.locale_id == default)
    return [(row, translated) for row, translated in pairs if translated is not None]


def _read_rows(model: type[Page], visit: Visit, *related: str) -> list[Any]:
    """Read a clinic's published pages of a type. By their clinic alone: see `navigation`."""
    rows = model.objects.filter(clinic_id=visit.clinic.clinic.pk).select_related(*related)
    readable_rows = (row for row in rows.order_by() if row.is_readable)
    return sorted(readable_rows, key=lambda row: row.path)
