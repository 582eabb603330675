"""Finds the merge tags in a text, and what only looks like one.

Checking, compiling and listing all read the same pieces, so what passes the check is what is
compiled. Rich text is Wagtail's database HTML: its markup is followed just far enough to know which
block, which inline elements and which link surround a tag.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from html import unescape

MERGE_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
"""What looks like a whole merge tag, right or wrong: for showing, hiding and counting."""
SIGNS = re.compile(r"\{\{|\{%|\}\}|%\}")
# Attribute values hold no bare "<" in stored HTML, which keeps the search linear.
MARKUP = r"""<(?P<closing>/?)(?P<element>[a-zA-Z][a-zA-Z0-9-]*)(?:[^<>"']|"[^"<]*"|'[^'<]*')*>"""
RICH_SIGNS = re.compile(f"{MARKUP}|{SIGNS.pattern}")
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
CLOSERS = {"{{": "}}", "{%": "%}"}
AFTER_NAME = re.compile(r"\W")

# Whatever is not one of these ends a paragraph: p, li, h2, hr, embed ...
INLINE = re.compile(
    "a|abbr|b|bdi|bdo|br|cite|code|del|em|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|"
    "time|u|var|wbr"
)
VOID = frozenset(("br", "wbr"))


class Fault(Enum):
    """What is wrong with signs that make no tag."""

    UNCLOSED = "unclosed"
    MISMATCHED = "mismatched"
    STRAY = "stray"
    FORMATTED = "formatted"
    ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, byte for byte; ``start`` is its offset in the text as given."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Flaw(Piece):
    fault: Fault


@dataclass(frozen=True, slots=True)
class Tag(Piece):
    """A closed merge tag.

    ``name`` is empty for an output; ``expression`` is decoded, and ``part()`` leads from offsets in
    it back to the text as given. ``block`` counts the blocks before it; ``inline`` holds where the
    inline elements around it open.
    """

    is_output: bool
    name: str
    expression: str
    trims: tuple[bool, bool]
    block: int
    inline: tuple[int, ...]
    in_link: bool
    offsets: tuple[int, ...]

    def part(self, start: int, end: int) -> Piece:
        """The text as given between two offsets in the expression."""
        first, last = (self.offsets[min(at, len(self.offsets) - 1)] for at in (start, end))
        return Piece(self.text[first - self.start : last - self.start], first)


def has_signs(text: str) -> bool:
    """Whether the text can hold a merge tag, or a slip at writing one."""
    return "{" in text or "}" in text


def scan(text: str, *, rich: bool) -> list[Piece]:
    """The tags, the flaws and the text between tags, in order; a flaw lies in such a text."""
    return list(_Scanner(text, rich).pieces())


@dataclass(slots=True)
class _Scanner:
    text: str
    rich: bool
    block: int = 0
    inline: list[tuple[str, int]] = field(default_factory=list)
    opener: re.Match[str] | None = None
    markup_inside: bool = False
    literal_start: int = 0

    def pieces(self) -> Iterator[Piece]:
        for sign in (RICH_SIGNS if self.rich else SIGNS).finditer(self.text):
            found = sign.group()
            if found[0] == "<":
                yield from self._markup(sign)
            elif found in CLOSERS:
                yield from self._unclosed(sign.start())
                self.opener, self.markup_inside = sign, False
            else:
                yield from self._closer(sign)
        yield from self._unclosed(len(self.text))
        yield from self._literal(len(self.text))

    def _literal(self, end: int) -> Iterator[Piece]:
        if end > self.literal_start:
            yield Piece(self.text[self.literal_start : end], self.literal_start)

    def _flaw(self, fault: Fault, start: int, end: int) -> Flaw:
        return Flaw(self.text[start:end], start, fault)

    def _unclosed(self, end: int) -> Iterator[Flaw]:
        if self.opener is not None:
            yield self._flaw(Fault.UNCLOSED, self.opener.start(), end)
        self.opener = None

    def _closer(self, sign: re.Match[str]) -> Iterator[Piece]:
        opener, self.opener = self.opener, None
        if opener is None:
            yield self._flaw(Fault.STRAY, sign.start(), sign.end())
        elif CLOSERS[opener.group()] != sign.group():
            yield self._flaw(Fault.MISMATCHED, opener.start(), sign.end())
        elif self.markup_inside:
            yield self._flaw(Fault.FORMATTED, opener.start(), sign.end())
        else:
            yield from self._literal(opener.start())
            tag = self._tag(opener, sign)
            yield tag
            self.literal_start = tag.start + len(tag.text)

    def _markup(self, element: re.Match[str]) -> Iterator[Flaw]:
        name = element["element"].lower()
        if SIGNS.search(element.group()):
            yield self._flaw(Fault.ATTRIBUTE, element.start(), element.end())
        if not INLINE.fullmatch(name):
            yield from self._unclosed(element.start())
            self.block += 1
            self.inline.clear()
            return
        self.markup_inside = True
        if element["closing"]:
            names = [opened for opened, _ in self.inline]
            if name in names:
                # The last one opened is the one closed.
                del self.inline[len(names) - 1 - names[::-1].index(name) :]
        elif name not in VOID and not element.group().endswith("/>"):
            self.inline.append((name, element.start()))

    def _tag(self, opener: re.Match[str], closer: re.Match[str]) -> Tag:
        start, end = opener.end(), closer.start()
        left = self.text.startswith("-", start, end)
        start += left
        right = self.text.endswith("-", start, end)
        end -= right
        inner, offsets = self._decoded(start, end)
        is_output = opener.group() == "{{"
        name, expression = "", inner.lstrip()
        if not is_output:
            name = AFTER_NAME.split(expression, maxsplit=1)[0]
            expression = expression[len(name) :].lstrip()
        # The three braces of other systems.
        tripled = expression.startswith("{") and self.text.startswith("}", closer.end())
        return Tag(
            text=self.text[opener.start() : closer.end() + tripled],
            start=opener.start(),
            is_output=is_output,
            name=name,
            expression=expression.rstrip(),
            trims=(left, right),
            block=self.block,
            inline=tuple(position for _, position in self.inline),
            in_link=any(name == "a" for name, _ in self.inline),
            offsets=tuple(offsets[len(inner) - len(expression) :]),
        )

    def _decoded(self, start: int, end: int) -> tuple[str, list[int]]:
        """The text without entities and hard spaces, and each character's offset, end included."""
        raw = self.text[start:end]
        if not self.rich or "&" not in raw:
            return raw.replace("\xa0", " "), list(range(start, end + 1))
        characters: list[str] = []
        offsets: list[int] = []
        position = 0
        while position < len(raw):
            entity = ENTITY.match(raw, position)
            for character in unescape(entity.group()) if entity else raw[position]:
                characters.append(character)
                offsets.append(start + position)
            position = entity.end() if entity else position + 1
        return "".join(characters).replace("\xa0", " "), [*offsets, end]
