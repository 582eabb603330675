"""Reads HTML from any program (a CMS, Word, a mail program), and Markdown by way of HTML.

Only structure is read: headings, paragraphs, lists, tables, bold, italic and links. Navigation,
scripts, styles, comments and the document's head are skipped.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from urllib.parse import urlsplit

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
KEPT_SCHEMES = {"http", "https", "mailto", "tel"}

FRONT_MATTER = re.compile(
    r"\A(?P<fence>---|\+\+\+)[ \t]*\n(?P<lines>.*?)\n(?P=fence)[ \t]*(?:\n|\Z)", re.S
)
FRONT_KEY = re.compile(r"^[\w-]+[ \t]*[:=]", re.M)
FRONT_TITLE = re.compile(r"""^title[ \t]*[:=][ \t]*["']?(.*?)["']?[ \t]*$""", re.M)
TASK = re.compile(r"\[[ xX]\] ")


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


def read_markdown(text: str) -> Document:
    """Return the blocks of a Markdown text; of its front matter only the title is read."""
    from markdown_it import MarkdownIt

    text = text.replace("\r\n", "\n")
    body, title = _without_front_matter(text)
    document = read_html(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(body))
    warnings = list(document.warnings)
    if body != text:
        warnings.append(_("Of the front matter, only the title was kept."))
    blocks = tuple(_without_box(block) for block in document.blocks)
    return replace(document, blocks=blocks, title=title, warnings=tuple(warnings))


def _without_front_matter(text: str) -> tuple[str, str]:
    match = FRONT_MATTER.match(text)
    if match is None or not FRONT_KEY.search(match["lines"]):
        return text, ""
    title = FRONT_TITLE.search(match["lines"])
    return text[match.end() :], title[1] if title else ""


def _without_box(block: Block) -> Block:
    """Remove the box of an item of a task list."""
    box = TASK.match(block.text) if block.kind is Kind.ITEM else None
    return replace(block, runs=cut(block.runs, box.end())) if box else block


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
        self.runs.append(replace(style, text=text))

    def _read_tag(self, tag: Tag, style: Run) -> None:
        name = tag.name
        if name == "br":
            self._add("\n", style)
        elif name == "img":
            self._warn_of_picture(tag)
        elif name in HEADINGS or name in TERMS or _is_word(tag, "MsoTitle"):
            level = TERM_LEVEL if name in TERMS else HEADINGS.get(name, 1)
            with self._block(Kind.HEADING, level):
                self.walk(tag, Run(""))
        elif name in LISTS:
            with self._block(Kind.PARAGRAPH):
                self.lists.append(name)
                self.walk(tag, style)
                self.flush()
                self.lists.pop()
        elif name == "li" or _is_word(tag, "MsoListParagraph.*"):
            with self._block(Kind.ITEM):
                self.walk(tag, style)
        elif name == "table" and not _is_layout(tag):
            self._read_table(tag)
        elif name in BLOCKS or name == "table":
            self._read_block(tag, style)
        else:
            self.walk(tag, self._styled(tag, style))

    def _read_block(self, tag: Tag, style: Run) -> None:
        if self.kind[0] is Kind.ITEM:
            if self.runs:
                # A second paragraph of a list item stays in the item.
                self._add("\n", style)
            self.walk(tag, style)
        else:
            with self._block(*self.kind):
                self.walk(tag, self._styled(tag, style))

    @contextmanager
    def _block(self, kind: Kind, level: int = 0) -> Iterator[None]:
        """Collect the runs that are read within as a block of this kind."""
        self.flush()
        before, self.kind = self.kind, (kind, level)
        yield
        self.flush()
        self.kind = before

    def _read_table(self, table: Tag) -> None:
        """Turn each row into a list item with a line for each cell: our editors have no tables."""
        self.flush()
        self.warnings.append(_("A table was turned into a list; check how it reads."))
        caption = table.find("caption")
        if isinstance(caption, Tag):
            with self._block(Kind.PARAGRAPH):
                self.walk(caption, Run(""))
        for row in table.find_all("tr"):
            with self._block(Kind.ITEM):
                for cell in row.find_all(["td", "th"]):
                    if self.runs:
                        self._add("\n", Run(""))
                    self.walk(cell, Run("", bold=cell.name == "th"))

    def _styled(self, tag: Tag, style: Run) -> Run:
        css = str(tag.get("style", "")).lower()
        href = style.href
        if tag.name == "a" and tag.get("href"):
            href = self._kept_url(tag)
        return Run(
            "",
            bold=style.bold or tag.name in BOLD or bool(BOLD_STYLE.search(css)),
            italic=style.italic or tag.name in ITALIC or bool(ITALIC_STYLE.search(css)),
            href=href,
        )

    def _kept_url(self, link: Tag) -> str:
        """Return the URL of a link; "" with a warning if it does not work on another site."""
        href = "".join(str(link["href"]).split())
        scheme = ""
        with suppress(ValueError):
            scheme = urlsplit(href).scheme
        if scheme in KEPT_SCHEMES and "{" not in href and "}" not in href:
            return href
        message = _(
            "The link “%(text)s” to “%(href)s” was removed: it does not work on another site."
        )
        text = " ".join(link.get_text().split())
        self.warnings.append(message % {"text": text[:60], "href": href[:80]})
        return ""

    def _warn_of_picture(self, tag: Tag) -> None:
        shown = str(tag.get("alt") or tag.get("src") or "?")
        message = _("The picture “%(shown)s” was left out; add it as a figure.")
        self.warnings.append(message % {"shown": shown[:80]})


def _is_word(tag: Tag, style: str) -> bool:
    """Whether a paragraph has a style of Word's, given as a pattern of its class."""
    classes = tag.get_attribute_list("class") if tag.name == "p" else ()
    return any(re.fullmatch(style, str(name)) for name in classes)


def _is_layout(table: Tag) -> bool:
    """Whether a table only arranges the page: its cells hold headings, lists or whole passages."""
    cells = table.find_all(["td", "th"])
    return any(
        cell.find([*HEADINGS, "table", "ul", "ol"]) or len(cell.find_all("p")) > CELL_PARAGRAPHS
        for cell in cells
    )
