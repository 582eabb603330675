"""A page as structured data: schema.org's words in JSON-LD.

Only what the page shows is marked up, and typed properties take typed things with names, never
prose (schema.org 30.0; Google's guidelines on structured data).
"""

from collections.abc import Iterable
from functools import singledispatch
from typing import Any

from clinic_cms.blocks.opening_hours import Weekday
from clinic_cms.formats.opening_hours import Interval
from clinic_cms.serving import views
from clinic_cms.serving.hours import HoursRow
from clinic_cms.serving.location_views import LocationView, Place, PractitionerView

Node = dict[str, Any]

SCHEMA_DAYS = {day.value: f"https://schema.org/{day.name.capitalize()}" for day in Weekday}
SPECIALTY = "https://schema.org/Musculoskeletal"
"""The nearest specialty: chiropractic is no class of schema.org's."""

HEALTH_ASPECTS = {
    "overview": "Overview",
    "causes": "Causes",
    "treatment": "Treatments",
    "prevention": "Prevention",
    "when_to_get_help": "SeeDoctor",
}
"""What a section of an article is about, by its key: members of `HealthAspectEnumeration`."""


def json_ld(page: views.PageView) -> Node:
    """Return a page's structured data as one graph."""
    nodes = [_clinic(page), *_nodes(page), *_breadcrumbs(page)]
    return {"@context": "https://schema.org", "@graph": _without_empty(nodes)}


@singledispatch
def _nodes(page: views.PageView) -> list[Node]:
    """Return the page, and what it is about apart from the clinic."""
    return [_web_page(page, "WebPage", about=_clinic_ref(page.clinic))]


@_nodes.register
def _index(page: views.ConditionIndexView) -> list[Node]:
    return [_web_page(page, "CollectionPage")]


@_nodes.register
def _location_page(page: views.LocationPageView) -> list[Node]:
    node = _location(page.location, page.clinic)
    return [node, _web_page(page, "WebPage", mainEntity={"@id": node["@id"]})]


@_nodes.register
def _practitioner_page(page: views.PractitionerPageView) -> list[Node]:
    node = _person(page.practitioner, page.clinic)
    return [node, _web_page(page, "ProfilePage", mainEntity={"@id": node["@id"]})]


@_nodes.register
def _free_page(page: views.ClinicPageView) -> list[Node]:
    kind = "ContactPage" if page.is_contact else "WebPage"
    places = [_location(location, page.clinic) for location in page.locations]
    return [*places, _web_page(page, kind, about=_clinic_ref(page.clinic))]


@_nodes.register
def _article(page: views.ArticleView) -> list[Node]:
    reviewer = {
        "@type": "Person",
        "name": page.reviewer,
        "honorificSuffix": page.reviewer_credentials,
    }
    condition = {
        "@type": "MedicalCondition",
        "name": page.title,
        "cause": _named(page, "cause", "MedicalCause", "name"),
        "possibleTreatment": _named(page, "treatment", "MedicalTherapy", "name"),
        "primaryPrevention": _named(page, "prevention", "MedicalTherapy", "action"),
    }
    article = _web_page(
        page,
        "MedicalWebPage",
        datePublished=page.published_at.isoformat() if page.published_at else "",
        dateModified=page.modified_at.isoformat() if page.modified_at else "",
        lastReviewed=page.reviewed_on.isoformat() if page.reviewed_on else "",
        author={"@type": "Person", "name": page.author} if page.author else {},
        reviewedBy=reviewer if page.reviewer else {},
        publisher=_clinic_ref(page.clinic),
        citation=[_citation(reference) for reference in page.references],
        mainEntity=condition,
        hasPart=[_part(page, section) for section in page.sections],
    )
    return [article]


def _web_page(page: views.PageView, kind: str, **more: Any) -> Node:
    return {
        "@type": kind,
        "@id": page.canonical,
        "url": page.canonical,
        "name": page.title,
        "description": page.description,
        "inLanguage": page.language,
        **more,
    }


def _named(page: views.ArticleView, block_type: str, kind: str, field: str) -> list[Node]:
    """Return a node for each block of a type in an article's sections, by its name."""
    blocks = (block for section in page.sections for block in section.blocks)
    return [
        {"@type": kind, "name": block.value[field]} for block in blocks if block.type == block_type
    ]


def _part(page: views.ArticleView, section: views.SectionView) -> Node:
    aspect = f"https://schema.org/{HEALTH_ASPECTS[section.key]}HealthAspect"
    return {
        "@type": "HealthTopicContent",
        "headline": section.heading,
        "url": f"{page.canonical}#{section.key}",
        "hasHealthAspect": aspect,
    }


