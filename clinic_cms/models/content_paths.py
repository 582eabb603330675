"""Where a text stands on its page, in the words of the editor, and what fits there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

HEADING = "_heading"
"""Ends the name of a field that holds the heading of another."""


@dataclass(frozen=True)
class FieldLocation:
    """One field or block of a page; `most` is its length in characters, if that is limited."""

    label: str
    most: int | None = None
    is_rich: bool = False
    is_line: bool = False


def place_of(page: Page, path: str) -> FieldLocation:
    """Return the place of a text's key, or content path: "causes.<block id>.explanation"."""
    name, *rest = path.split(".")
    field = page._meta.get_field(name)
    label = _label_of(page, field)
    if not isinstance(field, StreamField):
        return FieldLocation(
            label,
            most=getattr(field, "max_length", None),
            is_rich=isinstance(field, RichTextField),
            is_line=not isinstance(field, models.TextField),
        )
    steps = list(_steps(field.stream_block, getattr(page, name), rest))
    labels = " › ".join([label, *(words for words, _block in steps if words)])
    return _place_of_block(steps[-1][1] if steps else field.stream_block, labels)


def _label_of(page: Page, field: Any) -> str:
    whole = field.name.removesuffix(HEADING)
    label = str(capfirst(field.verbose_name))
    if whole == field.name:
        return label
    try:
        return f"{capfirst(page._meta.get_field(whole).verbose_name)} › {label}"
    except FieldDoesNotExist:
        return label


def _steps(block: Any, value: Any, rest: list[str]) -> Iterator[tuple[str, Any]]:
    """Yield each block on the way down, with its label and, in a list, its number."""
    if not rest:
        return
    key, *rest = rest
    if isinstance(block, blocks.StructBlock):
        child, inner = block.child_blocks[key], value[key]
        words = str(child.label)
    else:
        items = value.bound_blocks if isinstance(block, blocks.ListBlock) else value
        found = next(((at, item) for at, item in enumerate(items, 1) if item.id == key), None)
        if found is None:
            return
        number, item = found
        child, inner = item.block, item.value
        # An item of a list is called after the list.
        name = "" if isinstance(block, blocks.ListBlock) else str(child.label)
        words = _("%(number)s. %(name)s") % {"number": number, "name": name}
    yield words.strip(), child
    yield from _steps(child, inner, rest)


def _place_of_block(block: Any, label: str) -> FieldLocation:
    if not isinstance(block, blocks.FieldBlock):
        return FieldLocation(label)
    return FieldLocation(
        label,
        most=getattr(block.field, "max_length", None),
        is_rich=isinstance(block, blocks.RichTextBlock),
        is_line=isinstance(block, blocks.CharBlock),
    )
