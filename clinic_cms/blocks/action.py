"""Calls to action, which draw on the clinic's facts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from clinic_cms.blocks.preview import PREVIEW
from clinic_cms.blocks.text import MergeCharBlock, MergeTextBlock


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
