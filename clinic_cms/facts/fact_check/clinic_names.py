"""Finds the name of the clinic in a text: whole, in one word, or short."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clinic_cms.facts.fact_check.context import BLANK, Context
from clinic_cms.facts.fact_check.finding import Hit, Kind
from clinic_cms.facts.fact_check.own_facts import Match, OwnFacts, Role
from clinic_cms.facts.fact_check.word_lists import (
    BEFORE_PLACES,
    GENERIC,
    GIVEN,
    OF_PEOPLE,
)
from clinic_cms.formats.person_names import TITLES

LOOK_BACK = 24
"""Characters before a word that show that it is a place."""


@dataclass(frozen=True)
class ClinicNames:
    """The names of the clinic in one text; `own` is what is known of it."""

    context: Context
    own: OwnFacts | None

    def hits(self, matches: Iterable[Match]) -> Iterator[Hit]:
        """Yield the names among the matches; one that is someone's family name as that person."""
        for match in matches:
            if match.kind is not Kind.NAME or not self._is_written(match):
                continue
            words = self.context.words
            start, end = words[match.first].start, words[match.last].end
            if self._is_family_name(match):
                yield Hit(Kind.PRACTITIONER, words[match.first - 1].start, end)
            elif match.role is not Role.FIRST_WORDS or self._stands_alone(match):
                yield Hit(match.kind, start, end, match.owner, match.tag)

    def _is_written(self, match: Match) -> bool:
        """Whether words have the capitals of a name; those with a family's name need none."""
        run = self.context.words[match.first : match.last + 1]
        if match.role is Role.HANDLE or self.context.is_name(run):
            return True
        if match.first == match.last and self.context.is_capital(match.first):
            return match.role is not Role.FULL and self._is_shown(match)
        families = self.own.families if self.own else frozenset()
        is_whole = match.role is Role.FULL or not families.isdisjoint(word.key for word in run)
        return is_whole and self.context.is_name_in_lower_case(run)

    def _is_shown(self, match: Match) -> bool:
        """Whether what stands around a word shows that it is a name."""
        start = self.context.words[match.first].start
        before = BEFORE_PLACES.search(self.context.text, max(start - LOOK_BACK, 0), start)
        is_beside = bool(BLANK.fullmatch(self.context.gap(match.last)))
        is_of_people = is_beside and self.context.key(match.last + 1) in OF_PEOPLE
        return bool(before) or is_of_people or self.context.is_shown_a_name(match.last)

    def _is_family_name(self, match: Match) -> bool:
        """Whether a first name stands before a short one: "Sarah Bridge" of the Bridge Clinic."""
        before = match.first - 1
        return (
            match.role in {Role.SHORT, Role.FIRST_WORDS}
            and match.first == match.last
            and self._is_capital_beside(before, before)
            and self.context.key(before) in GIVEN
        )

    def _stands_alone(self, match: Match) -> bool:
        """Whether the first words of the clinic's name are no part of another one: "Summit Hall".

        They may be everyday words, unlike those that are a clinic's own.
        """
        before, after = match.first - 1, match.last + 1
        start = self.context.words[match.first].start
        if self._is_capital_beside(match.last, after):
            key = self.context.key(after)
            if key not in GENERIC | TITLES:
                return False
        if self.context.begins_sentence(start) or self.context.is_title_case(start):
            return self._is_shown(match)
        if not self._is_capital_beside(before, before):
            return True
        opens = self.context.begins_sentence(self.context.words[before].start)
        return opens or self.context.key(before) in GENERIC

    def _is_capital_beside(self, gap: int, at: int) -> bool:
        """Whether the word at a place has a capital, and but a space is in the gap."""
        if at < 0 or at >= len(self.context.words):
            return False
        return self.context.is_capital(at) and bool(BLANK.fullmatch(self.context.gap(gap)))
