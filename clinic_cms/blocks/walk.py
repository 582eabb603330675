"""The one walk of a stream: how its blocks nest, and the content path of each value.

A content path is what wagtail-localize calls one: the name of the page's field, then a name for
each part of a struct and a block's id for each item of a stream or list, such as
"causes.0a1b….explanation". Ids are the same in every translation.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from wagtail import blocks
from wagtail.models import Page

NESTING = (blocks.StructBlock, blocks.StreamBlock, blocks.ListBlock)


@dataclass(slots=True)
class Node:
    """A value with the block that describes it; the root is a page's whole stream."""

    path: str
    name: str
    """The last step of its path: the name of a part, or the id of an item."""
    block: blocks.Block
    value: Any
    number: int | None = None
    """Its position in its stream or list, from 1; None for the root and for parts of a struct."""
    is_leaf: bool = field(init=False)
    """Whether this is a value of its own: a text, a choice, a picture …"""

    def __post_init__(self) -> None:
        self.is_leaf = not isinstance(self.block, NESTING)

    @classmethod
    def root(cls, page: Page, name: str) -> Self:
        """Return the stream in a field of a page."""
        stream = getattr(page, name)
        return cls(name, name, stream.stream_block, stream)

    def children(self) -> Iterator[Self]:
        """Yield the parts of a struct, or the items of a stream or list; nothing of a leaf."""
        if self.is_leaf:
            return
        node = type(self)
        if isinstance(self.block, blocks.StructBlock):
            for name, block in self.block.child_blocks.items():
                yield node(f"{self.path}.{name}", name, block, self.value[name])
        elif self.value:
            is_list = isinstance(self.block, blocks.ListBlock)
            for number, item in enumerate(self.value.bound_blocks if is_list else self.value, 1):
                name = item.id or ""
                yield node(f"{self.path}.{name}", name, item.block, item.value, number)

    def leaves(self) -> Iterator[Self]:
        """Yield the leaves, in the order in which they are read."""
        if self.is_leaf:
            yield self
        for child in self.children():
            yield from child.leaves()

    def down_to(self, path: str) -> Iterator[Self]:
        """Yield the nodes below this one on the way to a path, as far as they are there."""
        for child in self.children():
            if f"{path}.".startswith(f"{child.path}."):
                yield child
                yield from child.down_to(path)
