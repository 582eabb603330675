"""The blocks of which articles and pages are made, filled."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from clinic_cms.api.schemas.base import Contract, Picture
from clinic_cms.blocks.condition import CauseKind, TreatmentSetting
from clinic_cms.blocks.content import Urgency

Html = Annotated[str, Field(json_schema_extra={"contentMediaType": "text/html"})]
StrippedHtml = Annotated[Html, StringConstraints(strip_whitespace=True)]


class BlockBase(Contract):
    """What all blocks have."""

    id: str
    """Stable, and the same in every locale."""
    html: Html
    """The block as our own pages print it."""


class TextBlock(BlockBase):
    """Free text: paragraphs, small headings, lists."""

    type: Literal["text"]
    value: Html
    """Formatted text. Its headings are h3 and h4: where no h2 stands above them, raise them."""


class AdviceCardValue(Contract):
    """Who should get help, where, and how soon."""

    urgency: Urgency
    """How soon: the three levels of the NHS service manual's care cards."""
    urgency_label: str
    """The same in the reader's language."""
    heading: str
    """One action ending in "if:"."""
    body: Html
    """The signs that call for it."""


class AdviceCard(BlockBase):
    """An advice card."""

    type: Literal["advice_card"]
    value: AdviceCardValue
    """What it says."""


class FigureValue(Contract):
    """A picture with its caption."""

    image: Picture | None
    """The picture."""
    caption: str
    """What stands below it, or nothing."""


class Figure(BlockBase):
    """A picture across the text's width."""

    type: Literal["figure"]
    value: FigureValue
    """What it shows."""


class CallToActionValue(Contract):
    """An invitation; the clinic's phone and appointment page are under `clinic`."""

    heading: str
    """Its heading."""
    text: str
    """A few words, or nothing."""
    contact: Literal["both", "phone", "appointment"]
    """Which ways to reach the clinic to offer."""


class CallToAction(BlockBase):
    """A call to action."""

    type: Literal["call_to_action"]
    value: CallToActionValue
    """What it says."""


class CauseValue(Contract):
    """One cause of a condition."""

    name: str
    """Such as "Poor posture"."""
    kind: CauseKind
    """What kind of thing it is."""
    kind_label: str
    """The same in the reader's language; empty for "other", which pages do not print."""
    explanation: Html
    """How it leads to the condition."""


class Cause(BlockBase):
    """A cause."""

    type: Literal["cause"]
    value: CauseValue
    """What it says."""


class TreatmentValue(Contract):
    """One way to treat a condition."""

    name: str
    """Such as "Massage"."""
    setting: TreatmentSetting
    """Where it takes place."""
    setting_label: str
    """The same in the reader's language."""
    when: str
    """Such as "In the first two days", or nothing."""
    explanation: Html
    """What is done and why."""
    evidence: str
    """How good the evidence is, or nothing."""
    reference: str
    """The address of the source of the evidence, or nothing."""
    reference_host: str
    """Its host without "www.", which names the source in the link, or nothing."""


class Treatment(BlockBase):
    """A treatment."""

    type: Literal["treatment"]
    value: TreatmentValue
    """What it says."""


class PreventionValue(Contract):
    """One step of prevention."""

    action: str
    """Such as "Lift with your legs"."""
    explanation: Html
    """How to do it, and why."""


class Prevention(BlockBase):
    """A step of prevention."""

    type: Literal["prevention"]
    value: PreventionValue
    """What it says."""


class Highlight(Contract):
    """One reason to come."""

    heading: str
    """Its heading."""
    text: Html
    """A few words."""


class HighlightsValue(Contract):
    """Reasons to come, side by side."""

    heading: str
    """The heading above them, or nothing."""
    items: list[Highlight]
    """Two to four."""


class Highlights(BlockBase):
    """Highlights."""

    type: Literal["highlights"]
    value: HighlightsValue
    """What they say."""


class ConditionsValue(Contract):
    """Where the page's `conditions` are listed."""

    heading: str
    """The heading above them."""
    limit: int
    """How many of them to show."""


class Conditions(BlockBase):
    """A list of the clinic's conditions."""

    type: Literal["conditions"]
    value: ConditionsValue
    """What to show."""


class ListingValue(Contract):
    """Where the page's `team` or `locations` are listed."""

    heading: str
    """The heading above them."""


class Listing(BlockBase):
    """A list of the clinic's practitioners or locations."""

    type: Literal["team", "locations"]
    value: ListingValue
    """What to show."""


ProseBlock = TextBlock | AdviceCard | Figure | CallToAction
Block = Annotated[
    ProseBlock | Cause | Treatment | Prevention | Highlights | Conditions | Listing,
    Field(discriminator="type"),
]
