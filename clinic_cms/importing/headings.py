"""Finds the headings that the file does not mark as headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.translation import gettext as _

from clinic_cms.importing.document import (
    BOLD_LEVEL,
    Block,
    Document,
    Kind,
    Run,
    bare,
    cut,
    is_bold_heading,
    key_of,
    normalise,
)
from clinic_cms.importing.questions import MARKS, without_labels
from clinic_cms.importing.subheadings import with_subheadings
from clinic_cms.importing.titles import PHONE, looks_like_line, split_title
from clinic_cms.importing.wordings import (
    SYMPTOMS,
    Announcement,
    announced,
    is_closing,
    word_count,
)

LINE_LEVEL = 2
UNKNOWN_WORDS = 8
INTRO_WORDS = 4
BODY_WORDS = 7
SENTENCE = re.compile(r"[.!。！][\"”\u2019')\]]*$")
SUBNUMBER = re.compile(r"^\d+\.\d+")
RUN_IN = re.compile(
    r"^(?:([^\s.:?!][^.:?!：。\n]{2,60}[:.?])\s+|([^\s.:：?!][^.:：。?!\n]{1,30}[：:])\s*)(?=\S)"
)
"""A heading and its text on one line; Chinese words are short, with no space after the colon."""
RUN_IN_WORDS = 7
IDEOGRAPH = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True)
class Outline:
    """An article with its title split off and its headings marked."""

    title: str
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...]


def outline_of(document: Document, language: str) -> Outline:
    """Find title and headings; a title that is repeated is removed each time."""
    blocks = without_labels(document.blocks)
    # What nothing follows is no heading.
    bold = [*map(_with_bold_heading, blocks[:-1]), *blocks[-1:]]
    title, rest, warnings = split_title(bold, document, language)
    if document.plain:
        rest = _promoted(rest, language, known_only=False)
    elif not any(block.kind is Kind.HEADING for block in rest):
        rest = _promoted(rest, language, known_only=True)
    rest = list(_with_run_ins(rest, language, plain=document.plain))
    rest = [*map(_without_false_heading, rest, [*rest[1:], None])]
    rest = with_subheadings([*map(_without_colon, rest)], language)
    if document.title and key_of(document.title) != key_of(title):
        message = _("“%(other)s” was left out: the article has the title “%(title)s”.")
        warnings.append(message % {"other": document.title, "title": title})
    return Outline(title, tuple(rest), (*document.warnings, *warnings))


def _with_bold_heading(block: Block) -> Block:
    if block.kind is Kind.PARAGRAPH and is_bold_heading(block.runs):
        return replace(block, kind=Kind.HEADING, level=BOLD_LEVEL, runs=bare(block.runs))
    return block


def _without_colon(block: Block) -> Block:
    """Return a heading without the colon that led over to its text."""
    if block.kind is not Kind.HEADING or not block.line.rstrip(": ："):
        return block
    return replace(block, runs=cut(block.runs, 0, len(block.text.rstrip(": ：\u00a0\u202f"))))


def _without_false_heading(block: Block, after: Block | None) -> Block:
    """Turn a heading without text that is a sentence or has a phone number into a paragraph."""
    is_heading = block.kind is Kind.HEADING
    is_empty = after is None or (after.kind is Kind.HEADING and after.level <= block.level)
    if is_heading and is_empty and (SENTENCE.search(block.line) or PHONE.search(block.line)):
        return replace(block, kind=Kind.PARAGRAPH, level=0)
    return block


def _promoted(blocks: list[Block], language: str, *, known_only: bool) -> list[Block]:
    """Turn the lines that read like headings into headings."""
    small = not known_only and _lacks_capitals(blocks, language)
    lines = [
        looks_like_line(block)
        or (
            small
            and looks_like_line(block, small=True)
            and announced(block.line, language) is not None
        )
        for block in blocks
    ]
    known = [
        line and (announced(b.line, language) is not None or is_closing(b.line, language))
        for line, b in zip(lines, blocks, strict=True)
    ]
    if known_only:
        known = _with_all_questions(blocks, lines, known)
    capitals = sum(b.line.isupper() for b, is_known in zip(blocks, known, strict=True) if is_known)
    promoted = []
    for index, block in enumerate(blocks):
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        follows_heading = after is not None and lines[index + 1]
        is_heading = after is not None and (
            (known[index] and _opens(block, after))
            or (lines[index] and not known_only and not follows_heading and _titles(block, after))
        )
        if is_heading:
            minor = capitals > 1 and not block.line.isupper()
            rank = LINE_LEVEL + bool(SUBNUMBER.match(block.line))
            level = BOLD_LEVEL if minor else rank
            block = replace(block, kind=Kind.HEADING, level=level, runs=bare(block.runs))
        promoted.append(block)
    return promoted


def _with_all_questions(
    blocks: Sequence[Block], lines: Sequence[bool], known: Sequence[bool]
) -> list[bool]:
    """Return which lines are headings: where all known ones ask, so is every other that asks."""
    asked = [block.line.endswith(MARKS) and line for block, line in zip(blocks, lines, strict=True)]
    headings = [asks for asks, is_known in zip(asked, known, strict=True) if is_known]
    is_list = len(headings) > 1 and all(headings)
    return [is_known or (is_list and asks) for asks, is_known in zip(asked, known, strict=True)]


def _lacks_capitals(blocks: list[Block], language: str) -> bool:
    """Whether a text has two lines or more that announce a section in small letters."""
    found = (
        block.line[:1].islower()
        and looks_like_line(block, small=True)
        and word_count(after.line) >= BODY_WORDS
        and announced(block.line, language) is not None
        for block, after in pairwise(blocks)
    )
    return sum(found) > 1


def _opens(block: Block, after: Block) -> bool:
    """Whether a known heading is one: with a colon above a list it may only introduce the list."""
    is_intro = block.line.endswith((":", "：")) and after.kind is Kind.ITEM
    return not is_intro or word_count(block.line) <= INTRO_WORDS or block.line.isupper()


def _titles(block: Block, after: Block) -> bool:
    """Whether a line of unknown wording is the heading of what follows."""
    if word_count(block.line) > UNKNOWN_WORDS or block.line.endswith((":", "：", "!", "！")):
        return block.line.isupper()
    return (
        block.line.endswith(MARKS)
        or after.kind is Kind.ITEM
        or word_count(after.line) >= BODY_WORDS
    )


def _with_run_ins(blocks: list[Block], language: str, *, plain: bool) -> Iterator[Block]:
    """Split off headings that share a line with their text: "Causes: sitting too much …".

    Only for sections that no heading on its own line announces, and for symptoms: they have a
    heading of their own within the overview.
    """
    headings = [block for block in blocks if block.kind is Kind.HEADING]
    taken = {_announces(found) for it in headings if (found := announced(it.line, language))}
    level = min((block.level for block in headings), default=BOLD_LEVEL)
    for block in blocks:
        match = RUN_IN.match(block.text) if block.kind is Kind.PARAGRAPH else None
        match = match if match and (match[1] or IDEOGRAPH.match(match[2])) else None
        found = announced(match[0], language) if match else None
        if match and found and _announces(found) not in taken and _is_run_in(block, match, plain):
            heading = bare(cut(block.runs, 0, match.end(match.lastindex or 0)))
            yield Block(Kind.HEADING, heading, level if plain else BOLD_LEVEL)
            yield replace(block, runs=normalise(cut(block.runs, match.end())))
        else:
            yield block


def _announces(found: Announcement) -> str:
    return SYMPTOMS if found.sort == SYMPTOMS else found.section


def _is_run_in(block: Block, match: re.Match[str], plain: bool) -> bool:
    heading = match[match.lastindex or 0]
    if len(heading.split()) > RUN_IN_WORDS:
        return False
    start: tuple[Run, ...] = cut(block.runs, 0, len(heading) - 1)
    after = cut(block.runs, match.end(), match.end() + 1)
    is_bold = all(run.bold for run in start) and not any(run.bold for run in after)
    return is_bold or (heading.endswith((":", "：")) and (plain or heading.isupper()))
