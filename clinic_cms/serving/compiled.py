"""A page's texts, compiled once per version and filled for each clinic.

Compiling walks the page's fields and streams, puts every text with merge tags into one of two
templates (plain and rich), and keeps a builder per field: a function from the filled texts to
the field's value. Filling is then two renderings and a walk of the builders.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from wagtail import blocks
from wagtail.images.models import AbstractImage
from wagtail.rich_text import RichText

from clinic_cms.blocks import MergeTextMixin
from clinic_cms.conf import get_settings
from clinic_cms.errors import Withheld
from clinic_cms.merge import BrokenTags, CompiledTexts, Facts, Filled, MissingFact, compile_texts
from clinic_cms.models import MergePage
from clinic_cms.serving.links import LinkTarget, find_targets, prepare_links
from clinic_cms.serving.process_cache import Shelf

Builder = Callable[[Filled], Any]


@dataclass(frozen=True)
class FilledBlock:
    """A block of a stream whose texts are filled; templates render it with `include_block`."""

    id: str
    block: blocks.Block
    value: Any

    @property
    def type(self) -> str:
        """The block's name in its stream: "cause", "advice_card" …"""
        return str(self.block.name)

    def render_as_block(self, context: dict[str, Any] | None = None) -> SafeString:
        """Return the block's HTML; called by Wagtail's `include_block`."""
        return self.block.render(self.value, context=context)


@dataclass(frozen=True)
class CompiledPage:
    """The compiled form of one version of a page; holds nothing of any clinic."""

    texts: CompiledTexts
    builders: Mapping[str, Builder]
    links: Mapping[int, LinkTarget]
    images: tuple[AbstractImage, ...] = ()
    """The pictures in its blocks, in their order."""

    def fills(self, facts: Facts) -> bool:
        """Whether no fact is missing."""
        try:
            self.texts.fill(facts)
        except MissingFact:
            return False
        return True

    def fill(self, facts: Facts) -> dict[str, Any]:
        """Return the page's filled fields by name; raises Withheld where a fact is missing."""
        try:
            filled = self.texts.fill(facts)
        except MissingFact as error:
            names = ", ".join(sorted(error.variables))
            raise Withheld(f"missing facts: {names}", missing=error.variables) from error
        return {name: build(filled) for name, build in self.builders.items()}


@dataclass
class _Collector:
    """Gathers the texts of a page and gives each a builder that picks it after filling."""

    plain: list[str] = field(default_factory=list)
    rich: list[str] = field(default_factory=list)
    images: list[AbstractImage] = field(default_factory=list)

    def plain_text(self, text: str) -> Builder:
        self.plain.append(text)
        index = len(self.plain) - 1
        return lambda filled: filled.plain[index]

    def rich_text(self, html: str) -> Builder:
        self.rich.append(prepare_links(html))
        index = len(self.rich) - 1
        return lambda filled: filled.rich[index]

    def block(self, block: blocks.Block, value: Any) -> Builder:
        if isinstance(block, MergeTextMixin):
            text = value.source if isinstance(value, RichText) else value
            return self.rich_text(text or "") if block.rich else self.plain_text(text or "")
        if isinstance(block, blocks.StructBlock):
            return self._struct(block, value)
        if isinstance(block, blocks.StreamBlock):
            return self.stream(value)
        if isinstance(block, blocks.ListBlock):
            items = [self.block(block.child_block, item) for item in value or ()]
            return lambda filled: [build(filled) for build in items]
        if isinstance(value, AbstractImage):
            self.images.append(value)
        return lambda filled: value

    def _struct(self, block: blocks.StructBlock, value: Any) -> Builder:
        children = {
            name: self.block(child, value[name]) for name, child in block.child_blocks.items()
        }
        return lambda filled: blocks.StructValue(
            block, [(name, build(filled)) for name, build in children.items()]
        )

    def stream(self, stream: Any) -> Builder:
        items = [(child.id, child.block, self.block(child.block, child.value)) for child in stream]
        return lambda filled: tuple(
            FilledBlock(id, block, build(filled)) for id, block, build in items
        )


def compile_page(page: MergePage) -> CompiledPage:
    """Compile a page's texts; raises Withheld if one of its tags is broken."""
    collect = _Collector()
    builders = {
        **{name: collect.plain_text(getattr(page, name) or "") for name in page.plain_fields},
        **{name: collect.rich_text(getattr(page, name) or "") for name in page.rich_fields},
        **{name: collect.stream(getattr(page, name)) for name in page.stream_fields},
    }
    try:
        texts = compile_texts(collect.plain, collect.rich)
    except BrokenTags as error:
        raise Withheld(f"broken merge tags: {error}") from error
    return CompiledPage(texts, builders, find_targets(collect.rich), tuple(collect.images))


_shelf: Shelf[int, CompiledPage] = Shelf(lambda: get_settings().COMPILED_PAGES)


def compiled(page: MergePage, *, draft: bool = False) -> CompiledPage:
    """Return a page's compiled form: kept for the published row, made anew for a draft.

    The published row's `saved_at` is the version, so no process can serve an old text.
    """
    if draft:
        return compile_page(page)
    return _shelf.get(page.pk, page.saved_at, lambda: compile_page(page))


def compiled_before(pk: int, saved_at: datetime) -> CompiledPage | None:
    """Return a page's compiled form if this process has it, so that its row need not be read."""
    return _shelf.peek(pk, saved_at)


def fills(page: MergePage, facts: Facts) -> bool:
    """Whether a published page can be filled with some facts, or would be withheld."""
    try:
        return compiled(page).fills(facts)
    except Withheld:
        return False
