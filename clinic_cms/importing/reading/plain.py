"""Reads plain text: paragraphs, lists, and lines that may turn out to be headings.

Some files have each paragraph on one line, others break lines at a width. In the first kind every
line is a block; in the second a line leaves its paragraph only if it is clearly an item or heading.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from clinic_cms.importing.document import Block, Document, Kind, Run, clean, key_of, normalise
from clinic_cms.importing.wordings import announced

BULLET = re.compile(r"^(?:[-*•·▪◦‣\u2013]|o(?=\s{2}))\s+(?=\S)")
NUMBER = re.compile(r"^(\d{1,2})[.)]\s+(?=\S)")
RULE = re.compile(r"^[\s=_~*#\-\u2013—]+$")
MARKS = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
ENDED = re.compile(r"[.!?:…][\"”\u2019')\]]*$")
STARTS = re.compile(r"^[\"“¿¡(]*[A-ZÀ-ÖØ-Þ0-9]")
WRAPPED_WIDTH = 120
HEADING_WORDS = 10


@dataclass
class _Piece:
    """Text that belongs together, while its kind may still change."""

    text: str
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    number: int = 0


def read_plain(text: str, language: str) -> Document:
    """Return the blocks of a plain text; headings are found later, by their wording."""
    lines = [clean(line).rstrip() for line in re.split(r"\r\n|[\n\r\f\v\u2028\u2029\x85]", text)]
    width = max(map(len, lines), default=0)
    wrapped = width <= WRAPPED_WIDTH and _is_wrapped(lines)
    pieces: list[_Piece] = []
    for chunk in _chunks(lines):
        joined = _unwrapped(chunk, width, language, not pieces) if wrapped else chunk
        pieces += [_piece(line) for line in joined]
    _settle_numbers(pieces)
    return Document(tuple(block for piece in pieces if (block := _block(piece))), plain=True)


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


def _unwrapped(chunk: list[str], width: int, language: str, is_first: bool) -> list[str]:
    """Join the lines of a chunk, except list items, headings and the article's title."""
    joined: list[str] = []
    alone = True
    for index, raw in enumerate(chunk):
        line = raw.strip()
        after = chunk[index + 1].strip() if index + 1 < len(chunk) else ""
        fresh = alone or bool(BULLET.match(line) or NUMBER.match(line) or MARKS.match(line))
        can_start = fresh or bool(ENDED.search(joined[-1]))
        forced = bool(after) and len(raw) + 1 + len(after.split()[0]) <= width
        heading = can_start and after and _stands_alone(line, after, forced, language)
        title = is_first and index == 0 and _is_title(line, after, forced)
        if heading or title or fresh:
            joined.append(line)
        else:
            joined[-1] += f" {line}"
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
    starts = bool(STARTS.match(after) or BULLET.match(after))
    marked = forced or line.endswith((":", "?")) or line.isupper()
    return (
        short
        and starts
        and marked
        and not line.endswith((".", ","))
        and announced(line, language) is not None
    )


def _piece(line: str) -> _Piece:
    text = line.strip()
    marks = MARKS.match(text)
    if marks:
        return _Piece(marks[2], Kind.HEADING, len(marks[1]))
    bullet = BULLET.match(text)
    if bullet:
        return _Piece(text[bullet.end() :], Kind.ITEM)
    number = NUMBER.match(text)
    return _Piece(text, number=int(number[1]) if number else 0)


def _settle_numbers(pieces: list[_Piece]) -> None:
    """Make lists of numbered lines that count from 1; other lines keep their number as text."""
    start = 0
    while start < len(pieces):
        end = start
        while end < len(pieces) and pieces[end].number == end - start + 1:
            end += 1
        if end - start > 1:
            for piece in pieces[start:end]:
                piece.kind = Kind.ITEM
                piece.text = NUMBER.sub("", piece.text)
        start = max(end, start + 1)


def _block(piece: _Piece) -> Block | None:
    runs = normalise([Run(piece.text)])
    if not runs:
        return None
    is_item = piece.kind is Kind.ITEM
    return Block(piece.kind, runs, piece.level, int(is_item), is_item and piece.number > 0)
