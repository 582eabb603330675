"""Walks the texts of a page that may hold merge tags, wherever they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail import blocks
from wagtail.rich_text import RichText

from clinic_cms.blocks import MergeTextMixin

if TYPE_CHECKING:
    from clinic_cms.models.base import MergePage


@dataclass(frozen=True)
class MergeText:
    """One text: where it stands ("causes.2.explanation"), what it says, whether it is HTML.

    `key` says where as well, by block ids, which are the same in every translation.
    """

    place: str
    text: str
    rich: bool
    key: str


def texts_of(page: "MergePage") -> Iterator[MergeText]:
    """Yield every text of a page that is filled per clinic, in the order of its fields."""
    for name in page.plain_fields:
        yield MergeText(name, getattr(page, name) or "", rich=False, key=name)
    for name in page.rich_fields:
        yield MergeText(name, getattr(page, name) or "", rich=True, key=name)
    for name in page.stream_fields:
        stream = getattr(page, name)
        yield from _texts_in(stream.stream_block, stream, name, name)


def _texts_in(block: blocks.Block, value: Any, place: str, key: str) -> Iterator[MergeText]:
    if isinstance(block, MergeTextMixin):
        text = value.source if isinstance(value, RichText) else value
        yield MergeText(place, text or "", rich=block.rich, key=key)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _texts_in(child, value[name], f"{place}.{name}", f"{key}.{name}")
    elif isinstance(block, blocks.StreamBlock):
        for index, item in enumerate(value, start=1):
            yield from _texts_in(item.block, item.value, f"{place}.{index}", f"{key}.{item.id}")
    elif isinstance(block, blocks.ListBlock):
        for index, item in enumerate(value.bound_blocks if value else (), start=1):
            yield from _texts_in(
                block.child_block, item.value, f"{place}.{index}", f"{key}.{item.id}"
            )
