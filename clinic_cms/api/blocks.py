"""From a filled block to its answer."""

from typing import Any

from clinic_cms.api.schemas.base import Picture
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
from clinic_cms.blocks import CauseKind, TreatmentSetting, Urgency
from clinic_cms.serving.compiled import FilledBlock
from clinic_cms.serving.links import host_of_source
from clinic_cms.serving.views import PageView

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


def block_of(block: FilledBlock, page: PageView, *, level: int) -> Any:
    """Return a filled block of a page whose headings start at `level`."""
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
    """Return the words that pages print for a block's choices and for its source."""
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
