"""Reads HTML from any program: a CMS, Word, a mail program.

Only structure is read: headings, paragraphs, lists, tables, bold, italic and links. Navigation,
scripts, styles, comments and the document's head are skipped.
"""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag
from django.utils.translation import gettext as _

from clinic_cms.importing.document import (
    TERM_LEVEL,
    Block,
    Document,
    Kind,
    Run,
    bare,
    cut,
    normalise,
    split_lines,
)
from clinic_cms.importing.reading.links import kept_url

_DROPPED = "head title nav script style template noscript svg iframe object"
DROPPED = frozenset(_DROPPED.split())
_BLOCKS = (
    "address article dl aside blockquote body center details div fieldset figcaption figure "
    "footer form header hgroup hr html main p pre section dd menu tbody thead tfoot tr td th "
    "caption legend"
)
BLOCKS = frozenset(_BLOCKS.split())
LISTS = {"ul", "ol", "menu", "dir"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
TERMS = {"dt", "summary"}
BOLD = {"b", "strong"}
ITALIC = {"i", "em", "cite", "dfn", "var"}
BOLD_STYLE = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
ITALIC_STYLE = re.compile(r"font-style:\s*italic")
WORD_BULLET = re.compile(r"^[·•o§▪\u2013-]\s+")
WORD_NUMBER = re.compile(r"^\d{1,2}[.)]\s+")
CELL_PARAGRAPHS = 2


def read_html(source: str) -> Document:
    """Return the blocks of an HTML document or fragment."""
    soup = BeautifulSoup(source, "html.parser")
    title = soup.find("title")
    walker = _Walker(_article_roots(soup))
    walker.walk(soup, Run(""))
    walker.flush()
    return Document(
        blocks=tuple(walker.blocks),
        fallback_title=" ".join(title.get_text().split()) if isinstance(title, Tag) else "",
        warnings=tuple(dict.fromkeys(walker.warnings)),
    )


def _article_roots(soup: BeautifulSoup) -> list[Tag]:
    """Return the elements with the article itself, or the whole document."""
    for name in ("main", "article"):
        roots = [tag for tag in soup.find_all(name) if isinstance(tag, Tag)]
        if any(root.get_text(strip=True) for root in roots):
            return roots
    return [soup]


class _Walker:
    """Walks the tree once and collects runs until a block ends."""

    def __init__(self, roots: list[Tag]) -> None:
        self.roots = roots
        self.inside = 0
        self.lists: list[str] = []
        self.kind: tuple[Kind, int] = (Kind.PARAGRAPH, 0)
        self.runs: list[Run] = []
        self.blocks: list[Block] = []
        self.warnings: list[str] = []

    def walk(self, parent: Tag, style: Run) -> None:
        """Read the children of an element."""
        root = any(parent is known for known in self.roots)
        if root:
            self.flush()
            self.inside += 1
        for child in parent.children:
            self._read(child, style)
        if root:
            self.flush()
            self.inside -= 1

    def flush(self) -> None:
        """End the current block."""
        kind, level = self.kind
        runs, self.runs = self.runs, []
        lines = [runs] if kind is not Kind.PARAGRAPH else split_lines(runs)
        for line in lines:
            kept = bare(line) if kind is Kind.HEADING else normalise(line)
            if kept and kind is Kind.ITEM:
                self.blocks.append(self._item(kept))
            elif kept:
                self.blocks.append(Block(kind, kept, level, outside=not self.inside))

    def _item(self, runs: tuple[Run, ...]) -> Block:
        text = "".join(run.text for run in runs)
        number = None if self.lists else WORD_NUMBER.match(text)
        mark = number or WORD_BULLET.match(text)
        kept = cut(runs, mark.end()) if mark else runs
        ordered = bool(number) or (bool(self.lists) and self.lists[-1] == "ol")
        depth = max(len(self.lists), 1)
        return Block(Kind.ITEM, kept, 0, depth, ordered, outside=not self.inside)

    def _read(self, node: PageElement, style: Run) -> None:
        if isinstance(node, NavigableString):
            # CDATA, doctypes and comments are markup, not text.
            if not isinstance(node, PreformattedString):
                self._add(re.sub(r"\s+", " ", node), style)
        elif isinstance(node, Tag) and node.name not in DROPPED:
            self._read_tag(node, style)

    def _add(self, text: str, style: Run) -> None:
        self.runs.append(Run(text, style.bold, style.italic, style.href))

    def _read_tag(self, tag: Tag, style: Run) -> None:
        name = tag.name
        if name == "br":
            self._add("\n", style)
        elif name == "img":
            self._warn_of_picture(tag)
        elif name in HEADINGS or name in TERMS or _is_word_title(tag):
            level = TERM_LEVEL if name in TERMS else HEADINGS.get(name, 1)
            self._as(Kind.HEADING, level, tag, Run(""))
        elif name in LISTS:
            self._read_list(tag, style)
        elif name == "li" or _is_word_item(tag):
            self._as(Kind.ITEM, 0, tag, style)
        elif name == "table" and not _is_layout(tag):
            self._read_table(tag)
        elif name in BLOCKS or name == "table":
            self._read_block(tag, style)
        else:
            self.walk(tag, self._styled(tag, style))

    def _read_block(self, tag: Tag, style: Run) -> None:
        if self.kind[0] is Kind.ITEM and self.runs:
            # A second paragraph of a list item stays in the item.
            self._add("\n", style)
            self.walk(tag, style)
            return
        if self.kind[0] is Kind.ITEM:
            self.walk(tag, style)
            return
        self.flush()
        self.walk(tag, self._styled(tag, style))
        self.flush()

    def _as(self, kind: Kind, level: int, tag: Tag, style: Run) -> None:
        self.flush()
        before, self.kind = self.kind, (kind, level)
        self.walk(tag, style)
        self.flush()
        self.kind = before

    def _read_list(self, tag: Tag, style: Run) -> None:
        self.flush()
        before, self.kind = self.kind, (Kind.PARAGRAPH, 0)
        self.lists.append(tag.name)
        self.walk(tag, style)
        self.flush()
        self.lists.pop()
        self.kind = before

    def _read_table(self, table: Tag) -> None:
        """Turn each row into a list item with a line for each cell: our editors have no tables."""
        self.flush()
        self.warnings.append(_("A table was turned into a list; check how it reads."))
        caption = table.find("caption")
        if isinstance(caption, Tag):
            self._as(Kind.PARAGRAPH, 0, caption, Run(""))
        for row in table.find_all("tr"):
            cells = row.find_all(["td", "th"])
            before, self.kind = self.kind, (Kind.ITEM, 0)
            for cell in cells:
                if self.runs:
                    self._add("\n", Run(""))
                self.walk(cell, Run("", bold=cell.name == "th"))
            self.flush()
            self.kind = before

    def _styled(self, tag: Tag, style: Run) -> Run:
        css = str(tag.get("style", "")).lower()
        href = style.href
        if tag.name == "a" and tag.get("href"):
            href, warning = kept_url(str(tag["href"]), " ".join(tag.get_text().split()))
            if warning:
                self.warnings.append(warning)
        return Run(
            "",
            bold=style.bold or tag.name in BOLD or bool(BOLD_STYLE.search(css)),
            italic=style.italic or tag.name in ITALIC or bool(ITALIC_STYLE.search(css)),
            href=href,
        )

    def _warn_of_picture(self, tag: Tag) -> None:
        shown = str(tag.get("alt") or tag.get("src") or "?")
        message = _("The picture “%(shown)s” was left out; add it as a figure.")
        self.warnings.append(message % {"shown": shown[:80]})


def _classes(tag: Tag) -> Iterator[str]:
    value = tag.get("class")
    yield from (
        str(value).split() if isinstance(value, str) else [str(item) for item in value or ()]
    )


def _is_word_title(tag: Tag) -> bool:
    return tag.name == "p" and any(name == "MsoTitle" for name in _classes(tag))


def _is_word_item(tag: Tag) -> bool:
    return tag.name == "p" and any(name.startswith("MsoListParagraph") for name in _classes(tag))


def _is_layout(table: Tag) -> bool:
    """Whether a table only arranges the page: its cells hold headings, lists or whole passages."""
    cells = table.find_all(["td", "th"])
    return any(
        cell.find([*HEADINGS, "table", "ul", "ol"]) or len(cell.find_all("p")) > CELL_PARAGRAPHS
        for cell in cells
    )
