"""Pictures."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from clinic_cms.blocks.preview import PREVIEW
from clinic_cms.blocks.text import MergeCharBlock


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
            rendition = image.get_rendition("width-800|format-webp")
            picture = {"url": rendition.url, "width": rendition.width, "height": rendition.height}
        return {"image": picture, "alt": value["alt"], "caption": value["caption"]}
