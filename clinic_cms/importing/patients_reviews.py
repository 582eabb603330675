"""Finds the blocks of an article that are wholly reviews of patients."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from clinic_cms.facts.fact_check import speaks_of_oneself
from clinic_cms.facts.fact_check.folding import CAPITAL
from clinic_cms.importing.document import Block, Kind

QUOTED = re.compile(r"\s*[\"“«„「『].*[\"”»“」』]\s*", re.S)
DASH = "[\u2013\u2014\u2015~-]"
SIGNATURE = re.compile(rf"\s*{DASH}?\s*[A-ZÀ-Þ][^.!?:]{{1,30}}\.?(?:,[^.!?:]{{2,40}})?\s*")
"""Who may have said what stands in quotation marks right before."""
_WORD = rf"{CAPITAL}[\w'\u2019-]*\.?"
_MORE = r"(?:\s*[,،，|]\s?[^.!?:。؟\n]{1,40}){0,3}"
_NAMED = rf"{_WORD}(?:\s{_WORD}){{0,3}}(?:\s?\(?\d{{2}}\)?)?{_MORE}"
_DASHED = rf"{DASH}{{1,2}}\s*[^\W\d_](?:[^.!?:。؟\n]|(?<=\s\w)\.){{1,60}}\.?"
SIGNED = re.compile(rf"\s*(?:{_DASHED}|{_NAMED})\s*[★⭐]*\s*\.?\s*")
"""Who said what is marked as a quotation: "— Morag, fiddle player, Drynoch"."""
SAID_AND_SIGNED = re.compile(rf"(?P<said>.*[.!?…。！？؟][\"”’»」)]*)\s*{SIGNED.pattern}", re.S)
STARS = re.compile(r"\W*[★⭐]{3,}\W*")
LONGEST_SIGNATURE = 80
HEALERS = re.compile(
    r"(?<!\w)(?:(?:my|our|mes|nos) patients?|mis? pacientes?|bệnh nhân của tôi)(?!\w)"
    r"|مرضاي|我的病人",
    re.I,
)
"""Not a patient speaks of them: “I will prescribe … for the good of my patients.”"""


def reviews_in(
    blocks: Sequence[Block],
    language: str,
    names: Sequence[str],
    is_reviews_heading: Callable[[str], bool],
) -> set[int]:
    """Return the positions of blocks that are wholly reviews.

    These are what the file marks as one, a quotation that a patient signed, what stands between its
    stars and its signature, and all that is below a heading such as “What our patients say”.
    `names` are those of the clinic and its doctor.
    """
    return {
        *_below_headings(blocks, is_reviews_heading),
        *_in_quotation_marks(blocks),
        *_in_quotations(blocks, language, names),
        *_beside_stars(blocks, language),
    }


def _below_headings(
    blocks: Sequence[Block], is_reviews_heading: Callable[[str], bool]
) -> Iterator[int]:
    below: int | None = None
    for index, block in enumerate(blocks):
        if block.kind is Kind.HEADING and (below is None or block.level <= below):
            below = block.level if is_reviews_heading(block.text) else None
        if below is not None:
            yield index


def _in_quotation_marks(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield quotations with their signatures in blocks of their own."""
    for index, block in enumerate(blocks[1:], 1):
        before = blocks[index - 1]
        is_text = block.kind is not Kind.HEADING and before.kind is not Kind.HEADING
        if is_text and QUOTED.fullmatch(before.text) and SIGNATURE.fullmatch(block.text):
            yield from (index - 1, index)


def _in_quotations(blocks: Sequence[Block], language: str, names: Sequence[str]) -> Iterator[int]:
    """Yield the blocks of quotations, by the file's markup, in which a patient speaks."""
    for number, group in groupby(range(len(blocks)), key=lambda at: blocks[at].quotation):
        places = [*group]
        if not number:
            continue
        texts = [blocks[at].text for at in places]
        following = places[-1] + 1
        after = blocks[following] if following < len(blocks) else None
        is_named = blocks[places[0]].is_review or _names(texts, language, names)
        if is_named or _is_signed_review(texts, language):
            yield from places
        elif (
            after is not None
            and after.kind is Kind.PARAGRAPH
            and _is_signature(after.text)
            and _speaks(texts, language)
        ):
            yield from (*places, following)


def _is_signed_review(texts: Sequence[str], language: str) -> bool:
    *said, last = texts
    if said and _is_signature(last):
        return _speaks(said, language)
    match = SAID_AND_SIGNED.fullmatch(last)
    return match is not None and _speaks([*said, match["said"]], language)


def _speaks(texts: Sequence[str], language: str) -> bool:
    """Whether someone, and no healer, speaks of herself."""
    text = "\n".join(texts)
    return speaks_of_oneself(text, language) and not HEALERS.search(text)


def _is_signature(text: str) -> bool:
    return len(text) <= LONGEST_SIGNATURE and SIGNED.fullmatch(text) is not None


def _names(texts: Sequence[str], language: str, names: Sequence[str]) -> bool:
    """Whether someone speaks of herself and of the clinic or its doctor."""
    text = "\n".join(texts)
    return any(name in text for name in names) and speaks_of_oneself(text, language)


def _beside_stars(blocks: Sequence[Block], language: str) -> Iterator[int]:
    """Yield what a patient says right below, or else above, a line of stars, with its signature."""
    for index, block in enumerate(blocks):
        if not STARS.fullmatch(block.text):
            continue
        yield index
        if _is_said(blocks, index + 1, language):
            yield index + 1
            if index + 2 < len(blocks) and _is_signature(blocks[index + 2].text):
                yield index + 2
        elif _is_said(blocks, index - 1, language):
            yield index - 1
        elif index > 1 and _is_signature(blocks[index - 1].text):
            yield index - 1
            if _is_said(blocks, index - 2, language):
                yield index - 2


def _is_said(blocks: Sequence[Block], at: int, language: str) -> bool:
    if not 0 <= at < len(blocks) or blocks[at].kind is Kind.HEADING:
        return False
    text = blocks[at].text
    return bool(QUOTED.fullmatch(text)) or speaks_of_oneself(text, language)
