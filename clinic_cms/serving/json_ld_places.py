"""Clinics, locations and practitioners as nodes of structured data."""

from collections.abc import Iterable
from typing import Any

from clinic_cms.blocks.location import Weekday
from clinic_cms.serving import views
from clinic_cms.serving.hours import HoursRow
from clinic_cms.serving.location_views import LocationView, Place, PractitionerView

SCHEMA_DAYS = {day.value: f"https://schema.org/{day.name.capitalize()}" for day in Weekday}
SPECIALTY = "https://schema.org/Musculoskeletal"
"""The nearest specialty: chiropractic is no class of schema.org's."""


def clinic_ref(clinic: views.ClinicView) -> dict[str, Any]:
    """Return a reference to the clinic's node, the same in every locale."""
    return {"@id": f"{clinic.origin}/#clinic"}


def clinic_node(clinic: views.ClinicView) -> dict[str, Any]:
    """Return the clinic as every page's footer shows it."""
    return {
        "@type": "MedicalClinic",
        **clinic_ref(clinic),
        "name": clinic.name,
        "url": f"{clinic.origin}/",
        "telephone": clinic.phone.e164 if clinic.phone else "",
        "medicalSpecialty": SPECIALTY,
        "address": _address(clinic.place),
    }


def location_node(location: LocationView, clinic: views.ClinicView) -> dict[str, Any]:
    """Return one location, a part of its clinic, with its hours and the places it serves."""
    url = clinic.origin + location.url
    node = {
        "@type": "MedicalClinic",
        "@id": f"{url}#location",
        "name": location.title,
        "url": url,
        "telephone": location.phone.e164 if location.phone else "",
        "medicalSpecialty": SPECIALTY,
        "address": _address(location.place),
        "geo": _geo(location.place),
        "openingHoursSpecification": [*_week(location.hours), *_dates(location.special_days)],
        "areaServed": [{"@type": "Place", "name": name} for name in location.areas],
        "parentOrganization": clinic_ref(clinic),
    }
    return {name: value for name, value in node.items() if value not in ("", [], {})}


def person_node(person: PractitionerView, clinic: views.ClinicView) -> dict[str, Any]:
    """Return a practitioner of the clinic."""
    url = clinic.origin + person.url
    node = {
        "@type": "Person",
        "@id": f"{url}#person",
        "name": person.name,
        "honorificSuffix": person.credentials,
        "url": url,
        "knowsLanguage": list(person.languages),
        "worksFor": clinic_ref(clinic),
    }
    return {name: value for name, value in node.items() if value not in ("", [])}


def _address(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    node = {
        "@type": "PostalAddress",
        "streetAddress": place.street,
        "addressLocality": place.city,
        "addressRegion": place.region,
        "postalCode": place.postal_code,
        "addressCountry": place.country,
    }
    return {name: value for name, value in node.items() if value}


def _geo(place: Place) -> dict[str, Any]:
    if not place.latitude:
        return {}
    return {
        "@type": "GeoCoordinates",
        "latitude": float(place.latitude),
        "longitude": float(place.longitude),
    }


def _week(rows: Iterable[HoursRow]) -> Iterable[dict[str, Any]]:
    for row in rows:
        for interval in row.intervals:
            yield {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": [SCHEMA_DAYS[day] for day in row.days],
                "opens": f"{interval.opens:%H:%M}",
                "closes": f"{interval.closes:%H:%M}",
            }


def _dates(rows: Iterable[HoursRow]) -> Iterable[dict[str, Any]]:
    """Yield special days; closed all day is written as midnight to midnight (Google)."""
    for row in rows:
        spans = [(f"{i.opens:%H:%M}", f"{i.closes:%H:%M}") for i in row.intervals]
        for opens, closes in spans or [("00:00", "00:00")]:
            yield {
                "@type": "OpeningHoursSpecification",
                "validFrom": row.days[0],
                "validThrough": row.days[0],
                "opens": opens,
                "closes": closes,
            }
