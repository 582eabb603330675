"""What the words around a name show of it: a name, an everyday word, a heading in capitals."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from clinic_cms.facts.fact_check.acting import acts
from clinic_cms.facts.fact_check.folding import CAPITAL, Word, words_of
from clinic_cms.facts.fact_check.plain_text import PlainText
from clinic_cms.facts.fact_check.word_lists import (
    APOSTROPHES,
    BEFORE_PLACES,
    EVERYDAY,
    GENERIC,
    METHODS,
    NAMED_AFTER,
    NAMED_AFTER_TRADES,
    everyday_in,
)
from clinic_cms.facts.fact_check.written_contacts import emails_in, urls_in
from clinic_cms.formats.person_names import ends_in_short_form
from clinic_cms.formats.sentences import is_title_case

SENTENCE_END = re.compile(r"[.!?:…。！？؟][\"”’)\]]*\s+[\"“‘'(\[¿¡]*$")
OPENING = " \t\u00a0\"“‘'([¿¡•–—-"
BREAK = re.compile(r"[!?;:…。！？؟()]|(?<!,)\s*\n")
NAME_ENDS = re.compile(rf"['\u2019]s(?!\w)|,[^\S\n]{CAPITAL}(?![A-Z])")
"""After a word, these show that it is a name: "Reading's", "Reading, Wokingham"."""
BLANK = re.compile(r"[^\S\n]+")
LONGEST_ABBREVIATION = 4
"""Letters of a word that a full stop may shorten: "St.", "Blvd."."""
LOOK_BACK = 40
"""Characters before a word that show whether it begins a sentence."""


@dataclass
class Context:
    """A text with what its article shows; `everyday` are words that the article also has in
    lower case, `language` is the text's."""

    plain: PlainText
    everyday: frozenset[str] = frozenset()
    language: str = ""

    @property
    def text(self) -> str:
        return self.plain.text

    @cached_property
    def words(self) -> list[Word]:
        return words_of(self.text)

    def gap(self, at: int) -> str:
        """Return what is between a word, by its number, and the next; a line break at the end."""
        if at + 1 >= len(self.words):
            return "\n"
        return self.text[self.words[at].end : self.words[at + 1].start]

    def written(self, at: int) -> str:
        """Return a word as it is written; "" behind the last."""
        return self.text[self.words[at].start : self.words[at].end] if at < len(self.words) else ""

    def key(self, at: int) -> str:
        """Return a word as it is compared; "" behind the last."""
        return self.words[at].key if at < len(self.words) else ""

    def is_capital(self, at: int) -> bool:
        """Whether a word begins with a capital."""
        return self.written(at)[:1].isupper()

    def is_initial(self, at: int) -> bool:
        """Whether a word is a single capital."""
        written = self.written(at)
        return len(written) == 1 and written.isupper()

    def is_name(self, words: Sequence[Word], everyday: Collection[str] | None = None) -> bool:
        """Whether words are written as a name where they stand, and not as everyday words.

        `everyday` are words that any sentence may begin with, though they may be names; those of
        the text's language, if none are given.
        """
        everyday = everyday_in(self.language) if everyday is None else everyday
        named = words[:-1] if len(words) > 1 and self.is_possessive(words[-1]) else words
        first, last = self.text[words[0].start], self.text[named[-1].start]
        is_last_small = last.islower() and not self._is_joined(named)  # "Min-su"
        if first.islower() or is_last_small or not self.is_unbroken(words):
            return False
        is_opening = self.begins_sentence(words[0].start) and len(named) == 1
        shows_nothing = is_opening or self.is_title_case(words[0].start)
        everywhere = all(word.key in everyday or word.key in self.everyday for word in named)
        return not (shows_nothing and _cased(first) and everywhere)

    def _is_joined(self, words: Sequence[Word]) -> bool:
        """Whether a hyphen joins the last of several words to the one before."""
        return len(words) > 1 and self.text[words[-1].start - 1] in "-\u2010\u2011"

    def is_name_in_lower_case(self, words: Sequence[Word]) -> bool:
        """Whether several words may be a name whose capitals are missing: "tran and o'dwyer".

        One of them must be no everyday word; "a walker" is no initial with a family name.
        """
        own = [word for word in words if word.key not in GENERIC and word.key not in EVERYDAY]
        named = words[:-1] if self.is_possessive(words[-1]) else words
        is_several = len(named) > 1 and len(named[0].key) > 1
        stops = "." in self.text[words[0].start : words[-1].start]
        return is_several and bool(own) and self.is_unbroken(words) and not stops

    def is_possessive(self, word: Word) -> bool:
        """Whether a word is the "s" of "Wilson's"."""
        return word.key == "s" and self.text[word.start - 1 : word.start] in APOSTROPHES

    def is_shown_a_name(self, last: int) -> bool:
        """Whether what follows a word shows that it is someone's name: "Hill begins", "Will's"."""
        after = last + 1
        if after >= len(self.words):
            return False
        if self.is_possessive(self.words[after]):
            named_after = NAMED_AFTER - METHODS | NAMED_AFTER_TRADES
            return self.written(after + 1).islower() and self.key(after + 1) not in named_after
        return acts(self.text, self.words[last].end, self.language)

    def everyday_words(self) -> Iterator[Word]:
        """Yield what is written in lower case; words of a mail or a host show nothing."""
        addresses = [(at.start, at.end) for at in (*emails_in(self.text), *urls_in(self.text))]
        for word in self.words:
            if self.is_possessive(word):
                continue
            if self.text[word.start].islower() and not any(
                start <= word.start < end for start, end in addresses
            ):
                yield word

    def may_be_everyday(self, words: Sequence[Word]) -> bool:
        """Whether words are ordinary ones, and nothing around them shows a name: "Reading glasses".

        A place's preposition before them does, and what only a name has after it.
        """
        start, end = words[0].start, words[-1].end
        if not all(word.key in everyday_in(self.language) for word in words):
            return False
        if not self.begins_sentence(start) and not self.is_title_case(start):
            return False
        before = self.text[max(start - LOOK_BACK, 0) : start]
        return not (BEFORE_PLACES.search(before) or NAME_ENDS.match(self.text, end))

    def is_street(self, words: Sequence[Word]) -> bool:
        """Whether words are written as a street: in many languages its kind is in lower case."""
        has_number = any(word.key[0].isdecimal() for word in words)
        named = has_number or not self.text[words[-1].start].islower()
        return named and self.is_unbroken(words)

    def is_unbroken(self, words: Sequence[Word]) -> bool:
        """Whether no sentence or line ends between words, but for one after a comma."""
        for word, following in pairwise(words):
            gap = self.text[word.end : following.start]
            is_abbreviation = word.end - word.start <= LONGEST_ABBREVIATION
            if BREAK.search(gap) or ("." in gap and not is_abbreviation):
                return False
        return True

    def begins_sentence(self, position: int) -> bool:
        """Whether a position is the start of a sentence, a line or the text."""
        line = self.text.rfind("\n", 0, position) + 1
        before = self.text[max(line, position - LOOK_BACK) : position]
        if position - LOOK_BACK <= line and not before.strip(OPENING):
            return True
        return bool(SENTENCE_END.search(before)) and not ends_in_short_form(before)

    def is_title_case(self, position: int) -> bool:
        """Whether the long words of a line have capitals, so that a capital shows no name."""
        return is_title_case(self.text, position)


def contexts_of(texts: Iterable[PlainText], language: str) -> list[Context]:
    """Return an article's texts, each with what the others show of its words."""
    contexts = [Context(plain, language=language) for plain in texts]
    everyday = frozenset(word.key for context in contexts for word in context.everyday_words())
    for context in contexts:
        context.everyday = everyday
    return contexts


def _cased(character: str) -> bool:
    return character.lower() != character.upper()
