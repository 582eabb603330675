"""Finds the title of an article, and takes it out of the text."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from clinic_cms.importing.document import Block, Document, Kind, key_of
from clinic_cms.importing.wordings import (
    announced,
    announced_sections,
    plain_words,
    unsaid_words,
    word_count,
)

TITLE_LENGTH = 255
WORDS = 25
GOES_ON = (".", ";", ",", "…", "。", "；", "，", "、", "؛", "،")
"""Ends of lines that are no headings."""
HEADING_WORDS = 12
PHONE = re.compile(r"\d[\d\s().-]{5,}\d|@")
STARTS = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?\s+)?[\"“\u2018«¿¡(]*(?P<letter>[^\W_])")
FILLERS = frozenset(
    plain_words(word)
    for words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")).values()
    for word in words.split()
)
"""Words that name no condition: "it", "your", "pain"."""


def split_title(
    blocks: list[Block], document: Document, language: str
) -> tuple[str, list[Block], list[str]]:
    """Return (title, the other blocks, warnings); a title that is repeated is removed each time."""
    index = _title_index(blocks, document, language)
    if index is None and document.title:
        return document.title[:TITLE_LENGTH], blocks, []
    if index is None:
        title = document.fallback_title
        message = _("The article has no title of its own; check “%(title)s”.")
        return title[:TITLE_LENGTH], blocks, [message % {"title": title}]
    title = blocks[index].line
    start, end = index, index + 1
    while start and key_of(blocks[start - 1].line) == key_of(title):
        start -= 1
    while end < len(blocks) and key_of(blocks[end].line) == key_of(title):
        end += 1
    return title, blocks[:start] + blocks[end:], []


def _title_index(blocks: list[Block], document: Document, language: str) -> int | None:
    top = next((i for i, b in enumerate(blocks) if b.kind is Kind.HEADING and b.level == 1), None)
    has_other = bool(document.title or document.fallback_title)
    if top is not None and len(blocks[top].line) <= TITLE_LENGTH:
        is_title = _is_title(blocks[top], blocks[top + 1 :], language)
        if is_title and not (has_other and says_only_a_section(blocks[top].line, language)):
            return top
    if not blocks:
        return None
    first, *rest = blocks
    doubled = bool(rest) and key_of(first.line) == key_of(rest[0].line)
    if doubled or (
        first.kind is not Kind.ITEM and key_of(first.line) == key_of(document.fallback_title)
    ):
        return 0
    if first.kind is Kind.HEADING:
        return 0 if first.level > 1 and _is_title(first, rest, language) else None
    fits = first.kind is Kind.PARAGRAPH and len(first.line) <= TITLE_LENGTH and rest
    short = word_count(first.line) <= WORDS and not first.line.endswith(GOES_ON)
    if not (fits and short and (document.plain or looks_like_line(first))):
        return None
    return None if has_other and says_only_a_section(first.line, language) else 0


def _is_title(heading: Block, rest: Sequence[Block], language: str) -> bool:
    """Whether a heading that may be the first section's is the title.

    It is, if others of its level announce sections and it announces none of its own.
    """
    found = announced(heading.line, language)
    others = [b for b in rest if b.kind is Kind.HEADING and b.level == heading.level]
    if found is None or found.also or not others:
        return True
    known = announced_sections((block.line for block in others), language)
    return not known or found.section in known or rest[0].kind is Kind.HEADING


def says_only_a_section(heading: str, language: str) -> bool:
    """Whether a heading names a section and no condition: "Causes", "What causes it?"."""
    found = announced(heading, language)
    return found is not None and not set(unsaid_words(heading, language)) - FILLERS


def looks_like_line(block: Block, *, small: bool = False) -> bool:
    """Whether a paragraph is one short line that a heading could be; `small`: without capitals."""
    text = block.line
    start = STARTS.match(text)
    return (
        block.kind is Kind.PARAGRAPH
        and word_count(text) <= HEADING_WORDS
        and start is not None
        and (small or not start["letter"].islower())
        and not text.endswith(GOES_ON)
        and not PHONE.search(text)
    )
