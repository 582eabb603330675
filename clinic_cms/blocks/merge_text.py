"""Text blocks whose words may hold merge tags."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Widget
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.rich_text import RichText

from clinic_cms.merge import check

PREVIEW = "clinic_cms/blocks/preview.html"
"""How blocks are shown in the block picker: Wagtail's preview with the patients' style sheet."""
PROSE_FEATURES = ["bold", "italic", "link", "ul", "ol", "merge-tags"]
PICKER = "clinic-merge-tags"
"""The Stimulus controller of `static/clinic_cms/admin/merge-tags-field.js`."""
LONG_PROSE_FEATURES = ["h3", "h4", *PROSE_FEATURES]


def refuse_broken_tags(text: str, *, rich: bool = False) -> None:
    """Raise ValidationError with one message per broken merge tag of a text."""
    problems = check(text, rich=rich)
    if problems:
        raise ValidationError([ValidationError(p.message, code=p.id) for p in problems])


def offer_merge_tags(widget: Widget) -> None:
    """Mark a plain text widget: the admin's script puts the picker of merge tags beside it."""
    controllers = [widget.attrs.get("data-controller", ""), PICKER]
    widget.attrs["data-controller"] = " ".join(filter(None, controllers))


class MergeTextMixin:
    """Marks a block as text to be filled per clinic, and refuses broken tags on publishing.

    A draft may have them: Wagtail saves while an editor types, and a strict check would stop that.
    """

    rich = False
    is_deferred_validation: bool

    def clean(self, value: Any) -> Any:
        value = super().clean(value)  # type: ignore[misc]
        if not self.is_deferred_validation:
            refuse_broken_tags(self.source_of(value), rich=self.rich)
        return value

    @staticmethod
    def source_of(value: Any) -> str:
        """Return the text as it is stored, with its merge tags."""
        return (value.source if isinstance(value, RichText) else value) or ""


class MergeCharBlock(MergeTextMixin, blocks.CharBlock):
    """One line of text with merge tags."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_merge_tags(self.field.widget)

    class Meta:
        icon = "title"
        default = ""


class MergeTextBlock(MergeTextMixin, blocks.TextBlock):
    """Several lines of plain text with merge tags."""

    @cached_property
    def field(self) -> Any:
        field = super().field
        offer_merge_tags(field.widget)
        return field

    class Meta:
        icon = "pilcrow"
        default = ""


class MergeRichTextBlock(MergeTextMixin, blocks.RichTextBlock):
    """Formatted text with merge tags."""

    rich = True

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", PROSE_FEATURES)
        super().__init__(**kwargs)

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        return value.source if isinstance(value, RichText) else str(value)