def _citation(reference: views.ReferenceView) -> Node:
    publisher = {"@type": "Organization", "name": reference.publisher}
    return {
        "@type": "CreativeWork",
        "name": reference.title,
        "url": reference.url,
        "publisher": publisher if reference.publisher else {},
        "datePublished": str(reference.year or ""),
    }


def _breadcrumbs(page: views.PageView) -> Iterable[Node]:
    if not page.breadcrumbs:
        return
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": link.label,
            "item": {"@id": page.clinic.origin + link.url},
        }
        for position, link in enumerate(page.breadcrumbs, start=1)
    ]
    yield {"@type": "BreadcrumbList", "itemListElement": items}


def _clinic_ref(clinic: views.ClinicView) -> Node:
    """Return a reference to the clinic's node, the same in every locale."""
    return {"@id": f"{clinic.origin}/#clinic"}


def _clinic(page: views.PageView) -> Node:
    """Return the clinic as every page's footer shows it; a home page adds its primary location."""
    clinic = page.clinic
    node = {
        "@type": "MedicalClinic",
        **_clinic_ref(clinic),
        "name": clinic.name,
        "url": f"{clinic.origin}/",
        "telephone": str(clinic.phone.number) if clinic.phone else "",
        "medicalSpecialty": SPECIALTY,
        "address": _address(clinic.place) if clinic.place else {},
    }
    if isinstance(page, views.HomeView) and page.locations:
        node |= _served(page.locations[0])
    return node


def _location(location: LocationView, clinic: views.ClinicView) -> Node:
    """Return one location, a part of its clinic, with its hours and the places it serves."""
    url = clinic.origin + location.url
    return {
        "@type": "MedicalClinic",
        "@id": f"{url}#location",
        "name": location.title,
        "url": url,
        "telephone": str(location.phone.number) if location.phone else "",
        "medicalSpecialty": SPECIALTY,
        "address": _address(location.place),
        "geo": _geo(location.place),
        **_served(location),
        "parentOrganization": _clinic_ref(clinic),
    }


def _served(location: LocationView) -> Node:
    """Return when a location is open, and for which places."""
    return {
        "openingHoursSpecification": [*_week(location.hours), *_dates(location.special_days)],
        "areaServed": [{"@type": "Place", "name": name} for name in location.areas],
    }


def _person(person: PractitionerView, clinic: views.ClinicView) -> Node:
    """Return a practitioner of the clinic."""
    url = clinic.origin + person.url
    return {
        "@type": "Person",
        "@id": f"{url}#person",
        "name": person.name,
        "honorificSuffix": person.credentials,
        "url": url,
        "knowsLanguage": list(person.languages),
        "worksFor": _clinic_ref(clinic),
    }


def _address(place: Place) -> Node:
    return {
        "@type": "PostalAddress",
        "streetAddress": place.street,
        "addressLocality": place.city,
        "addressRegion": place.region,
        "postalCode": place.postal_code,
        "addressCountry": place.country,
    }


def _geo(place: Place) -> Node:
    if not place.latitude:
        return {}
    return {
        "@type": "GeoCoordinates",
        "latitude": float(place.latitude),
        "longitude": float(place.longitude),
    }


def _week(rows: Iterable[HoursRow]) -> Iterable[Node]:
    for row in rows:
        for interval in row.intervals:
            yield {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": [SCHEMA_DAYS[day] for day in row.days],
                **_times(interval),
            }


def _dates(rows: Iterable[HoursRow]) -> Iterable[Node]:
    """Yield special days; closed all day is written as midnight to midnight (Google).

    A day by appointment alone has no hours, and is not closed: it is left out.
    """
    for row in rows:
        spans = [_times(interval) for interval in row.intervals]
        closed = [] if row.by_appointment else [{"opens": "00:00", "closes": "00:00"}]
        for times in spans or closed:
            yield {
                "@type": "OpeningHoursSpecification",
                "validFrom": row.days[0],
                "validThrough": row.days[0],
                **times,
            }


def _times(interval: Interval) -> Node:
    """Return when hours begin and end; the whole day ends at 23:59 (Google), others as they do.

    An end at or before the beginning is on the next day (schema.org).
    """
    closes = "23:59" if interval.is_all_day else f"{interval.closes:%H:%M}"
    return {"opens": f"{interval.opens:%H:%M}", "closes": closes}


def _without_empty(value: Any) -> Any:
    """Return a node, or a list of them, without properties that are empty, at every depth."""
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = ((name, _without_empty(each)) for name, each in value.items())
    return {name: each for name, each in kept if each not in ("", None, [], {})}
