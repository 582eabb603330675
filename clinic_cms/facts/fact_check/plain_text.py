"""A stored text as a reader sees it: no markup, no merge tags; every character knows its source."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from clinic_cms.merge.scanner import ENTITY, INLINE, MARKUP, Flaw, Tag, scan
from clinic_cms.models.content_paths import MergeText

PRINTED = "\ufffc"
"""Stands for what a merge tag prints."""
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u0640")
ELEMENT = re.compile(MARKUP)
LINK = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
LITERAL = re.compile(r"""default:\s*(?:"([^"]*)"|'([^']*)')""")
VARIABLE = re.compile(r"[\w.]+")


@dataclass
class PlainText:
    """The words of a `MergeText`; `tags` has, by the position of its sign, what a tag prints."""

    path: str
    source: str
    """The text as it is stored."""
    is_filled: bool = True
    text: str = ""
    offsets: list[tuple[int, int]] = field(default_factory=list)
    tags: dict[int, str] = field(default_factory=dict)
    links: list[tuple[str, int, int]] = field(default_factory=list)
    """Targets of links, each with its offsets in the text as it is stored."""

    def stored_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the stored text of a passage of this one."""
        return self.offsets[start][0], self.offsets[end - 1][1]


def plain_text(item: MergeText) -> PlainText:
    """Read a stored text; blocks and lines end in line breaks, and all spaces are plain."""
    plain = PlainText(item.path, item.text, item.is_filled)
    characters: list[str] = []
    for character, start, end in _characters(item, plain, characters):
        if unicodedata.combining(character) and characters:
            characters[-1] = _accented(characters[-1], character)
            plain.offsets[-1] = (plain.offsets[-1][0], end)
        elif character not in INVISIBLE:
            is_space = unicodedata.category(character) == "Zs"
            characters.append(" " if is_space else character)
            plain.offsets.append((start, end))
    plain.text = "".join(characters)
    return plain


def _accented(letter: str, accent: str) -> str:
    """Return a letter with an accent; alone where Unicode has no such letter."""
    composed = unicodedata.normalize("NFC", letter + accent)
    return composed if len(composed) == 1 else letter


def _characters(
    item: MergeText, plain: PlainText, done: list[str]
) -> Iterator[tuple[str, int, int]]:
    for piece in scan(item.text, rich=item.rich):
        end = piece.start + len(piece.text)
        if isinstance(piece, Tag):
            if piece.is_output:
                variable = VARIABLE.match(piece.expression)
                plain.tags[len(done)] = variable.group() if variable else ""
                yield PRINTED, piece.start, end
                yield from _default(item, piece)
        elif isinstance(piece, Flaw):
            continue
        elif item.rich:
            yield from _rich(piece.text, piece.start, plain)
        else:
            for at, character in enumerate(piece.text, piece.start):
                yield character, at, at + 1


def _default(item: MergeText, tag: Tag) -> Iterator[tuple[str, int, int]]:
    """Yield what a tag prints where a clinic lacks the fact: that is typed, too."""
    literal = LITERAL.search(tag.expression)
    if literal:
        for at in range(*literal.span(literal.lastindex or 0)):
            start = tag.offsets[at]
            yield item.text[start], start, start + 1


def _rich(text: str, offset: int, plain: PlainText) -> Iterator[tuple[str, int, int]]:
    position = 0
    for element in ELEMENT.finditer(text):
        yield from _words(text, position, element.start(), offset)
        position = element.end()
        if link := LINK.search(element.group()):
            start = offset + element.start() + link.start(link.lastindex or 0)
            target = link[link.lastindex or 0]
            plain.links.append((unescape(target), start, start + len(target)))
        if not INLINE.fullmatch(element["element"].lower()) or element["element"] == "br":
            yield "\n", offset + element.start(), offset + element.end()
    yield from _words(text, position, len(text), offset)


def _words(text: str, start: int, end: int, offset: int) -> Iterator[tuple[str, int, int]]:
    while start < end:
        entity = ENTITY.match(text, start, end)
        after = entity.end() if entity else start + 1
        for character in unescape(entity.group()) if entity else text[start]:
            yield character, offset + start, offset + after
        start = after
