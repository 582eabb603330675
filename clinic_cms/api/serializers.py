"""From a page's view, and from its filled blocks, to the schemas."""

from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter

from clinic_cms.api.schemas.base import picture_fields
from clinic_cms.api.schemas.pages import AnyPage, Page
from clinic_cms.blocks.condition import CauseKind, TreatmentSetting
from clinic_cms.blocks.content import Urgency
from clinic_cms.models.pages import PAGE_TYPES
from clinic_cms.serving import views
from clinic_cms.serving.compiled import FilledBlock
from clinic_cms.serving.json_ld import json_ld
from clinic_cms.serving.links import host_of_source

PAGE: TypeAdapter[AnyPage] = TypeAdapter(Page)


def page_of(view: views.PageView, *, draft: bool = False) -> AnyPage:
    """Return a page's view as its schema; the pictures of a draft are for its readers alone."""
    site = view.clinic.origin
    common = {
        "type": PAGE_TYPES[view.type],
        "path": view.canonical.removeprefix(site),
        "languages": view.clinic.languages,
        "json_ld": json_ld(view),
    }
    fields = vars(view) | common | _own_fields(view)
    return PAGE.validate_python(
        fields, from_attributes=True, context={"origin": site, "draft": draft}
    )


def _own_fields(view: views.PageView) -> dict[str, Any]:
    """Return the fields of a type of page that its view has under no name, or in another form."""
    match view:
        case views.HomeView(hero_image=image):
            alt = (image.contextual_alt_text or "") if image else ""
            picture = picture_fields(image, "hero", alt=alt)
            return {"hero_picture": picture, "blocks": _blocks(view.body, view, level=2)}
        case views.ClinicPageView():
            return {"blocks": _blocks(view.body, view, level=2)}
        case views.PractitionerPageView(practitioner=person):
            portrait = picture_fields(person.photo, "portrait", alt=person.name)
            return {"practitioner": vars(person) | {"photo": portrait}}
        case views.ArticleView():
            sections = [
                vars(section)
                | {"blocks": _blocks(section.blocks, view, level=3 if section.heading else 2)}
                for section in view.sections
            ]
            opening = _blocks(view.opening, view, level=2)
            return {"opening": opening, "sections": sections, "review": view}
    return {}


def _blocks(
    blocks: Iterable[FilledBlock], view: views.PageView, *, level: int
) -> list[dict[str, Any]]:
    return [block_of(block, view, level=level) for block in blocks]


def block_of(block: FilledBlock, page: views.PageView, *, level: int) -> dict[str, Any]:
    """Return a filled block's fields; its HTML's headings start at `level`."""
    html = block.render_as_block({"page": page, "level": level})
    return {
        "id": block.id or "",
        "type": block.type,
        "value": _value(block),
        "html": html.strip(),
    }


def _value(block: FilledBlock) -> Any:
    value = block.value
    if block.type == "text":
        return str(value)
    if block.type == "highlights":
        return {"heading": value["heading"], "items": [dict(item) for item in value["items"]]}
    if block.type == "figure":
        image = picture_fields(value["image"], "figure", alt=value["alt"])
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
