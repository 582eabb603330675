"""Blocks: what they refuse, how they look, what they tell an API."""

import pytest
from django.core.exceptions import ValidationError
from wagtail import blocks as wagtail_blocks
from wagtail.blocks import StructBlockValidationError

from clinic_cms.blocks.condition import CauseBlock
from clinic_cms.blocks.content import AdviceCardBlock
from clinic_cms.blocks.merge_text import MergeCharBlock, MergeRichTextBlock, MergeTextBlock
from clinic_cms.blocks.streams import CausesStream, HomeStream, PreventionStream, TreatmentStream

STREAMS = [
    CausesStream,
    TreatmentStream,
    PreventionStream,
    HomeStream,
]
CHILDREN = {name: block for stream in STREAMS for name, block in stream().child_blocks.items()}


@pytest.mark.parametrize("block", CHILDREN.values(), ids=CHILDREN)
def test_every_block_has_an_icon_a_label_help_and_a_preview(block):
    assert block.meta.icon not in {"placeholder", ""}
    assert str(block.label)
    assert str(block.meta.help_text)
    assert block.meta.preview_value
    assert block.is_previewable


@pytest.mark.django_db
@pytest.mark.parametrize("block", CHILDREN.values(), ids=CHILDREN)
def test_every_block_renders_its_preview_and_speaks_to_an_api(block):
    value = block.get_preview_value()
    assert block.render(value, context={"page": None})
    assert block.get_api_representation(value) is not None


@pytest.mark.parametrize("make", [MergeCharBlock, MergeTextBlock])
def test_a_broken_tag_is_refused_with_a_suggestion(make):
    with pytest.raises(ValidationError, match=r"Did you mean “doctor\.name”"):
        make().clean("Ask {{ doctor.nam }}")


def test_a_broken_tag_in_rich_text_is_refused():
    block = MergeRichTextBlock()
    with pytest.raises(ValidationError):
        block.clean(block.normalize("<p>{{ doc<b>tor.name }}</b></p>"))


def test_a_draft_may_hold_a_broken_tag():
    block = MergeCharBlock()
    assert block.clean_deferred("{{ doctor.nam") == "{{ doctor.nam"


def test_the_error_stands_at_the_exact_field_of_a_block():
    block = CauseBlock()
    value = block.normalize(
        {"name": "{{ clinic.fone }}", "kind": "other", "explanation": "<p>Fine.</p>"}
    )
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(value)
    assert list(error.value.block_errors) == ["name"]


def card(urgency, body):
    return AdviceCardBlock().normalize(
        {"urgency": urgency, "heading": "Call 911 if:", "body": body}
    )


def test_an_emergency_card_holds_no_links():
    body = '<p><a href="https://a.example">More</a></p>'
    with pytest.raises(StructBlockValidationError):
        AdviceCardBlock().clean(card("emergency", body))
    assert AdviceCardBlock().clean(card("urgent", body))


def test_every_text_block_of_ours_takes_merge_tags():
    """A plain CharBlock of Wagtail's in a stream would print `{{` to patients."""
    plain = [
        f"{name}.{child_name}"
        for name, block in CHILDREN.items()
        if isinstance(block, wagtail_blocks.StructBlock)
        for child_name, child in block.child_blocks.items()
        if type(child)
        in {wagtail_blocks.CharBlock, wagtail_blocks.TextBlock, wagtail_blocks.RichTextBlock}
    ]
    assert plain == []
