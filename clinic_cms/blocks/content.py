"""What may stand in every part of every page: text, advice cards, pictures, calls to action.

A new block is put into the streams of `streams`, and the API describes it in `api.schemas.blocks`.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.rich_text import RichText

from clinic_cms.blocks.merge_text import (
    LONG_PROSE_FEATURES,
    PREVIEW,
    MergeCharBlock,
    MergeRichTextBlock,
    MergeTextBlock,
)
from clinic_cms.errors import error_id

LINK_IN_EMERGENCY = error_id("clinic_cms.B001")


class TextBlock(MergeRichTextBlock):
    """Free text of a section: paragraphs, small headings, lists."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", LONG_PROSE_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "clinic_cms/blocks/text.html"
        preview_template = PREVIEW
        help_text = _("Paragraphs and lists. Insert names and phone numbers with the tag button.")
        preview_value = RichText("<p>Most back pain gets better within a few weeks.</p>")


class Urgency(TextChoices):
    """How soon; the three levels of the NHS service manual's care cards."""

    NON_URGENT = "non_urgent", _("Non-urgent advice")
    URGENT = "urgent", _("Urgent advice")
    EMERGENCY = "emergency", _("Emergency")


class AdviceCardBlock(blocks.StructBlock):
    """A care card: an action ending in "if:" and the list of signs that call for it."""

    urgency = blocks.ChoiceBlock(
        choices=Urgency.choices,
        default=Urgency.NON_URGENT,
        label=_("How soon"),
        help_text=_("Emergency is for signs that cannot wait an hour."),
    )
    heading = MergeCharBlock(
        max_length=120,
        label=_("Action"),
        help_text=_("One action ending in “if:”, such as “Ask for an urgent appointment if:”."),
    )
    body = MergeRichTextBlock(
        label=_("Signs"),
        features=["bold", "ul", "link", "merge-tags"],
        help_text=_("A short list of signs."),
    )

    class Meta:
        icon = "warning"
        label = _("Advice card")
        template = "clinic_cms/blocks/advice_card.html"
        preview_template = PREVIEW
        help_text = _("Tells readers when to get help, and how soon.")
        preview_value = {
            "urgency": Urgency.EMERGENCY,
            "heading": "Go to the emergency department now if:",
            "body": "<ul><li>you cannot feel your legs</li></ul>",
        }

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation and value["urgency"] == Urgency.EMERGENCY:
            self._refuse_links(value)
        return value

    def _refuse_links(self, value: Any) -> None:
        """An emergency card has no links: nothing may lead away from its one action."""
        if "<a " in value["body"].source:
            error = ValidationError(
                _("Take the links out of an emergency card."), code=LINK_IN_EMERGENCY
            )
            raise blocks.StructBlockValidationError(block_errors={"body": error})


class FigureBlock(blocks.StructBlock):
    """A picture with its alternative text and a caption."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = MergeCharBlock(
        max_length=250,
        required=False,
        label=_("Alternative text"),
        help_text=_("What the picture shows, for those who cannot see it. Empty for decoration."),
    )
    caption = MergeCharBlock(max_length=250, required=False, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "clinic_cms/blocks/figure.html"
        preview_template = PREVIEW
        help_text = _("A picture across the text's width.")
        preview_value = {"image": None, "alt": "", "caption": "A stretch for the lower back"}

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        image = value["image"]
        picture = None
        if image is not None:
            rendition = get_rendition_or_not_found(image, "width-800|format-webp")
            picture = {"url": rendition.url, "width": rendition.width, "height": rendition.height}
        return {"image": picture, "alt": value["alt"], "caption": value["caption"]}


class Contact(TextChoices):
    """The ways in which a reader can reach the clinic."""

    BOTH = "both", _("Phone and appointment page")
    PHONE = "phone", _("Phone only")
    APPOINTMENT = "appointment", _("Appointment page only")


class CallToActionBlock(blocks.StructBlock):
    """An invitation with the clinic's own phone number and appointment page."""

    heading = MergeCharBlock(max_length=120, label=_("Heading"))
    text = MergeTextBlock(required=False, rows=2, label=_("Text"))
    contact = blocks.ChoiceBlock(
        choices=Contact.choices, default=Contact.BOTH, label=_("Ways to reach you")
    )

    class Meta:
        icon = "link-external"
        label = _("Call to action")
        template = "clinic_cms/blocks/call_to_action.html"
        preview_template = PREVIEW
        help_text = _(
            "Invites readers to call or to ask for an appointment; the number is filled in."
        )
        preview_value = {
            "heading": "Talk to us",
            "text": "We are happy to look at your back.",
            "contact": Contact.BOTH,
        }
