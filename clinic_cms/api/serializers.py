"""From a page's view, and from its filled blocks, to the schemas."""

from functools import singledispatch
from typing import Any

from clinic_cms.api.schemas.articles import ConditionItem, Reference, Review, Section
from clinic_cms.api.schemas.base import Alternate, Link, Picture
from clinic_cms.api.schemas.blocks import (
    AdviceCard,
    BlockBase,
    CallToAction,
    Cause,
    Conditions,
    Figure,
    Highlights,
    Listing,
    Prevention,
    TextBlock,
    Treatment,
)
from clinic_cms.api.schemas.clinics import Contacts
from clinic_cms.api.schemas.pages import (
    AnyPage,
    Article,
    ConditionIndex,
    FreePage,
    HomePage,
    LocationPage,
    PractitionerPage,
)
from clinic_cms.api.schemas.places import Location, Practitioner
from clinic_cms.blocks import CauseKind, TreatmentSetting, Urgency
from clinic_cms.serving import views
from clinic_cms.serving.compiled import FilledBlock
from clinic_cms.serving.json_ld import json_ld
from clinic_cms.serving.links import host_of_source

BLOCKS: dict[str, type[BlockBase]] = {
    "text": TextBlock,
    "advice_card": AdviceCard,
    "figure": Figure,
    "call_to_action": CallToAction,
    "cause": Cause,
    "treatment": Treatment,
    "prevention": Prevention,
    "highlights": Highlights,
    "conditions": Conditions,
    "team": Listing,
    "locations": Listing,
}


@singledispatch
def page_of(view: views.PageView) -> AnyPage:
    """Return a page's view as its schema."""
    raise TypeError(f"No schema is for a {type(view).__name__}.")


@page_of.register
def _home(view: views.HomeView) -> HomePage:
    site, image = view.clinic.origin, view.hero_image
    alt = (image.contextual_alt_text or "") if image else ""
    return HomePage(
        **_base(view),
        type="home",
        hero_heading=view.hero_heading,
        hero_text=view.hero_text.strip(),
        hero_picture=Picture.of(image, "hero", alt=alt, origin=site),
        blocks=_blocks(view.body, view, level=2),
        conditions=[ConditionItem.of(link, site) for link in view.conditions],
        team=[Practitioner.of(person, site) for person in view.team],
        locations=[Location.of(location, site) for location in view.locations],
    )


@page_of.register
def _index(view: views.ConditionIndexView) -> ConditionIndex:
    site = view.clinic.origin
    return ConditionIndex(
        **_base(view),
        type="conditions",
        intro=view.intro.strip(),
        conditions=[ConditionItem.of(link, site) for link in view.conditions],
    )


@page_of.register
def _location(view: views.LocationPageView) -> LocationPage:
    location = Location.of(view.location, view.clinic.origin)
    intro = view.intro.strip()
    return LocationPage(**_base(view), type="location", intro=intro, location=location)


@page_of.register
def _practitioner(view: views.PractitionerPageView) -> PractitionerPage:
    shown = Practitioner.of(view.practitioner, view.clinic.origin, kind="portrait")
    bio = view.bio.strip()
    return PractitionerPage(**_base(view), type="practitioner", practitioner=shown, bio=bio)


@page_of.register
def _free_page(view: views.ClinicPageView) -> FreePage:
    return FreePage(
        **_base(view),
        type="page",
        intro=view.intro.strip(),
        blocks=_blocks(view.body, view, level=2),
        is_contact=view.is_contact,
        locations=[Location.of(location, view.clinic.origin) for location in view.locations],
    )


@page_of.register
def _article(view: views.ArticleView) -> Article:
    return Article(
        **_base(view),
        type="condition",
        slug=view.slug,
        summary=view.summary,
        opening=_blocks(view.opening, view, level=2),
        sections=[
            Section.model_validate(
                {
                    "key": section.key,
                    "heading": section.heading,
                    "blocks": _blocks(section.blocks, view, level=3),
                }
            )
            for section in view.sections
        ],
        review=Review.model_validate(view, from_attributes=True),
        references=[
            Reference.model_validate(reference, from_attributes=True)
            for reference in view.references
        ],
        related=[ConditionItem.of(link, view.clinic.origin) for link in view.related],
        published_at=view.published_at,
        modified_at=view.modified_at,
    )


def _blocks(blocks: Any, view: views.PageView, *, level: int) -> list[Any]:
    return [block_of(block, view, level=level) for block in blocks]


def _base(view: views.PageView) -> dict[str, Any]:
    site = view.clinic.origin
    return {
        "title": view.title,
        "head_title": view.head_title,
        "description": view.description,
        "locale": view.locale,
        "language": view.language,
        "direction": view.direction,
        "path": view.canonical.removeprefix(site),
        "canonical": view.canonical,
        "alternates": [Alternate.of(alternate) for alternate in view.alternates],
        "x_default": view.x_default,
        "languages": [Alternate.of(language) for language in view.clinic.languages],
        "breadcrumbs": [Link.of(link, site) for link in view.breadcrumbs],
        "clinic": Contacts.of(view.clinic),
        "json_ld": json_ld(view),
    }


def block_of(block: FilledBlock, page: views.PageView, *, level: int) -> Any:
    """Return a filled block of a page as its schema; its HTML's headings start at `level`."""
    html = block.render_as_block({"page": page, "level": level})
    return BLOCKS[block.type].model_validate(
        {
            "id": block.id or "",
            "type": block.type,
            "value": _value(block, page.clinic.origin),
            "html": html.strip(),
        }
    )


def _value(block: FilledBlock, origin: str) -> Any:
    value = block.value
    if block.type == "text":
        return str(value)
    if block.type == "highlights":
        return {"heading": value["heading"], "items": [dict(item) for item in value["items"]]}
    if block.type == "figure":
        image = Picture.of(value["image"], "figure", alt=value["alt"], origin=origin)
        return {"image": image, "caption": value["caption"]}
    return {**_without_none(value), **_labels(block.type, value)}


def _without_none(value: Any) -> dict[str, Any]:
    return {name: "" if part is None else part for name, part in value.items()}


def _labels(kind: str, value: Any) -> dict[str, str]:
    """Return the labels that pages print for a block's choices and for its source."""
    if kind == "cause":
        cause = CauseKind(value["kind"])
        return {"kind_label": "" if cause is CauseKind.OTHER else str(cause.label)}
    if kind == "treatment":
        return {
            "setting_label": str(TreatmentSetting(value["setting"]).label),
            "reference_host": host_of_source(value["reference"] or ""),
        }
    if kind == "advice_card":
        return {"urgency_label": str(Urgency(value["urgency"]).label)}
    return {}
