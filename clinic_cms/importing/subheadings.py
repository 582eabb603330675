"""Which headings lie below another, in files that do not show it.

Plain text has no levels, and some pages have one for all headings: "Causes", and below it "Overuse"
and "Injury", each with its text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from clinic_cms.importing.document import Block, Kind
from clinic_cms.importing.wordings import announced, is_closing, leads_nowhere, word_count

HOLDING = ("causes", "treatment", "prevention")
"""Sections that list things: causes, treatments, habits."""
NAME_WORDS = 4
FEWEST = 2


def with_subheadings(blocks: Sequence[Block], language: str) -> list[Block]:
    """Put short headings that announce no other section below the section that they stand in.

    They are two or more in a row, each with a text, or the section has no text but theirs.
    """
    nested = [*blocks]
    headings = [index for index, block in enumerate(blocks) if block.kind is Kind.HEADING]
    known = {index: announced(blocks[index].line, language) for index in headings}
    level = min((blocks[index].level for index in headings if known[index]), default=0)
    for place, index in enumerate(headings):
        found = known[index]
        if found is None or found.section not in HOLDING or blocks[index].level > level:
            continue
        if nested[index] is not blocks[index]:
            continue
        row = [*_row(blocks, headings[place:], language)]
        is_empty = index + 1 in row
        if len(row) >= FEWEST or (row and is_empty):
            for below in row:
                nested[below] = replace(blocks[below], level=blocks[below].level + 1)
    return nested


def _row(blocks: Sequence[Block], headings: Sequence[int], language: str) -> Iterator[int]:
    """Yield the headings right after the first one that name something below it."""
    first = blocks[headings[0]]
    ends = [*headings[1:], len(blocks)]
    for index, end in zip(headings[1:], ends[1:], strict=True):
        block = blocks[index]
        is_name = _is_name(block.line, first.line, language)
        if block.level != first.level or end == index + 1 or not is_name:
            return
        yield index


def _is_name(line: str, above: str, language: str) -> bool:
    """Whether a heading may name something in the section above it."""
    found, section = announced(line, language), announced(above, language)
    known = found and section and found.section != section.section
    known = known or is_closing(line, language) or leads_nowhere(line, language)
    return not known and word_count(line) <= NAME_WORDS and not line.endswith(("?", "？", "؟", "!"))
