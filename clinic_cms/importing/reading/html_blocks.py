"""Walks an HTML tree, from which all that is not shown was removed, and collects its blocks."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from bs4.element import NavigableString, PreformattedString, Tag
from django.utils.translation import gettext as _

from clinic_cms.importing.document import (
    TERM_LEVEL,
    Block,
    Kind,
    Run,
    bare,
    normalise,
    split_lines,
)
from clinic_cms.importing.reading.links import behind_redirect, works_elsewhere
from clinic_cms.importing.reading.quotations import NONE, is_quotation, is_review
from clinic_cms.importing.reading.shown import BUTTON, is_button_link, is_dead_button
from clinic_cms.importing.reading.styles import Styles
from clinic_cms.importing.reading.word_lists import (
    Item,
    depth_of,
    take_mark,
    without_typed_mark,
)

_BLOCKS = (
    "address article dl aside blockquote body center details div fieldset figcaption figure "
    "footer form header hgroup hr html main p pre section dd menu tbody thead tfoot tr td th "
    "caption legend"
)
BLOCKS = frozenset(_BLOCKS.split())
LISTS = {"ul", "ol", "menu", "dir"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LEVELS = {"1", "2", "3", "4", "5", "6"}
ROLE_LEVEL = 2
"""The level of an element with the role of a heading that names none (WAI-ARIA 1.2)."""
TITLES = {"MsoTitle", "title"}
TERMS = {"dt", "summary"}
WHITE_SPACE = re.compile(r"[ \t\n\f\r]+")
"""The white space of HTML, which is collapsed; no-break spaces are text."""
BLOCK_DISPLAYS = {"block", "flex", "grid", "list-item", "table"}
CELL_PARAGRAPHS = 2


class Walker:
    """Walks the tree once and collects runs until a block ends."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.lists: list[Item] = []
        self.kind: tuple[Kind, int] = (Kind.PARAGRAPH, 0)
        self.item = Item(1, ordered=False)
        self.quotation = NONE
        self.quotations = 0
        self.runs: list[Run] = []
        self.blocks: list[Block] = []
        self.warnings: list[str] = []

    def read(self, root: Tag) -> None:
        """Read a tree to its end."""
        self._walk(root, Run(""))
        self._flush()

    def _walk(self, parent: Tag, style: Run) -> None:
        for child in parent.children:
            if isinstance(child, Tag):
                self._read_tag(child, style)
            # CDATA, doctypes and comments are markup, not text.
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self._add(WHITE_SPACE.sub(" ", child), style)

    def _add(self, text: str, style: Run) -> None:
        self.runs.append(replace(style, text=text))

    def _flush(self) -> None:
        """End the current block."""
        kind, level = self.kind
        runs, self.runs = self.runs, []
        if kind is Kind.ITEM:
            self._end_item(runs)
            return
        for line in [runs] if kind is Kind.HEADING else split_lines(runs):
            kept = bare(line) if kind is Kind.HEADING else normalise(line)
            if kept:
                self._keep(Block(kind, kept, level))

    def _end_item(self, runs: Sequence[Run]) -> None:
        kept, ordered = without_typed_mark(runs, self.item)
        if kept:
            item, self.item = self.item, replace(self.item, opens=False)
            self._keep(Block(Kind.ITEM, kept, 0, item.depth, ordered, item.opens))

    def _keep(self, block: Block) -> None:
        number, is_reviewed = self.quotation
        self.blocks.append(replace(block, quotation=number, is_review=is_reviewed))

    def _read_tag(self, tag: Tag, style: Run) -> None:
        """Read an element; what is quoted is told apart, but for a part of a list item."""
        is_reviewed = is_review(tag)
        is_quoted = is_reviewed or (not self.quotation[0] and is_quotation(tag))
        if not is_quoted or (self.kind[0] is Kind.ITEM and tag.name != "li"):
            self._read_any(tag, style)
            return
        self._flush()
        before = self.quotation
        self.quotations += 1
        self.quotation = self.quotations, is_reviewed or before[1]
        self._read_any(tag, style)
        self._flush()
        self.quotation = before

    def _read_any(self, tag: Tag, style: Run) -> None:
        name = tag.name
        mark = take_mark(tag, self.styles)
        if name == "br":
            self._add("\n", style)
        elif is_dead_button(tag):
            self._leave_out_button(tag)
        elif name == "img":
            self._warn_of_picture(tag)
        elif level := self._heading_level(tag):
            with self._block(Kind.HEADING, level):
                self._walk(tag, Run(""))
        elif name in LISTS:
            self._read_list(tag, style)
        elif name == "li" or mark:
            with self._block(Kind.ITEM):
                self.item = mark or self._next_item()
                self._walk(tag, self._styled(tag, style))
        elif name == "table":
            self._read_table(tag, style)
        elif name in BLOCKS or self.styles.of(tag).get("display") in BLOCK_DISPLAYS:
            self._read_block(tag, style)
        elif name == "a":
            self._read_link(tag, style)
        else:
            self._walk(tag, self._styled(tag, style))

    def _heading_level(self, tag: Tag) -> int:
        """Return the level of a heading, 0 for another element."""
        if tag.name in TERMS:
            return TERM_LEVEL
        if tag.get("role") == "heading":
            level = str(tag.get("aria-level", ""))
            return int(level) if level in LEVELS else ROLE_LEVEL
        has_title = any(block.level == 1 for block in self.blocks)
        return HEADINGS.get(tag.name, 1 if _is_title(tag) and not has_title else 0)

    def _read_list(self, tag: Tag, style: Run) -> None:
        start = str(tag.get("start", "1"))
        ordered = tag.name == "ol"
        if ordered and start != "1":
            message = _("A numbered list that began with %(start)s begins with 1 now; check it.")
            self.warnings.append(message % {"start": start})
        with self._block(Kind.PARAGRAPH):
            level = depth_of(tag)
            opens = ordered and start == "1" and not level
            self.lists.append(Item(level or len(self.lists) + 1, ordered, opens))
            self._walk(tag, self._styled(tag, style))
            self._flush()
            self.lists.pop()

    def _next_item(self) -> Item:
        if not self.lists:
            return Item(1, ordered=False)
        item, self.lists[-1] = self.lists[-1], replace(self.lists[-1], opens=False)
        return item

    def _read_block(self, tag: Tag, style: Run) -> None:
        if self.kind[0] is Kind.ITEM:
            if self.runs:
                # A second paragraph of a list item stays in the item.
                self._add("\n", style)
            self._walk(tag, self._styled(tag, style))
        else:
            with self._block(*self.kind):
                self._walk(tag, self._styled(tag, style))

    @contextmanager
    def _block(self, kind: Kind, level: int = 0) -> Iterator[None]:
        """Collect the runs that are read within as a block of this kind."""
        self._flush()
        before = self.kind, self.item
        self.kind = kind, level
        yield
        self._flush()
        self.kind, self.item = before

    def _read_table(self, table: Tag, style: Run) -> None:
        """Turn each row into a list item with a line for each cell: our editors have no tables.

        A table that only arranges the page is read through.
        """
        self._flush()
        is_layout = _is_layout(table)
        if not is_layout or any(
            len(row.find_all(["td", "th"])) > 1 for row in table.find_all("tr")
        ):
            self.warnings.append(_("A table was turned into text and lists; check how it reads."))
        if is_layout:
            self._read_block(table, style)
            return
        caption = table.find("caption")
        if isinstance(caption, Tag):
            with self._block(Kind.PARAGRAPH):
                self._walk(caption, Run(""))
        for row in table.find_all("tr"):
            with self._block(Kind.ITEM):
                self.item = Item(1, ordered=False)
                for cell in row.find_all(["td", "th"]):
                    if self.runs:
                        self._add("\n", Run(""))
                    self._walk(cell, self._styled(cell, Run("")))

    def _read_link(self, link: Tag, style: Run) -> None:
        text = " ".join(link.get_text().split())
        href = behind_redirect("".join(str(link.get("href", "")).split()))
        works = works_elsewhere(href)
        if href and not works and is_button_link(link):
            self._leave_out_button(link)
            return
        if href and not works:
            message = _(
                "The link “%(text)s” to “%(href)s” was removed: it does not work on another site."
            )
            self.warnings.append(message % {"text": text[:60], "href": href[:80]})
        href = href if works else "" if href else style.href
        self._walk(link, replace(self._styled(link, style), href=href))

    def _leave_out_button(self, tag: Tag) -> None:
        text = " ".join(tag.get_text().split())
        if text:
            self.warnings.append(_(BUTTON) % {"text": text})

    def _styled(self, tag: Tag, style: Run) -> Run:
        return replace(
            style,
            bold=self.styles.is_bold(tag, style.bold),
            italic=self.styles.is_italic(tag, style.italic),
        )

    def _warn_of_picture(self, tag: Tag) -> None:
        shown = str(tag.get("alt") or tag.get("src") or "?")
        message = _("The picture “%(shown)s” was left out; add it as a figure.")
        self.warnings.append(message % {"shown": shown[:80]})


def _is_title(tag: Tag) -> bool:
    """Whether a paragraph has the style for the title of Word or Google Docs."""
    return tag.name == "p" and bool(TITLES.intersection(tag.get_attribute_list("class")))


def _is_layout(table: Tag) -> bool:
    """Whether a table only arranges the page: its cells hold headings, lists or whole passages."""
    cells = table.find_all(["td", "th"])
    return any(
        cell.find([*HEADINGS, "table", "ul", "ol"]) or len(cell.find_all("p")) > CELL_PARAGRAPHS
        for cell in cells
    )
