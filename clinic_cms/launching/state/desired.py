"""What a clinic should be: the spec's statements and the standard texts, object by object."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from clinic_cms.launching.spec.fields import ALL
from clinic_cms.launching.spec.schema import ClinicSpec, LocationTable, PractitionerTable
from clinic_cms.launching.standard import standard_page
from clinic_cms.launching.state.values import (
    CLINIC,
    WEEK,
    Fields,
    Key,
    degrees_of,
    digest_of,
    html_of,
)


@dataclass(frozen=True)
class Wanted:
    """The fields of each object, in the order in which objects are made: that of the menu."""

    objects: dict[Key, Fields]
    pictures: dict[str, Path]
    """Files of pictures by their digest."""
    starts: dict[Key, Fields] = field(default_factory=dict)
    """What drafts start with, whose language has no standard texts; later it is their owner's."""


def wanted_of(spec: ClinicSpec, conditions: Mapping[str, UUID]) -> Wanted:
    """Return what a spec asks for; `conditions` gives the translation keys of masters by slug."""
    files = (spec.clinic.logo, *(person.photo for person in spec.practitioners))
    pictures = {digest_of(path): path for path in files if path}
    wanted = Wanted({CLINIC: _clinic(spec, conditions)}, pictures)
    for locale in spec.clinic.locales:
        for key, fields, starts in _pages(spec, locale):
            wanted.objects[key] = fields
            if starts:
                wanted.starts[key] = starts
    return wanted


def _clinic(spec: ClinicSpec, conditions: Mapping[str, UUID]) -> Fields:
    clinic = spec.clinic
    include = spec.conditions.include
    return {
        "name": clinic.name,
        "host": clinic.host,
        "other_hosts": sorted(clinic.other_hosts),
        "locales": list(clinic.locales),
        "theme": clinic.theme.name,
        "primary_color": clinic.theme.primary,
        "owner_email": clinic.owner_email,
        "logo": digest_of(clinic.logo),
        "language_help": list(clinic.language_help),
        "front_ends": sorted(clinic.front_ends),
        "preview_url": clinic.preview_url,
        "conditions": ALL
        if include == (ALL,)
        else sorted({str(conditions[slug]) for slug in include}),
        "primary_location": spec.locations[0].key,
    }


def _pages(spec: ClinicSpec, locale: str) -> Iterator[tuple[Key, Fields, Fields]]:
    """Yield each page of a locale with what it says and with what its draft starts."""
    yield _standard(spec, "home", locale)
    yield _standard(spec, "conditions", locale)
    yield _standard(spec, "about", locale)
    for person in spec.practitioners:
        key = Key("practitioner", person.key, locale)
        yield key, {**_practitioner(spec, person, locale), "live": True}, {}
    for place in spec.locations:
        key = Key("location", place.key, locale)
        yield key, {**_location(spec, place, locale), "live": True}, {}
    yield _standard(spec, "contact", locale)


def _standard(spec: ClinicSpec, kind: str, locale: str) -> tuple[Key, Fields, Fields]:
    tables = spec.home if kind == "home" else getattr(spec.pages, kind)
    own = tables[locale].model_dump() if locale in tables else {}
    page = standard_page(
        kind, locale=locale, first_locale=spec.default_locale, name=spec.clinic.name, own=own
    )
    return Key(kind, "", locale), page.fields, page.starts


def _practitioner(spec: ClinicSpec, person: PractitionerTable, locale: str) -> Fields:
    prose: Fields = {
        "title": person.name,
        "slug": person.key,
        "show_in_menus": False,
        "bio": html_of(_text(spec, person.bio, locale)),
    }
    if locale != spec.default_locale:
        return prose
    first, _, last = person.name.partition(" ")
    named = bool(person.first_name or person.last_name)
    return {
        **prose,
        "honorific": person.honorific,
        "first_name": person.first_name if named else first,
        "last_name": person.last_name if named else last,
        "credentials": person.credentials,
        "gender": person.gender.value,
        "languages": list(person.languages),
        "photo": digest_of(person.photo),
    }


def _location(spec: ClinicSpec, place: LocationTable, locale: str) -> Fields:
    prose: Fields = {
        "title": _text(spec, place.title, locale) or place.city,
        "slug": place.key,
        "show_in_menus": len(spec.locations) > 1,
        "intro": html_of(_text(spec, place.intro, locale)),
        "directions": html_of(_text(spec, place.directions, locale)),
    }
    if locale != spec.default_locale:
        return prose
    week = ((day, list(getattr(place.hours, day))) for day in WEEK)
    days = sorted(place.special_days, key=lambda day: day.date)
    return {
        **prose,
        "street": place.street,
        "city": place.city,
        "region": place.region,
        "postal_code": place.postal_code,
        "country": place.country,
        "latitude": degrees_of(place.latitude),
        "longitude": degrees_of(place.longitude),
        "phone": place.phone,
        "opening_hours": {day: hours for day, hours in week if hours},
        "special_days": [
            {"date": day.date.isoformat(), "note": day.note, "hours": list(day.hours)}
            for day in days
        ],
        "service_areas": list(place.service_areas),
        "lead": spec.lead_of(place),
    }


def _text(spec: ClinicSpec, text: dict[str, str], locale: str) -> str:
    """Return a text in a locale; one without a locale is the first locale's."""
    return text.get(locale) or (text.get("", "") if locale == spec.default_locale else "")
