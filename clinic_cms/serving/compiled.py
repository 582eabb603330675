"""A page's texts, compiled once per version and filled for each clinic.

Compiling walks the page's fields and streams, readies every text for filling, and keeps a builder
for each field: a function from the filled texts to the field's value. To fill a page is then to
fill its texts and to call its builders; nothing is walked again.
"""

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.safestring import SafeString
from wagtail import blocks
from wagtail.images.models import AbstractImage

from clinic_cms.blocks.merge_text import MergeTextMixin
from clinic_cms.blocks.walk import Node
from clinic_cms.conf import get_settings
from clinic_cms.errors import Withheld
from clinic_cms.merge import BrokenTags, CompiledTexts, Facts, Filled, MissingFact, compile_texts
from clinic_cms.models import ConditionPage, MergePage
from clinic_cms.serving.links import (
    LinkTarget,
    UrlFinder,
    find_targets,
    prepare_links,
    resolve_links,
)
from clinic_cms.serving.process_cache import ProcessCache


@dataclass(frozen=True)
class Filling:
    """What builders draw on: the texts filled for a clinic, and its own links and pictures."""

    texts: Filled
    resolve_links: Callable[[SafeString], SafeString]
    find_picture: Callable[[AbstractImage], Any]


Builder = Callable[[Filling], Any]


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
    """The compiled form of one version of a page; the same for all clinics."""

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

    def fill(
        self, facts: Facts, *, find_url: UrlFinder, find_picture: Callable[[AbstractImage], Any]
    ) -> dict[str, Any]:
        """Return the page's filled fields by name; raises Withheld where a fact is missing.

        `find_url` says where a link leads for the clinic, `find_picture` gives an image's files.
        """
        try:
            texts = self.texts.fill(facts)
        except MissingFact as error:
            names = ", ".join(sorted(error.variables))
            raise Withheld(f"missing facts: {names}", missing=error.variables) from error
        resolve = partial(resolve_links, targets=self.links, find_url=find_url)
        filling = Filling(texts, resolve, find_picture)
        return {name: build(filling) for name, build in self.builders.items()}


@dataclass
class _Compiler:
    """Gathers a page's texts and pictures, and makes a builder for each of its fields."""

    plain: list[str] = field(default_factory=list)
    rich: list[str] = field(default_factory=list)
    images: list[AbstractImage] = field(default_factory=list)

    def plain_text(self, text: str) -> Builder:
        index = len(self.plain)
        self.plain.append(text)
        return lambda filling: filling.texts.plain[index]

    def rich_text(self, html: str) -> Builder:
        index = len(self.rich)
        self.rich.append(prepare_links(html))
        return lambda filling: filling.resolve_links(filling.texts.rich[index])

    def node(self, node: Node) -> Builder:
        block, value = node.block, node.value
        if node.is_leaf:
            return self._leaf(block, value)
        parts = [(child, self.node(child)) for child in node.children()]
        if isinstance(block, blocks.StructBlock):
            named = [(child.name, build) for child, build in parts]
            return lambda filling: blocks.StructValue(
                block, [(name, build(filling)) for name, build in named]
            )
        if isinstance(block, blocks.StreamBlock):
            items = [(child.name, child.block, build) for child, build in parts]
            return lambda filling: tuple(
                FilledBlock(id, block, build(filling)) for id, block, build in items
            )
        builders = [build for _child, build in parts]
        return lambda filling: [build(filling) for build in builders]

    def _leaf(self, block: blocks.Block, value: Any) -> Builder:
        if isinstance(block, MergeTextMixin):
            text = block.source_of(value)
            return self.rich_text(text) if block.rich else self.plain_text(text)
        if isinstance(value, AbstractImage):
            self.images.append(value)
            return lambda filling: filling.find_picture(value)
        return lambda filling: value


def compile_page(page: MergePage) -> CompiledPage:
    """Compile a page's texts; raises Withheld if one of its tags is broken."""
    compiler = _Compiler()
    builders = {
        **{name: compiler.plain_text(getattr(page, name) or "") for name in page.plain_fields},
        **{name: compiler.rich_text(getattr(page, name) or "") for name in page.rich_fields},
        **{name: compiler.node(Node.root(page, name)) for name in page.stream_fields},
    }
    try:
        texts = compile_texts(compiler.plain, compiler.rich)
    except BrokenTags as error:
        raise Withheld(f"broken merge tags: {error}") from error
    return CompiledPage(texts, builders, find_targets(compiler.rich), tuple(compiler.images))


_pages: ProcessCache[int, CompiledPage] = ProcessCache(lambda: get_settings().COMPILED_PAGES)


def compiled(page: MergePage, *, draft: bool = False) -> CompiledPage:
    """Return a page's compiled form: kept for the published row, compiled again for a draft.

    The published row's `saved_at` is the version, so no process can serve an old text.
    """
    if draft:
        return compile_page(page)
    return _pages.get(page.pk, page.saved_at, lambda: compile_page(page))


_articles: ProcessCache[int, ConditionPage] = ProcessCache(lambda: get_settings().COMPILED_PAGES)


def article_row(pk: int, saved_at: datetime) -> ConditionPage | None:
    """Return a published article as it was saved then: a copy of the kept row, or one query."""
    kept = _articles.peek(pk, saved_at)
    page = kept or ConditionPage.objects.filter(pk=pk).order_by().first()
    if page is None or not page.is_readable:
        return None
    if kept is None:
        _articles.put(pk, page.saved_at, page)
    return copy(page)


def compiled_before(pk: int, saved_at: datetime) -> CompiledPage | None:
    """Return a page's compiled form if this process has it, so that its row need not be read."""
    return _pages.peek(pk, saved_at)


def fills(page: MergePage, facts: Facts) -> bool:
    """Whether a published page can be filled with some facts, or would be withheld."""
    try:
        return compiled(page).fills(facts)
    except Withheld:
        return False
