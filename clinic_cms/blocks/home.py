"""Blocks of a clinic's home page; what they list is read when the page is served."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from clinic_cms.blocks.merge_text import PREVIEW, MergeCharBlock, MergeRichTextBlock


class HighlightBlock(blocks.StructBlock):
    """One reason to come, in a few words."""

    heading = MergeCharBlock(max_length=80, label=_("Heading"))
    text = MergeRichTextBlock(features=["bold", "italic", "link", "merge-tags"], label=_("Text"))

    class Meta:
        icon = "pick"
        label = _("Highlight")


class HighlightsBlock(blocks.StructBlock):
    """Two to four short reasons to come, side by side on wide screens."""

    heading = MergeCharBlock(max_length=120, required=False, label=_("Heading"))
    items = blocks.ListBlock(HighlightBlock(), min_num=2, max_num=4, label=_("Highlights"))

    class Meta:
        icon = "pick"
        label = _("Highlights")
        template = "clinic_cms/blocks/highlights.html"
        preview_template = PREVIEW
        help_text = _("Two to four short reasons to come to you.")
        preview_value = {
            "heading": "Why patients come",
            "items": [
                {"heading": "Time to listen", "text": "<p>Half an hour for a first visit.</p>"}
            ]
            * 2,
        }


class ListingBlock(blocks.StructBlock):
    """Base of the blocks that list something of the clinic under a heading of their own."""

    heading = MergeCharBlock(max_length=120, label=_("Heading"))

    class Meta:
        preview_value: dict[str, Any] = {"heading": "Conditions we treat"}


class ConditionsBlock(ListingBlock):
    """The conditions that the clinic treats, with links."""

    limit = blocks.IntegerBlock(min_value=1, max_value=24, default=6, label=_("How many"))

    class Meta:
        icon = "list-ul"
        label = _("Conditions")
        template = "clinic_cms/blocks/conditions.html"
        preview_template = PREVIEW
        help_text = _("Links to the conditions you treat.")
        preview_value = {"heading": "Conditions we treat", "limit": 6}


class TeamBlock(ListingBlock):
    """The clinic's practitioners, with links."""

    class Meta:
        icon = "group"
        label = _("Team")
        template = "clinic_cms/blocks/team.html"
        preview_template = PREVIEW
        help_text = _("Your practitioners with their photos.")
        preview_value = {"heading": "Meet the team"}


class LocationsBlock(ListingBlock):
    """The clinic's addresses, phone numbers and hours."""

    class Meta:
        icon = "site"
        label = _("Locations")
        template = "clinic_cms/blocks/locations.html"
        preview_template = PREVIEW
        help_text = _("Your addresses, phone numbers and opening hours.")
        preview_value = {"heading": "Where to find us"}
