"""Advice cards: who should get help, where, and how soon."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from clinic_cms.blocks.preview import PREVIEW
from clinic_cms.blocks.text import MergeCharBlock, MergeRichTextBlock
from clinic_cms.errors import error_id

LINK_IN_EMERGENCY = error_id("clinic_cms.B001")


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
        """An emergency card holds no links: nothing may lead away from the one action."""
        if "<a " in value["body"].source:
            error = ValidationError(
                _("Take the links out of an emergency card."), code=LINK_IN_EMERGENCY
            )
            raise blocks.StructBlockValidationError(block_errors={"body": error})
