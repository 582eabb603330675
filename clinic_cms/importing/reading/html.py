"""Reads HTML from any program (a CMS, Word, Google Docs, a mail program) as a person sees it.

What is not shown and what is no part of the article is left out first, and reported; then the
blocks are read: headings, paragraphs, lists, tables, bold, italic and links.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString

from clinic_cms.importing.document import (
    LINE_BREAK,
    Block,
    Document,
    Kind,
    lines_of,
    normalise,
)
from clinic_cms.importing.reading.html_blocks import Walker
from clinic_cms.importing.reading.left_out import left_out_warnings
from clinic_cms.importing.reading.list_marks import places
from clinic_cms.importing.reading.page_parts import drop_page_parts
from clinic_cms.importing.reading.raised import write_raised
from clinic_cms.importing.reading.shortcodes import (
    closed_names,
    shortcode_warnings,
    without_shortcodes,
)
from clinic_cms.importing.reading.shown import drop_unseen
from clinic_cms.importing.reading.styles import Styles
from clinic_cms.importing.reading.surroundings import LEFT_OUT, is_byline, safety_lines
from clinic_cms.importing.reading.surroundings.blocks import without_surroundings

ENDED_BY = {"p": {"p"}, "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}}
"""Elements whose end tag is often left out, and the elements that end them."""
DECLARATION = re.compile(r"<\?xml[^>]*>", re.I)
"""The declaration of XHTML, and the namespaces that old versions of Outlook declare."""
SITE_NAME = re.compile(r"\s+[|»·–—-]\s+")
"""What stands between a page's title and the name of its site."""


def read_html(source: str, language: str) -> Document:
    """Return the blocks of an HTML document or fragment; `language` is a code ("en-us")."""
    soup = BeautifulSoup(DECLARATION.sub("", source), "html.parser")
    fallback_title = _page_title(soup)
    _end_elements(soup)
    styles = Styles(soup)
    unseen = drop_unseen(soup, styles)
    notes, raised = write_raised(soup, styles)
    parts = drop_page_parts(soup, language, title=fallback_title)
    told = [it for text in parts for it in safety_lines(text, language)]
    bylines = [line for text in parts if is_byline(line := " ".join(text.split()))]
    warnings = [
        *unseen,
        *left_out_warnings((LEFT_OUT, it) for it in parts if " ".join(it.split()) not in bylines),
        *raised,
        *_drop_shortcodes(soup),
    ]
    walker = Walker(styles)
    walker.read(soup)
    blocks, around = without_surroundings(walker.blocks, language)
    return Document(
        blocks=tuple(_with_typed_lists(blocks)),
        title=around.title,
        fallback_title=fallback_title,
        warnings=tuple(dict.fromkeys([*warnings, *around.warnings, *walker.warnings])),
        bylines=tuple(dict.fromkeys([*bylines, *around.bylines])),
        notes=(*notes, *around.notes),
        safety=around.safety,
        page_safety=tuple(dict.fromkeys(told)),
    )


def _page_title(soup: BeautifulSoup) -> str:
    title = soup.find("title")
    return SITE_NAME.split(" ".join(title.get_text().split()))[0] if title else ""


def _end_elements(soup: BeautifulSoup) -> None:
    """Put elements side by side that lie in each other for want of an end tag: "<p>a<p>b"."""
    for tag in soup.find_all(list(ENDED_BY)):
        parent = tag.parent
        if parent is not None and tag.name in ENDED_BY.get(parent.name, ()):
            for node in reversed([tag, *tag.next_siblings]):
                parent.insert_after(node.extract())


def _drop_shortcodes(soup: BeautifulSoup) -> list[str]:
    texts = [text for text in soup.find_all(string=re.compile(r"[\[{]")) if _is_text(text)]
    closed = closed_names(texts)
    found: list[str] = []
    for text in texts:
        kept, codes = without_shortcodes(text, closed)
        if codes:
            text.replace_with(NavigableString(kept))
            found += codes
    return shortcode_warnings(found)


def _is_text(text: NavigableString) -> bool:
    return not isinstance(text, PreformattedString)


def _with_typed_lists(blocks: Sequence[Block]) -> list[Block]:
    """Make items of paragraphs, and of lines of a paragraph, that begin with marks."""
    made: list[Block] = []
    group: list[Block] = []
    for block in blocks:
        if block.kind is Kind.PARAGRAPH:
            group += _lines(block)
            continue
        made += _typed(group)
        made.append(block)
        group = []
    return [*made, *_typed(group)]


def _lines(block: Block) -> list[Block]:
    """Return the lines of a paragraph as paragraphs if some of them are items."""
    lines = block.text.split(LINE_BREAK)
    if len(lines) == 1 or len(places(lines, [0] * len(lines))) < 2:
        return [block]
    return [replace(block, runs=line) for runs in lines_of(block.runs) if (line := normalise(runs))]


def _typed(group: Sequence[Block]) -> list[Block]:
    found = places([block.text for block in group], [0] * len(group))
    return [
        place.item(block.runs) if (place := found.get(index)) else block
        for index, block in enumerate(group)
    ]
