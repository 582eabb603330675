"""Takes out of an article what is one person's own: claims, biography, reviews of patients.

No merge tag makes such a sentence true of another clinic. It is kept beside the draft, for the
practitioner's own page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from clinic_cms.facts.fact_check import Claim, find_claims
from clinic_cms.facts.fact_check import Kind as Found
from clinic_cms.formats.sentences import sentences_of
from clinic_cms.importing.document import Block, Kind, Run, cut, normalise
from clinic_cms.merge import Facts

REASONS: dict[Found, str | Promise] = {
    Found.CLAIM: gettext_lazy("It is true of one person or one clinic only."),
    Found.TESTIMONIAL: gettext_lazy("It is a review of one clinic."),
}
BYLINE = gettext_lazy("It says who wrote or reviewed the article, or when: fill in these fields.")
POINTS_BACK = re.compile(
    r"^\s*(?:He|She|His|Her|Él|Ella|Il|Elle)\b|\b(?:he|him|his|himself|she|hers?|herself)\b"
)
QUOTED = re.compile(r"\s*[\"“«].*[\"”»]\s*", re.S)
SIGNATURE = re.compile(r"\s*[\u2013\u2014~-]?\s*[A-ZÀ-Þ][^.!?:]{1,30}\.?(?:,[^.!?:]{2,40})?\s*")


@dataclass(frozen=True)
class SetAside:
    """A passage that was taken out: the section where it stood, its words, and why."""

    section: str
    text: str
    reason: str


@dataclass(frozen=True)
class Passage:
    """A passage that was taken out after a block, or before all of them."""

    after: Block | None
    text: str
    kind: Found


def take_out(
    blocks: Sequence[Block], facts: Facts, language: str
) -> tuple[list[Block], list[Passage]]:
    """Return the blocks without claims and reviews, and the passages that were taken out."""
    names = [facts.doctor.name, facts.doctor.last_name, facts.clinic.name]
    finder = _Finder(language, tuple(name for name in names if name))
    kept: list[Block] = []
    passages: list[Passage] = []
    reviews = finder.reviews(blocks)
    for index, block in enumerate(blocks):
        after = kept[-1] if kept else None
        if index in reviews:
            passages.append(Passage(after, block.line, Found.TESTIMONIAL))
            continue
        rest, taken = finder.split(block)
        if rest:
            kept.append(rest)
        passages += [Passage(rest or after, text, kind) for kind, text in taken]
    return kept, passages


class _Finder:
    """Finds claims in the texts of one article."""

    def __init__(self, language: str, names: tuple[str, ...]) -> None:
        self.language = language
        self.names = names

    def reviews(self, blocks: Sequence[Block]) -> set[int]:
        """Return the positions of blocks that are wholly reviews.

        These are all that is below a heading such as “What our patients say”, and a quotation with
        its signature in a block of its own.
        """
        found: set[int] = set()
        below: int | None = None
        for index, block in enumerate(blocks):
            if block.kind is Kind.HEADING:
                if below is None or block.level <= below:
                    is_review = self._kinds(block.text) == {Found.TESTIMONIAL}
                    below = block.level if is_review else None
            elif index and QUOTED.fullmatch(blocks[index - 1].text):
                signed = SIGNATURE.fullmatch(block.text)
                found |= {index - 1, index} if signed else set()
            if below is not None:
                found.add(index)
        return found

    def split(self, block: Block) -> tuple[Block | None, list[tuple[Found, str]]]:
        """Return the rest of a block, None if nothing is left, and what was taken out of it."""
        if block.kind is Kind.HEADING:
            return block, []
        taken = list(self._spans(block.text))
        if not taken:
            return block, []
        runs: list[Run] = []
        position = 0
        for _kind, start, end in taken:
            runs += cut(block.runs, position, start)
            position = end
        left = normalise([*runs, *cut(block.runs, position)])
        texts = [(kind, " ".join(block.text[start:end].split())) for kind, start, end in taken]
        return (replace(block, runs=left) if left else None), texts

    def _spans(self, text: str) -> Iterator[tuple[Found, int, int]]:
        """Yield the passages to take out: a review, or a claim with what points back to it."""
        reviews = [it for it in self._claims(text) if it.kind is Found.TESTIMONIAL]
        current: tuple[Found, int, int] | None = None
        for start, end in sentences_of(text):
            sentence = text[start:end]
            is_review = any(review.start < end and start < review.end for review in reviews)
            kind = Found.TESTIMONIAL if is_review else self._claim(sentence)
            goes_on = current is not None and (
                (is_review and current[0] is Found.TESTIMONIAL)
                or (not is_review and bool(POINTS_BACK.search(sentence)))
            )
            if current and goes_on:
                current = (current[0], current[1], end)
                continue
            if current:
                yield current
            current = (kind, start, end) if kind else None
        if current:
            yield current

    def _claim(self, sentence: str) -> Found | None:
        return Found.CLAIM if Found.CLAIM in self._kinds(sentence) else None

    def _claims(self, text: str) -> list[Claim]:
        return find_claims(text, language=self.language, names=self.names)

    def _kinds(self, text: str) -> set[Found]:
        return {claim.kind for claim in self._claims(text)}
