"""Finds the title of an article, and headings that the file does not mark as headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
from clinic_cms.importing.wordings import (
    announced,
    announced_sections,
    is_closing,
    word_count,
)

TITLE_WORDS = 25
TITLE_LENGTH = 255
LINE_LEVEL = 2
KNOWN_WORDS, UNKNOWN_WORDS = 12, 8
INTRO_WORDS = 4
BODY_WORDS = 7
PHONE = re.compile(r"\d[\d\s().-]{5,}\d|@")
SENTENCE = re.compile(r"[.!。！][\"”\u2019')\]]*$")
STARTS = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?\s+)?[\"“\u2018«¿¡(]*(?P<letter>[^\W_])")
GOES_ON = (".", ";", ",", "…", "。", "；", "，", "、", "؛", "،")
"""Ends of lines that are no headings."""
SUBNUMBER = re.compile(r"^\d+\.\d+")
RUN_IN = re.compile(r"^([^\s.:?!][^.:?!\n]{2,60}[:.?])\s+(?=\S)")
RUN_IN_WORDS = 7


@dataclass(frozen=True)
class Outline:
    """An article with its title split off and its headings marked."""

    title: str
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...]


def outline_of(document: Document, language: str) -> Outline:
    """Find title and headings; a title that is repeated is removed each time."""
    # What nothing follows is no heading.
    bold = [*map(_with_bold_heading, document.blocks[:-1]), *document.blocks[-1:]]
    title, rest, warnings = _split_title(bold, document, language)
    if document.plain:
        rest = _promoted(rest, language, known_only=False)
    elif not any(block.kind is Kind.HEADING for block in rest):
        rest = _promoted(rest, language, known_only=True)
    rest = list(_with_run_ins(rest, language, plain=document.plain))
    rest = [*map(_without_false_heading, rest, [*rest[1:], None])]
    return Outline(title, tuple(rest), (*document.warnings, *warnings))


def _with_bold_heading(block: Block) -> Block:
    if block.kind is Kind.PARAGRAPH and is_bold_heading(block.runs):
        return replace(block, kind=Kind.HEADING, level=BOLD_LEVEL, runs=bare(block.runs))
    return block


def _without_false_heading(block: Block, after: Block | None) -> Block:
    """Turn a heading without text that is a sentence or has a phone number into a paragraph."""
    is_heading = block.kind is Kind.HEADING
    is_empty = after is None or (after.kind is Kind.HEADING and after.level <= block.level)
    if is_heading and is_empty and (SENTENCE.search(block.line) or PHONE.search(block.line)):
        return replace(block, kind=Kind.PARAGRAPH, level=0)
    return block


def _split_title(
    blocks: list[Block], document: Document, language: str
) -> tuple[str, list[Block], list[str]]:
    """Return (title, the other blocks, warnings)."""
    index = _title_index(blocks, document, language)
    warnings: list[str] = []
    if index is None and document.title:
        return document.title[:TITLE_LENGTH], blocks, warnings
    if index is None:
        title = document.fallback_title
        warnings.append(
            _("The article has no title of its own; check “%(title)s”.") % {"title": title}
        )
        return title[:TITLE_LENGTH], blocks, warnings
    title = blocks[index].line
    start, end = index, index + 1
    while start and key_of(blocks[start - 1].line) == key_of(title):
        start -= 1
    while end < len(blocks) and key_of(blocks[end].line) == key_of(title):
        end += 1
    return title, blocks[:start] + blocks[end:], warnings


def _title_index(blocks: list[Block], document: Document, language: str) -> int | None:
    tops = [i for i, b in enumerate(blocks) if b.kind is Kind.HEADING and b.level == 1]
    if tops and len(blocks[tops[0]].line) <= TITLE_LENGTH:
        return tops[0]
    if not blocks:
        return None
    first, *rest = blocks
    doubled = bool(rest) and key_of(first.line) == key_of(rest[0].line)
    if doubled or (
        first.kind is not Kind.ITEM and key_of(first.line) == key_of(document.fallback_title)
    ):
        return 0
    if first.kind is Kind.HEADING:
        return 0 if _is_title_heading(first, rest, language) else None
    short = word_count(first.line) <= TITLE_WORDS and not first.line.endswith(GOES_ON)
    fits = first.kind is Kind.PARAGRAPH and len(first.line) <= TITLE_LENGTH and rest
    return 0 if short and fits and (document.plain or _looks_like_line(first)) else None


def _is_title_heading(first: Block, rest: Sequence[Block], language: str) -> bool:
    """Whether a first heading, not of level 1, is the title and not that of the first section."""
    found = announced(first.line, language)
    others = [b for b in rest if b.kind is Kind.HEADING and b.level == first.level]
    if found is None or found.also or not others:
        return True
    known = announced_sections((block.line for block in others), language)
    return found.section in known or rest[0].kind is Kind.HEADING


def _looks_like_line(block: Block) -> bool:
    """Whether a paragraph is one short line that a heading could be."""
    text = block.line
    start = STARTS.match(text)
    return (
        block.kind is Kind.PARAGRAPH
        and word_count(text) <= KNOWN_WORDS
        and start is not None
        and not start["letter"].islower()
        and not text.endswith(GOES_ON)
        and not PHONE.search(text)
    )


def _promoted(blocks: list[Block], language: str, *, known_only: bool) -> list[Block]:
    """Turn the lines that read like headings into headings."""
    lines = [_looks_like_line(block) for block in blocks]
    known = [
        line and (announced(b.line, language) is not None or is_closing(b.line, language))
        for line, b in zip(lines, blocks, strict=True)
    ]
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


def _opens(block: Block, after: Block) -> bool:
    """Whether a known heading is one: with a colon above a list it may only introduce the list."""
    is_intro = block.line.endswith((":", "：")) and after.kind is Kind.ITEM
    return not is_intro or word_count(block.line) <= INTRO_WORDS or block.line.isupper()


def _titles(block: Block, after: Block) -> bool:
    """Whether a line of unknown wording is the heading of what follows."""
    if word_count(block.line) > UNKNOWN_WORDS or block.line.endswith((":", "：", "!", "！")):
        return block.line.isupper()
    asks = block.line.endswith(("?", "？", "؟"))
    return asks or after.kind is Kind.ITEM or word_count(after.line) >= BODY_WORDS


def _with_run_ins(blocks: list[Block], language: str, *, plain: bool) -> Iterator[Block]:
    """Split off headings that share a line with their text: "Causes: sitting too much …".

    Only for sections that no heading on its own line announces.
    """
    headings = [block for block in blocks if block.kind is Kind.HEADING]
    taken = announced_sections((block.line for block in headings), language)
    level = min((block.level for block in headings), default=BOLD_LEVEL)
    for block in blocks:
        match = RUN_IN.match(block.text) if block.kind is Kind.PARAGRAPH else None
        found = announced(match[1], language) if match else None
        if match and found and found.section not in taken and _is_run_in(block, match, plain):
            heading = bare(cut(block.runs, 0, match.end(1)))
            yield Block(Kind.HEADING, heading, level if plain else BOLD_LEVEL)
            yield replace(block, runs=normalise(cut(block.runs, match.end())))
        else:
            yield block


def _is_run_in(block: Block, match: re.Match[str], plain: bool) -> bool:
    if len(match[1].split()) > RUN_IN_WORDS:
        return False
    start: tuple[Run, ...] = cut(block.runs, 0, match.end(1) - 1)
    after = cut(block.runs, match.end(), match.end() + 1)
    is_bold = all(run.bold for run in start) and not any(run.bold for run in after)
    return is_bold or (match[1].endswith(":") and (plain or match[1].isupper()))
