"""The sentences of a stored text, each with the line, the block and the element it stands in."""

import re
from dataclasses import dataclass

from clinic_cms.facts.fact_check.plain_text import ELEMENT, PRINTED, PlainText
from clinic_cms.formats.sentences import bare_sentences_of
from clinic_cms.merge.scanner import INLINE

PRINTS = "…"
"""Stands in a sentence for what a merge tag prints."""
HEADING = re.compile(r"h([1-6])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; `start` and `end` are offsets in the text without markup.

    `line` and `block` count from 0. A line ends at a line break, too; a block is a paragraph, a
    heading or a list item. `element` is the block's: "p", "li", "h3"; "" in a plain text.
    """

    start: int
    end: int
    words: str
    line: int = 0
    block: int = 0
    element: str = ""

    @property
    def rank(self) -> int:
        """The level of the heading that it is in; 0 in other text."""
        heading = HEADING.fullmatch(self.element)
        return int(heading[1]) if heading else 0


def sentences_in(plain: PlainText, *, rich: bool) -> list[Sentence]:
    """Return the sentences of a text in order."""
    blocks = [*_blocks(plain.source)] if rich else []
    found: list[Sentence] = []
    line, last = 0, 0
    for start, end in bare_sentences_of(plain.text):
        line += "\n" in plain.text[last:start] and bool(found)
        last = end
        at = plain.offsets[start][0]
        above = [name for position, name in blocks if position <= at]
        words = words_in(plain.text[start:end])
        found.append(Sentence(start, end, words, line, len(above), above[-1] if above else ""))
    return found


def words_in(text: str) -> str:
    """Return a passage of a text without markup on one line, as it is shown and compared."""
    return " ".join(text.replace(PRINTED, PRINTS).split())


def _blocks(html: str) -> list[tuple[int, str]]:
    """Return where each block of a rich text begins, with its element; an end begins none."""
    found = []
    for element in ELEMENT.finditer(html):
        name = element["element"].lower()
        if not INLINE.fullmatch(name) and not element["closing"]:
            found.append((element.start(), name))
    return found
