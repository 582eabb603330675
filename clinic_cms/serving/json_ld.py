"""A page as structured data: schema.org's words in JSON-LD.

Only what the page shows is marked up, and typed properties take typed things with names, never
prose (schema.org 30.0; Google's guidelines on structured data).
"""

from collections.abc import Iterable
from functools import singledispatch
from typing import Any

from clinic_cms.serving import views
from clinic_cms.serving.json_ld_places import clinic_node, clinic_ref, location_node, person_node

Node = dict[str, Any]

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
    nodes = [*_nodes(page), *_breadcrumbs(page)]
    return {"@context": "https://schema.org", "@graph": [_without_empty(node) for node in nodes]}


@singledispatch
def _nodes(page: views.PageView) -> list[Node]:
    return [clinic_node(page.clinic), _web_page(page, "WebPage", about=clinic_ref(page.clinic))]


@_nodes.register
def _home(page: views.HomeView) -> list[Node]:
    clinic = clinic_node(page.clinic)
    if page.locations:
        primary = location_node(page.locations[0], page.clinic)
        shared = {"openingHoursSpecification", "areaServed"}
        clinic |= {name: value for name, value in primary.items() if name in shared}
    return [clinic, _web_page(page, "WebPage", about=clinic_ref(page.clinic))]


@_nodes.register
def _index(page: views.ConditionIndexView) -> list[Node]:
    return [clinic_node(page.clinic), _web_page(page, "CollectionPage")]


@_nodes.register
def _location(page: views.LocationPageView) -> list[Node]:
    node = location_node(page.location, page.clinic)
    about = {"@id": node["@id"]}
    return [clinic_node(page.clinic), node, _web_page(page, "WebPage", mainEntity=about)]


@_nodes.register
def _practitioner(page: views.PractitionerPageView) -> list[Node]:
    person = person_node(page.practitioner, page.clinic)
    about = {"@id": person["@id"]}
    return [clinic_node(page.clinic), person, _web_page(page, "ProfilePage", mainEntity=about)]


@_nodes.register
def _free_page(page: views.ClinicPageView) -> list[Node]:
    kind = "ContactPage" if page.is_contact else "WebPage"
    places = [location_node(location, page.clinic) for location in page.locations]
    about = clinic_ref(page.clinic)
    return [clinic_node(page.clinic), *places, _web_page(page, kind, about=about)]


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
    node = _web_page(
        page,
        "MedicalWebPage",
        datePublished=page.published_at.isoformat() if page.published_at else "",
        dateModified=page.modified_at.isoformat() if page.modified_at else "",
        lastReviewed=page.reviewed_on.isoformat() if page.reviewed_on else "",
        author={"@type": "Person", "name": page.author} if page.author else {},
        reviewedBy=_without_empty(reviewer) if page.reviewer else {},
        publisher=clinic_ref(page.clinic),
        citation=[_citation(reference) for reference in page.references],
        mainEntity=_without_empty(condition),
        hasPart=[_part(page, section) for section in page.sections],
    )
    return [clinic_node(page.clinic), node]


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
    part = {
        "@type": "HealthTopicContent",
        "headline": section.heading,
        "url": f"{page.canonical}#{section.key}",
        "hasHealthAspect": aspect,
    }
    return _without_empty(part)


def _citation(reference: views.ReferenceView) -> Node:
    publisher = {"@type": "Organization", "name": reference.publisher}
    node = {
        "@type": "CreativeWork",
        "name": reference.title,
        "url": reference.url,
        "publisher": publisher if reference.publisher else {},
        "datePublished": str(reference.year or ""),
    }
    return _without_empty(node)


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


def _without_empty(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in ("", None, [], {})}
