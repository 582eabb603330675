"""Takes out of an article what is one person's own: claims, biography, reviews of patients.

No merge tag makes such a sentence true of another clinic. It is kept beside the draft, for the
practitioner's own page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from clinic_cms.facts.fact_check import Kind as Found
from clinic_cms.facts.fact_check import find_claims
from clinic_cms.facts.fact_check.plain_text import plain_text
from clinic_cms.formats.sentences import bare_sentences_of, sentences_of
from clinic_cms.importing.document import Block, Kind, Run, cut, normalise
from clinic_cms.importing.patients_reviews import reviews_in
from clinic_cms.importing.rendering import plain
from clinic_cms.merge import Facts
from clinic_cms.models.content_paths import MergeText
from clinic_cms.publishing.notes.passage_places import ITEM, PARAGRAPH, SENTENCE, UNKNOWN, Place
from clinic_cms.publishing.notes.placed_sentences import sentences_in

REASONS: dict[Found, str | Promise] = {
    Found.CLAIM: gettext_lazy("It is true of one person or one clinic only."),
    Found.TESTIMONIAL: gettext_lazy("It is a review of one clinic."),
}
BYLINE = gettext_lazy("It says who wrote or reviewed the article, or when: fill in these fields.")
PAGE_SAFETY = gettext_lazy(
    "It tells when to get help, but stood in a part of the page around the article."
)
POINTS_BACK = re.compile(
    r"^\s*(?:He|She|His|Her|Él|Ella|Il|Elle)\b|\b(?:he|him|his|himself|she|hers?|herself)\b"
)
LOOK_BACK = 5
"""Blocks above one that say whom "he" or "she" means."""


@dataclass(frozen=True)
class SetAside:
    """A passage that was taken out: the section where it stood, its words, why, and its place."""

    section: str
    text: str
    reason: str
    place: Place = UNKNOWN


@dataclass(frozen=True)
class Passage:
    """A passage that was taken out after a block, or before all of them.

    If it stood within that block, `sentence` is the number of the block's sentences before it.
    """

    after: Block | None
    text: str
    kind: Found
    is_item: bool = False
    sentence: int | None = None


def take_out(
    blocks: Sequence[Block], facts: Facts, language: str
) -> tuple[list[Block], list[Passage]]:
    """Return the blocks without claims and reviews, and the passages that were taken out."""
    names = [facts.doctor.name, facts.doctor.last_name, facts.clinic.name]
    finder = _Finder(language, tuple(name for name in names if name))
    kept: list[Block] = []
    passages: list[Passage] = []
    reviews = reviews_in(blocks, language, finder.names, finder.is_of_reviews)
    for index, block in enumerate(blocks):
        after, is_item = kept[-1] if kept else None, block.kind is Kind.ITEM
        if index in reviews:
            passages.append(Passage(after, block.line, Found.TESTIMONIAL, is_item))
            continue
        before = "\n".join(it.text for it in blocks[max(index - LOOK_BACK, 0) : index])
        rest, taken = finder.split(block, before)
        if rest:
            kept.append(rest)
        passages += [
            Passage(rest or after, text, kind, is_item, sentence if rest else None)
            for kind, text, sentence in taken
        ]
    return kept, passages


def places_of(passages: Sequence[Passage], kept: Sequence[Block]) -> list[Place]:
    """Return where each passage stood among the blocks that are left of an article.

    `kept` are the blocks as they are stored, in the order of the file, and the passages' blocks are
    among them.
    """
    joined: list[Place] = []
    places = [_place_of(it, kept) for it in passages]
    # What stood right after another passage goes after it, if that is back, and the other way.
    for index, place in enumerate(places):
        if index and _side_by_side(passages[index - 1], passages[index]):
            last = _sentences_of(passages[index - 1].text)[-1:]
            place = replace(place, before="\n".join(filter(None, (joined[-1].before, *last))))
        joined.append(place)
    for index in range(len(joined) - 2, -1, -1):
        if _side_by_side(passages[index], passages[index + 1]):
            first = _sentences_of(passages[index + 1].text)[:1]
            after = "\n".join(filter(None, (*first, joined[index + 1].after)))
            joined[index] = replace(joined[index], after=after)
    return joined


def _side_by_side(one: Passage, two: Passage) -> bool:
    return (one.after, one.sentence) == (two.after, two.sentence)


def _place_of(passage: Passage, kept: Sequence[Block]) -> Place:
    """Return the place of a passage among the sentences that are left."""
    own = _sentences_in(passage.after) if passage.after else []
    if passage.sentence is not None:
        before, after = own[: passage.sentence][-1:], own[passage.sentence :][:1]
        return Place("".join(before), "".join(after), SENTENCE)
    at = next((index for index, block in enumerate(kept) if block is passage.after), -1)
    after = _sentences_in(kept[at + 1])[:1] if at + 1 < len(kept) else []
    return Place("".join(own[-1:]), "".join(after), ITEM if passage.is_item else PARAGRAPH)


def _sentences_of(text: str) -> list[str]:
    return [text[start:end] for start, end in bare_sentences_of(text)]


def _sentences_in(block: Block) -> list[str]:
    text = plain_text(MergeText("", plain(block.runs), rich=False))
    return [it.words for it in sentences_in(text, rich=False)]


class _Finder:
    """Finds claims in the texts of one article."""

    def __init__(self, language: str, names: tuple[str, ...]) -> None:
        self.language = language
        self.names = names

    def is_of_reviews(self, heading: str) -> bool:
        """Whether a heading announces reviews, such as “What our patients say”."""
        return self._kinds(heading) == {Found.TESTIMONIAL}

    def split(self, block: Block, before: str) -> tuple[Block | None, list[tuple[Found, str, int]]]:
        """Return the rest of a block, None if nothing is left, and what was taken out of it.

        A passage comes with the number of the rest's sentences before it. `before` is the text
        above the block, which says whom "he" means.
        """
        if block.kind is Kind.HEADING:
            return block, []
        taken = list(self._spans(block.text, before))
        if not taken:
            return block, []
        runs: list[Run] = []
        position = 0
        texts: list[tuple[Found, str, int]] = []
        for kind, start, end in taken:
            runs += cut(block.runs, position, start)
            position = end
            count = len([*bare_sentences_of("".join(run.text for run in runs))])
            texts.append((kind, " ".join(block.text[start:end].split()), count))
        left = normalise([*runs, *cut(block.runs, position)])
        return (replace(block, runs=left) if left else None), texts

    def _spans(self, text: str, before: str) -> Iterator[tuple[Found, int, int]]:
        """Yield the passages to take out: a review, or a claim with what points back to it."""
        claims = find_claims(text, language=self.language, names=self.names, before=before)
        current: tuple[Found, int, int] | None = None
        for start, end in sentences_of(text):
            kinds = {it.kind for it in claims if it.start < end and start < it.end}
            is_review = Found.TESTIMONIAL in kinds
            kind = Found.TESTIMONIAL if is_review else Found.CLAIM if kinds else None
            goes_on = current is not None and (
                (is_review and current[0] is Found.TESTIMONIAL)
                or (not is_review and bool(POINTS_BACK.search(text[start:end])))
            )
            if current and goes_on:
                current = (current[0], current[1], end)
                continue
            if current:
                yield current
            current = (kind, start, end) if kind else None
        if current:
            yield current

    def _kinds(self, text: str) -> set[Found]:
        return {claim.kind for claim in find_claims(text, language=self.language, names=self.names)}
