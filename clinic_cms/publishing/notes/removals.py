"""What goes with a sentence that is removed, or what would hang without it.

A careful editor takes an introduction with all that it introduces, a heading with its only text, a
question with its only answer, and what goes on about a person who is no longer named.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from clinic_cms.facts.fact_check.plain_text import PRINTED, PlainText
from clinic_cms.publishing.notes.phrases import words_pattern
from clinic_cms.publishing.notes.placed_sentences import Sentence, sentences_in
from clinic_cms.publishing.notes.text_edits import Span

WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
QUESTION = re.compile(r"[?？؟][\"”’'»)\]]*$")
INTRODUCES = re.compile(r"[:：]$")
ENDS = re.compile(r"[.!?…。！？؟۔:：][\"”’'»)\]）」』]*$")
SHORTENED = re.compile(r"\s[^\W\d_a-z]\w{0,4}\.$")
"""What may be a short form at the end: "at 27 Ocean Ave." """
OPENING = re.compile(r"^[\W_]+")
UNENDED_WORDS, UNENDED_SIGNS = 25, 150
"""Most words and signs of what has no full stop and is still taken for one sentence."""


@dataclass(frozen=True)
class Removal:
    """What to remove of a stored text; `also` are the sentences that go besides those asked for.

    `hangs` is what would be left without sense: then nothing is to be removed. `is_unended` says
    that no one sees where the sentence ends. `person` and `place` say that others go on about the
    person or place that is named, so that they would hang without these words, too.
    """

    spans: tuple[Span, ...] = ()
    also: tuple[str, ...] = ()
    hangs: str = ""
    is_unended: bool = False
    person: bool = False
    place: bool = False


@dataclass(frozen=True)
class _Openings:
    """How sentences of one language begin that need another."""

    people: re.Pattern[str]
    things: re.Pattern[str]
    linking: re.Pattern[str]
    mentions: re.Pattern[str]
    ending: re.Pattern[str]
    places: re.Pattern[str]
    titled: re.Pattern[str]


def removal_of(
    plain: PlainText,
    spans: Iterable[Span],
    *,
    rich: bool,
    language: str,
    keeps: Callable[[str], bool],
    leads_on: bool = False,
) -> Removal:
    """Return what goes with the sentences at some offsets of a text without markup.

    `keeps` says of a sentence that it must not go unasked. A text that `leads_on`, as an article's
    opening does, may end with a question.
    """
    sentences = sentences_in(plain, rich=rich)
    asked = {
        index
        for index, it in enumerate(sentences)
        if any(start < it.end and it.start < end for start, end in spans)
    }
    if any(_is_unended(sentences[index].words) for index in asked):
        return Removal(is_unended=True)
    cut = _Cut(sentences, asked, plain, _openings(language), leads_on=leads_on)
    hangs = cut.hangs()
    also = [sentences[index].words for index in sorted(cut.taken - asked)]
    hangs = hangs or next(filter(keeps, also), "")
    if hangs:
        return Removal(hangs=hangs, person=cut.person, place=cut.place)
    return Removal(cut.spans(), tuple(also), person=cut.person, place=cut.place)


def _is_unended(words: str) -> bool:
    is_long = len(words.split()) > UNENDED_WORDS or len(words) > UNENDED_SIGNS
    return is_long and not ENDS.search(words)


class _Cut:
    """Grows what is taken until what is left reads well, or something in it would hang."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        asked: set[int],
        plain: PlainText,
        opens: _Openings,
        *,
        leads_on: bool,
    ) -> None:
        self.sentences = sentences
        self.taken = {*asked}
        self.plain = plain
        self.opens = opens
        self.leads_on = leads_on
        self.person = self.place = False

    def hangs(self) -> str:
        """Take what goes with the sentences; return what would hang, "" if nothing does."""
        before = None
        while before != self.taken:
            before = {*self.taken}
            for index in sorted(before):
                hanging = self._after(index) or self._before(index)
                if hanging:
                    return hanging
        return ""

    def spans(self) -> tuple[Span, ...]:
        """Return the offsets of what is taken; neighbours on a line go with the space between."""
        spans: list[Span] = []
        for index in sorted(self.taken):
            start, end = self.sentences[index].start, self.sentences[index].end
            if spans and index - 1 in self.taken and self._same_line(index - 1, index):
                start = spans.pop()[0]
            spans.append((start, end))
        return tuple(spans)

    def _left(self, index: int, step: int) -> int | None:
        """Return the nearest sentence before (-1) or after (1) one that stays."""
        index += step
        while index in self.taken:
            index += step
        return index if 0 <= index < len(self.sentences) else None

    def _same_line(self, first: int, second: int) -> bool:
        return self.sentences[first].line == self.sentences[second].line

    def _same_block(self, first: int, second: int) -> bool:
        return self.sentences[first].block == self.sentences[second].block

    def _goes_on(self, first: int, second: int) -> bool:
        """Whether a full stop between two sentences ends a short form only."""
        one, two = self.sentences[first], self.sentences[second]
        is_small = OPENING.sub("", two.words)[:1].islower()
        return self._same_line(first, second) and is_small and bool(SHORTENED.search(one.words))

    def _after(self, index: int) -> str:
        """Take what needs a taken sentence and follows it, or return it if it would hang."""
        follows = self._left(index, 1)
        if follows is None:
            return ""
        one, two = self.sentences[index], self.sentences[follows]
        if self._goes_on(index, follows):
            self.taken.add(follows)
            return ""
        is_next = follows == index + 1
        if one.rank:
            return two.words if is_next and (not two.rank or two.rank > one.rank) else ""
        if two.rank:
            return ""
        if INTRODUCES.search(one.words):
            return two.words if is_next else ""
        return self._pointing(index, follows)

    def _pointing(self, index: int, follows: int) -> str:
        two = self.sentences[follows]
        before = self._left(index, -1)
        same = self._same_line if self._same_line(index, follows) else self._same_block
        is_near = before is not None and same(before, follows)
        starts = OPENING.sub("", two.words)
        is_person = self.opens.people.match(starts) or (
            self._same_block(index, follows) and self.opens.mentions.search(two.words)
        )
        if is_person and self._names_someone(index):
            is_named = is_near and before is not None and self._is_about_someone(before)
            if not is_named:
                self.person = True
                self.taken.add(follows)
            return ""
        if not self._same_block(index, follows):
            return ""
        if self.opens.places.search(two.words) and self._names_someone(index):
            self.place = True
            self.taken.add(follows)
            return ""
        if self.opens.things.match(starts) or self.opens.ending.search(two.words):
            return two.words
        return two.words if self.opens.linking.match(starts) and not is_near else ""

    def _names_someone(self, index: int) -> bool:
        """Whether a sentence says who "he" or "she" is, or goes on about the same person."""
        it = self.sentences[index]
        text = self.plain.text[it.start : it.end]
        named = any(sign.isupper() for sign in it.words[1:]) or not it.words.isascii()
        return PRINTED in text or named or bool(self.opens.people.match(it.words))

    def _is_about_someone(self, index: int) -> bool:
        """Whether a sentence says for sure who "he" or "she" is in the next one."""
        it = self.sentences[index]
        tags = (self.plain.tags.get(at, "") for at in range(it.start, it.end))
        return (
            any(tag.startswith("doctor.") for tag in tags)
            or bool(self.opens.titled.search(it.words))
            or bool(self.opens.people.match(OPENING.sub("", it.words)))
        )

    def _before(self, index: int) -> str:
        """Take what leads to a taken sentence alone; return it if it leads on to others."""
        leads = self._left(index, -1)
        if leads is None:
            return ""
        one, two = self.sentences[leads], self.sentences[index]
        if self._goes_on(leads, index):
            self.taken.add(leads)
            return ""
        is_question = bool(QUESTION.search(one.words)) and not one.rank
        if not (one.rank or is_question or INTRODUCES.search(one.words)):
            return ""
        follows = self._left(index, 1)
        if follows is None and is_question and self.leads_on:
            return ""
        if follows is None or self._is_past(follows, one, two):
            self.taken.add(leads)
            return ""
        return self._still_leads(one, two, self.sentences[follows])

    def _is_past(self, follows: int, one: Sentence, two: Sentence) -> bool:
        """Whether a sentence is no longer about what leads to a taken one."""
        three = self.sentences[follows]
        if one.rank:
            return 0 < three.rank <= one.rank
        if three.rank:
            return True
        if INTRODUCES.search(one.words):
            return one.block == two.block != three.block or two.element == "li" != three.element
        return one.line == two.line != three.line

    def _still_leads(self, one: Sentence, two: Sentence, three: Sentence) -> str:
        """Return an introduction that what follows the taken sentence does not go on with."""
        if one.rank or not INTRODUCES.search(one.words):
            return ""
        is_list = two.element == three.element == "li" or two.block == three.block
        return "" if is_list else one.words


@lru_cache(maxsize=16)
def _openings(language: str) -> _Openings:
    code = language.partition("-")[0].lower()
    lists = WORDS[code if code in WORDS else "en"]
    free = rf"(?!{words_pattern(lists['free'])})" if lists["free"] else ""

    def compiled(name: str, before: str = "") -> re.Pattern[str]:
        return re.compile(f"{before}{words_pattern(lists[name])}", re.I)

    return _Openings(
        compiled("people", free),
        compiled("things", free),
        compiled("linking"),
        compiled("mentions"),
        re.compile(rf"{words_pattern(lists['ending'])}(?=\s*(?:[.,;:!?。，；！？،؛]|$))", re.I),
        re.compile("|".join(lists["places"]) or "(?!)", re.I),
        re.compile(rf"{words_pattern(lists['titled'])}\.?\s?[^\W\d_a-z]", re.I),
    )
