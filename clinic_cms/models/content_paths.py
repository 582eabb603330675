"""A page's texts by content path: what they say, where an editor finds them, what fits there.

See `blocks/walk.py` for what a content path is; a plain field's is its name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from clinic_cms.blocks.merge_text import MergeTextMixin
from clinic_cms.blocks.walk import Node

HEADING = "_heading"
"""Ends the name of a field that holds the heading of another."""


@dataclass(frozen=True)
class MergeText:
    """A text that may hold merge tags; `rich` if it is HTML.

    `is_filled` is false for a text of an article that has none: the title of a source.
    """

    path: str
    text: str
    rich: bool
    is_filled: bool = True


def texts_in_stream(page: Page, name: str) -> Iterator[MergeText]:
    """Yield the texts in a stream of a page that are filled per clinic."""
    for leaf in Node.root(page, name).leaves():
        if isinstance(leaf.block, MergeTextMixin):
            yield MergeText(leaf.path, leaf.block.source_of(leaf.value), leaf.block.rich)


@dataclass(frozen=True)
class FieldLocation:
    """A field or block of a page; `most` is its length in characters, if that is limited."""

    label: str
    """In the editor's words: "Causes › 2. Cause › Explanation"."""
    most: int | None = None
    is_rich: bool = False
    is_line: bool = False


def locate_field(page: Page, path: str) -> FieldLocation:
    """Return where a content path leads on a page."""
    field = page._meta.get_field(path.partition(".")[0])
    label = _label_of_field(page, field)
    if not isinstance(field, StreamField):
        return FieldLocation(
            label,
            most=getattr(field, "max_length", None),
            is_rich=isinstance(field, RichTextField),
            is_line=not isinstance(field, models.TextField),
        )
    stream = Node.root(page, field.name)
    nodes = [stream, *stream.down_to(path)]
    labels = (_label_of_node(node, parent) for parent, node in pairwise(nodes))
    return _location_of_block(nodes[-1].block, " › ".join([label, *filter(None, labels)]))


def _label_of_field(page: Page, field: Any) -> str:
    whole = field.name.removesuffix(HEADING)
    label = str(capfirst(field.verbose_name))
    if whole == field.name:
        return label
    try:
        return f"{capfirst(page._meta.get_field(whole).verbose_name)} › {label}"
    except FieldDoesNotExist:
        return label


def _label_of_node(node: Node, parent: Node) -> str:
    # An item of a list is called after the list.
    name = "" if isinstance(parent.block, blocks.ListBlock) else str(node.block.label)
    if node.number is None:
        return name
    return (_("%(number)s. %(name)s") % {"number": node.number, "name": name}).strip()


def _location_of_block(block: blocks.Block, label: str) -> FieldLocation:
    if not isinstance(block, blocks.FieldBlock):
        return FieldLocation(label)
    return FieldLocation(
        label,
        most=getattr(block.field, "max_length", None),
        is_rich=isinstance(block, blocks.RichTextBlock),
        is_line=isinstance(block, blocks.CharBlock),
    )


def write_text(page: Page, path: str, text: str) -> None:
    """Replace the text at a content path; an emptied item of a stream or list is taken out.

    Raises KeyError if the path leads nowhere.
    """
    name = path.partition(".")[0]
    if not isinstance(page._meta.get_field(name), StreamField):
        setattr(page, name, text)
        return
    stream = Node.root(page, name)
    nodes = [stream, *stream.down_to(path)]
    leaf, parent = nodes[-1], nodes[-2] if len(nodes) > 1 else None
    if leaf.path != path or parent is None:
        raise KeyError(path)
    if isinstance(parent.block, blocks.StructBlock):
        parent.value[leaf.name] = leaf.block.to_python(text)
        return
    is_list = isinstance(parent.block, blocks.ListBlock)
    items = parent.value.bound_blocks if is_list else parent.value
    index = [item.id for item in items].index(leaf.name)
    if text:
        items[index].value = leaf.block.to_python(text)
    else:
        del parent.value[index]


def may_be_empty(page: Page, path: str) -> bool:
    """Whether the text at a content path may be missing: an item of a stream is then taken out."""
    field = page._meta.get_field(path.partition(".")[0])
    if not isinstance(field, StreamField):
        return bool(field.blank)
    stream = Node.root(page, field.name)
    nodes = [stream, *stream.down_to(path)]
    is_part = isinstance(nodes[-2].block, blocks.StructBlock)
    return not (is_part and nodes[-1].block.required)
