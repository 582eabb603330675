"""What the editor sends of a stream: it is made by JavaScript, so the page's HTML lacks it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model
from wagtail import blocks

Field = tuple[str, Any]
Swap = Callable[[Any, Any], Any]
"""Given a block and its value as the form has it, returns what to send instead."""


def block_data(block: Any, value: Any, prefix: str, swap: Swap) -> Iterator[Field]:
    """Yield the fields of a block with a value."""
    if isinstance(block, blocks.StreamBlock):
        yield from _count(prefix, len(value))
        for number, child in enumerate(value):
            yield from _child(f"{prefix}-{number}", number, child.id)
            yield f"{prefix}-{number}-type", child.block_type
            yield from block_data(child.block, child.value, f"{prefix}-{number}-value", swap)
    elif isinstance(block, blocks.ListBlock):
        yield from _count(prefix, len(value))
        for number, child in enumerate(value.bound_blocks):
            yield from _child(f"{prefix}-{number}", number, child.id)
            yield from block_data(child.block, child.value, f"{prefix}-{number}-value", swap)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from block_data(child, value.get(name), f"{prefix}-{name}", swap)
    elif isinstance(block, blocks.FieldBlock):
        sent = swap(block, value.pk if isinstance(value, Model) else block.value_for_form(value))
        yield from _sent(block, sent, prefix)


def _sent(block: Any, value: Any, prefix: str) -> Iterator[Field]:
    formatted = block.field.widget.format_value(value)
    if isinstance(formatted, (list, tuple)):
        yield from ((prefix, each) for each in formatted)
    elif isinstance(value, bool):
        # A box that is not ticked is not sent.
        yield from [(prefix, "on")] if value else []
    elif formatted is not None:
        yield prefix, formatted


def _count(prefix: str, number: int) -> Iterator[Field]:
    yield f"{prefix}-count", str(number)


def _child(prefix: str, order: int, key: Any) -> Iterator[Field]:
    yield f"{prefix}-deleted", ""
    yield f"{prefix}-order", str(order)
    yield f"{prefix}-id", key or ""
