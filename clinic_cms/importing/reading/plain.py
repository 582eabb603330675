"""Reads plain text: paragraphs, lists, and lines that may turn out to be headings.

Some files have each paragraph on one line, others break lines at a width. In the first kind every
line is a block; in the second a line leaves its paragraph only if it is clearly an item or heading.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from clinic_cms.importing.document import Block, Document, Kind, Run, clean, key_of, normalise
from clinic_cms.importing.reading.hyphens import Hyphens
from clinic_cms.importing.reading.list_marks import Place, item_lines, mark_of, places
from clinic_cms.importing.reading.shortcodes import (
    closed_names,
    shortcode_warnings,
    without_shortcodes,
)
from clinic_cms.importing.reading.surroundings import Line, surroundings_of, unquoted
from clinic_cms.importing.wordings import announced

RULE = re.compile(r"^[\s=_~*#\-\u2013—]+$")
MARKS = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
ENDED = re.compile(r"[.!?:…][\"”\u2019')\]]*$")
STARTS = re.compile(r"^[\"“¿¡(]*[A-ZÀ-ÖØ-Þ0-9]")
SOFT_BREAK = re.compile(r"\u00ad[ \t]*\r?\n[ \t]*")
WRAPPED_WIDTH = 120
HEADING_WORDS = 10


def read_plain(text: str, language: str) -> Document:
    """Return the blocks of a plain text; headings are found later, by their wording."""
    text, codes = without_shortcodes(SOFT_BREAK.sub("", text), closed_names([text]))
    lines = [
        clean(line).expandtabs().rstrip()
        for line in re.split(r"\r\n|[\n\r\f\v\u2028\u2029\x85]", text)
    ]
    read = unquoted([Line(line) for line in lines])
    around = surroundings_of(read, language)
    lines = ["" if index in around.lines else line.text for index, line in enumerate(read)]
    width = max(map(len, lines), default=0)
    wrapped = width <= WRAPPED_WIDTH and _is_wrapped(lines)
    hyphens = Hyphens(text)
    kept: list[str] = []
    for chunk in _chunks(lines):
        kept += _unwrapped(chunk, width, language, not kept, hyphens) if wrapped else chunk
    return Document(
        tuple(_blocks(kept)),
        title=around.title,
        plain=True,
        warnings=(*around.warnings, *shortcode_warnings(codes), *hyphens.warnings()),
        bylines=around.bylines,
        notes=around.notes,
        safety=around.safety,
    )


def _chunks(lines: list[str]) -> list[list[str]]:
    chunks: list[list[str]] = [[]]
    for line in lines:
        if not line.strip() or RULE.match(line):
            chunks.append([])
        else:
            chunks[-1].append(line)
    return [chunk for chunk in chunks if chunk]


def _is_wrapped(lines: list[str]) -> bool:
    """Whether sentences run on over the ends of lines."""
    pairs = ((a.strip(), b.strip()) for a, b in pairwise(lines))
    return any(a and not ENDED.search(a) and b[:1].islower() for a, b in pairs)


def _unwrapped(
    chunk: list[str], width: int, language: str, is_first: bool, hyphens: Hyphens
) -> list[str]:
    """Join the lines of a chunk, except list items, headings and the article's title."""
    lines = [line.strip() for line in chunk]
    items = item_lines(lines)
    joined: list[str] = []
    alone = True
    for index, (raw, line) in enumerate(zip(chunk, lines, strict=True)):
        after = lines[index + 1] if index + 1 < len(chunk) else ""
        fresh = alone or index in items or bool(MARKS.match(line))
        can_start = fresh or bool(ENDED.search(joined[-1]))
        forced = bool(after) and len(raw) + 1 + len(after.split()[0]) <= width
        heading = can_start and after and _stands_alone(line, after, forced, language)
        title = is_first and index == 0 and _is_title(line, after, forced)
        if heading or title or fresh:
            joined.append(raw)
        else:
            joined[-1] = hyphens.join(joined[-1], line)
        alone = bool(heading or title or MARKS.match(line))
    return joined


def _is_title(line: str, after: str, forced: bool) -> bool:
    return bool(after) and (
        key_of(line) == key_of(after)
        or (forced and not ENDED.search(line) and bool(STARTS.match(after)))
    )


def _stands_alone(line: str, after: str, forced: bool, language: str) -> bool:
    """Whether a line above running text is a heading."""
    short = len(line.split()) <= HEADING_WORDS and bool(STARTS.match(line))
    starts = bool(STARTS.match(after)) or mark_of(after) is not None
    marked = forced or line.endswith((":", "?")) or line.isupper()
    return (
        short
        and starts
        and marked
        and not line.endswith((".", ","))
        and announced(line, language) is not None
    )


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Yield the block of each line."""
    texts = [line.strip() for line in lines]
    indents = [len(line) - len(line.lstrip()) for line in lines]
    found = places(texts, indents)
    for index, text in enumerate(texts):
        block = _block(text, found.get(index))
        if block.runs:
            yield block


def _block(text: str, place: Place | None) -> Block:
    if place:
        return place.item([Run(text)])
    marks = MARKS.match(text)
    if marks:
        return Block(Kind.HEADING, normalise([Run(marks[2])]), len(marks[1]))
    return Block(Kind.PARAGRAPH, normalise([Run(text)]))
