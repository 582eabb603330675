"""A stored text as a reader sees it: no markup, no merge tags; every character knows its source."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import islice, pairwise, repeat

from clinic_cms.merge.scanner import ENTITY, INLINE, MARKUP, Flaw, Tag, scan
from clinic_cms.models.content_paths import MergeText

PRINTED = "\ufffc"
"""Stands for what a merge tag prints."""
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u0640")
ELEMENT = re.compile(MARKUP)
LINK = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
LITERAL = re.compile(r"""default:\s*(?:"([^"]*)"|'([^']*)')""")
VARIABLE = re.compile(r"[\w.]+")
ASCII_OR_NOT = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")

Span = tuple[int, int]
Run = tuple[str, Iterable[Span]]
"""Some characters, each with its offsets in the text as it is stored."""


@dataclass
class PlainText:
    """The words of a `MergeText`; `tags` has, by the position of its sign, what a tag prints."""

    path: str
    source: str
    """The text as it is stored."""
    is_filled: bool = True
    text: str = ""
    offsets: list[Span] = field(default_factory=list)
    tags: dict[int, str] = field(default_factory=dict)
    links: list[tuple[str, int, int]] = field(default_factory=list)
    """Targets of links, each with its offsets in the text as it is stored."""

    def stored_span(self, start: int, end: int) -> Span:
        """Return the offsets in the stored text of a passage of this one."""
        return self.offsets[start][0], self.offsets[end - 1][1]


def plain_text(item: MergeText) -> PlainText:
    """Read a stored text; blocks and lines end in line breaks, and all spaces are plain."""
    plain = PlainText(item.path, item.text, item.is_filled)
    characters: list[str] = []
    for run, spans in _runs(item, plain, characters):
        rest = iter(spans)
        for part in ASCII_OR_NOT.findall(run):
            if part.isascii():
                characters += part
                plain.offsets += islice(rest, len(part))
            else:
                _add(part, rest, characters, plain.offsets)
    plain.text = "".join(characters)
    return plain


def _add(part: str, spans: Iterator[Span], characters: list[str], offsets: list[Span]) -> None:
    """Add characters one by one: an accent joins the letter before it."""
    for character, span in zip(part, spans, strict=False):
        if unicodedata.combining(character) and characters:
            characters[-1] = _accented(characters[-1], character)
            offsets[-1] = (offsets[-1][0], span[1])
        elif character not in INVISIBLE:
            is_space = unicodedata.category(character) == "Zs"
            characters.append(" " if is_space else character)
            offsets.append(span)


def _accented(letter: str, accent: str) -> str:
    """Return a letter with an accent; alone where Unicode has no such letter."""
    composed = unicodedata.normalize("NFC", letter + accent)
    return composed if len(composed) == 1 else letter


def _runs(item: MergeText, plain: PlainText, done: list[str]) -> Iterator[Run]:
    for piece in scan(item.text, rich=item.rich):
        end = piece.start + len(piece.text)
        if isinstance(piece, Tag):
            if piece.is_output:
                variable = VARIABLE.match(piece.expression)
                plain.tags[len(done)] = variable.group() if variable else ""
                yield PRINTED, [(piece.start, end)]
                yield from _default(item, piece)
        elif isinstance(piece, Flaw):
            continue
        elif item.rich:
            yield from _rich(piece.text, piece.start, plain)
        else:
            yield _as_it_is(piece.text, piece.start)


def _as_it_is(text: str, start: int) -> Run:
    """Return a run of characters that are stored as they are, from an offset on."""
    return text, pairwise(range(start, start + len(text) + 1))


def _default(item: MergeText, tag: Tag) -> Iterator[Run]:
    """Yield what a tag prints where a clinic lacks the fact: that is typed, too."""
    literal = LITERAL.search(tag.expression)
    if literal:
        for at in range(*literal.span(literal.lastindex or 0)):
            yield _as_it_is(item.text[tag.offsets[at]], tag.offsets[at])


def _rich(text: str, offset: int, plain: PlainText) -> Iterator[Run]:
    position = 0
    for element in ELEMENT.finditer(text):
        yield from _words(text, position, element.start(), offset)
        position = element.end()
        if link := LINK.search(element.group()):
            start = offset + element.start() + link.start(link.lastindex or 0)
            target = link[link.lastindex or 0]
            plain.links.append((unescape(target), start, start + len(target)))
        if not INLINE.fullmatch(element["element"].lower()) or element["element"] == "br":
            yield "\n", [(offset + element.start(), offset + element.end())]
    yield from _words(text, position, len(text), offset)


def _words(text: str, start: int, end: int, offset: int) -> Iterator[Run]:
    for entity in ENTITY.finditer(text, start, end):
        yield _as_it_is(text[start : entity.start()], offset + start)
        start = entity.end()
        yield unescape(entity.group()), repeat((offset + entity.start(), offset + start))
    yield _as_it_is(text[start:end], offset + start)
