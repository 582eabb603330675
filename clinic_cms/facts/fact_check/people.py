"""Finds the people of the clinic in a text, by any form of their name."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from clinic_cms.facts.fact_check.acting import acts
from clinic_cms.facts.fact_check.context import Context
from clinic_cms.facts.fact_check.finding import Hit, Kind
from clinic_cms.facts.fact_check.folding import key_of
from clinic_cms.facts.fact_check.own_facts import Match, OwnFacts, Role
from clinic_cms.facts.fact_check.short_forms import is_doubled, may_be_short_form
from clinic_cms.facts.fact_check.titled_names import AFTER_INITIAL, SPACE, TitledNames
from clinic_cms.facts.fact_check.whole_names import is_beside, whole_names
from clinic_cms.facts.fact_check.word_lists import (
    AFTER_PEOPLE,
    BEFORE_GIVEN,
    BEFORE_PEOPLE,
    EPONYMS,
    GENERIC,
    METHODS,
    NAMED_AFTER,
    NAMED_AFTER_BEFORE,
    NICKNAMES,
    OF_PEOPLE,
    SAYING,
    TALKING,
    small_words_in,
)
from clinic_cms.formats.name_order import COMMON_GIVEN, is_particle
from clinic_cms.formats.person_names import TITLES

SHORT_NAME = "{{ doctor.short_name }}"
FULL_NAME = "{{ doctor.name }}"
SAINTS = frozenset(("st", "saint", "san", "santa", "sainte", "ste", "uncle", "aunt", "mount"))
"""Before a given name, these make it another one."""
SHORTEST_IN_LOWER_CASE = 4
"""Letters of a first name that counts without its capital."""
LOOK_BACK = 24
"""Characters before a name that show whose it is."""
HAN = re.compile(r"[\u4e00-\u9fff]")


class People:
    """The people of one text."""

    def __init__(self, context: Context, language: str) -> None:
        self.is_english = language.startswith("en")
        self.is_german = language.startswith("de")
        self.context = context
        self.text = context.text
        self.words = context.words
        self.titles = TitledNames(context)

    def own(self, matches: Sequence[Match]) -> Iterator[Hit]:
        """Yield the clinic's people; a first or family name alone only where it is one of them.

        A name of which a part is not known gets no tag: the rest of it would be left.
        """
        merged = whole_names(self.context, matches)
        taken = {at for match in merged for at in range(match.first, match.last + 1)}
        for match in merged:
            first = self.titles.title_before(match.first)
            titled = first < match.first
            after = self.titles.title_after(match.last)
            if not (titled or after or self._is_person(match, taken)):
                continue
            start, end = self.words[first].start, after or self.words[match.last].end
            tag = _tag(match, is_titled=titled or bool(after))
            goes_on = match.role is Role.FULL and self._goes_on(match.last, taken)
            if goes_on and not self.context.is_title_case(start):
                tag = ""
            end = self.titles.with_credentials(end)
            yield Hit(Kind.PRACTITIONER, start, end, match.owner, tag)

    def called(self, names: Collection[str]) -> Iterator[Hit]:
        """Yield names alone that the article has after a title elsewhere: "Teddy", "Ann Li"."""
        last = -1
        for at, word in enumerate(self.words):
            if at <= last or not self._is_called(at, names):
                continue
            last = at
            while is_beside(self.context, last, last + 1) and self._is_called(last + 1, names):
                last += 1
            is_anothers = self._goes_on(last, set()) or self._began_before(at, set())
            if not is_anothers and not self._is_named_after(at, last):
                yield Hit(Kind.PRACTITIONER, word.start, self.words[last].end)

    def short_forms(self, matches: Sequence[Match]) -> Iterator[str]:
        """Yield the names, folded, that stand before a family name of the clinic's: "Rhi Vance".

        Before one that others may have, they count only if a first name of the clinic's begins so.
        """
        cuts = {match.first for match in matches if match.role is Role.CUT}
        for match in matches:
            before = match.first - 1
            if (
                match.role is not Role.FAMILY
                or before < 0
                or not is_beside(self.context, before, match.first)
            ):
                continue
            is_known = before in cuts or self._is_compound(match)
            if is_known and self.context.is_name([self.words[before]]):
                verb = self.context.begins_sentence(self.words[before].start)
                if before in cuts or not verb:
                    yield self.context.key(before)

    def with_tag(self, titled: Hit, matches: Iterable[Match]) -> Hit:
        """Return a name after a title, with the lead's merge tag to offer: "Dra. Tati Peralta".

        A doubled syllable before the lead's family name is a familiar name, whose no list knows.
        """
        for match in matches:
            before = match.first - 1
            is_whole = (
                match.role is Role.FAMILY
                and bool(match.tag)
                and self.words[match.last].end == titled.end
                and before > 0
                and is_beside(self.context, before, match.first)
                and self.titles.title_before(before) < before
            )
            if is_whole and is_doubled(self.context.key(before)):
                return replace(titled, owner=match.owner, tag=SHORT_NAME)
        return titled

    def _is_called(self, at: int, names: Collection[str]) -> bool:
        return self.context.key(at) in names and self.context.is_name([self.words[at]])

    def _is_person(self, match: Match, taken: set[int]) -> bool:
        """Whether a name without a title is a person's, and this one's."""
        run = self.words[match.first : match.last + 1]
        if match.role is Role.CUT:
            is_anothers = self._goes_on(match.last, taken) or self._began_before(match.first, taken)
            return may_be_short_form(self.context, match.first) and not is_anothers
        if match.role is Role.FULL:
            return self.context.is_name(run) or self.context.is_name_in_lower_case(run)
        if match.role in {Role.GIVEN, Role.FAMILY} and self.is_in_lower_case(match):
            return True
        is_name = self.context.is_name(run) or self._is_shown(match)
        if not is_name or (HAN.match(run[0].key) and len(run) == 1):
            return False
        in_title_case = self.context.is_title_case(run[0].start)
        if match.role is Role.FAMILY:
            following = match.last + 1
            if following < len(self.words) and self.context.is_possessive(self.words[following]):
                following += 1
            is_method = self.context.key(following) in METHODS
            if is_method and self.context.key(match.last) not in EPONYMS:
                return True  # "The O'Dwyer method"
            if self._is_named_after(match.first, match.last):
                return False
        if in_title_case or self._is_compound(match):
            return True
        return not (
            self._goes_on(match.last, taken)
            or self._began_before(match.first, taken, is_given=match.role is Role.GIVEN)
        )

    def _is_compound(self, match: Match) -> bool:
        """Whether a family name has several parts: hardly anyone else has the same."""
        return match.role is Role.FAMILY and match.last > match.first

    def _is_shown(self, match: Match) -> bool:
        """Whether what follows shows that a capital is a name's, though it begins a sentence."""
        is_capital = match.first == match.last and self.context.is_capital(match.first)
        return is_capital and self.context.is_shown_a_name(match.last)

    def is_in_lower_case(self, match: Match) -> bool:
        """Whether a name without its capital is no word: "ask paddy", "the wilson method"."""
        key, written = self.context.key(match.first), self.context.written(match.first)
        if match.first != match.last or not written.islower():
            return False
        if len(key) < SHORTEST_IN_LOWER_CASE:
            return False
        is_given, start = match.role is Role.GIVEN, self.words[match.first].start
        near = self.text[max(start - LOOK_BACK, 0) : start]
        if key in small_words_in(self.context.language):
            after = AFTER_PEOPLE.match(self.text, self.words[match.first].end)
            return is_given and after is not None and TALKING.search(near) is not None
        if is_given and self.is_english and (key in NICKNAMES or not written.isascii()):
            return True
        is_acting = acts(self.text, self.words[match.last].end, self.context.language)
        is_shown = is_acting or BEFORE_GIVEN.search(near) is not None
        return (is_given and is_shown) or self._is_named_so(match.first, key)

    def _is_named_so(self, at: int, key: str) -> bool:
        """Whether the words around one show that it is a person, and the clinic's."""
        start, following = self.words[at].start, self.context.key(at + 1)
        is_others = key in EPONYMS if following in METHODS else self._is_named_after(at, at)
        if is_others:
            return False
        before = BEFORE_PEOPLE.search(self.text, max(start - LOOK_BACK, 0), start)
        if following == "s" and self.context.is_possessive(self.words[at + 1]):
            return self.context.key(at + 2) not in NAMED_AFTER - METHODS
        is_beside = bool(SPACE.fullmatch(self.context.gap(at)))
        return bool(before) or (is_beside and following in OF_PEOPLE | SAYING)

    def _goes_on(self, last: int, taken: set[int]) -> bool:
        """Whether another name follows, so that both are someone else: "Michael Jordan"."""
        after = last + 1
        if after in taken or after >= len(self.words):
            return False
        if self.is_german and self.context.key(last).endswith("s"):
            return False  # "Annas Praxis"
        gap, word = self.context.gap(last), self.words[after]
        if not (SPACE.fullmatch(gap) or gap == "-"):
            return False
        if is_particle(self.context.written(after)) and self.context.is_capital(after + 1):
            return bool(SPACE.fullmatch(self.context.gap(after)))
        is_name = self.context.is_capital(after) and not self._is_everyday(after)
        return is_name and len(word.key) > 1 and word.key not in GENERIC

    def _began_before(self, first: int, taken: set[int], *, is_given: bool = False) -> bool:
        """Whether another name stands before, in the midst of a sentence: "Owen Wilson".

        Before a given name, a capital alone shows none: a full stop may be missing there.
        """
        before = first - 1
        if before < 0 or before in taken:
            return False
        gap, key = self.context.gap(before), self.context.key(before)
        if self.context.is_initial(before) and AFTER_INITIAL.fullmatch(gap):
            return True
        if not (SPACE.fullmatch(gap) and self.context.is_capital(before)) or key in TITLES:
            return False
        if is_given:
            return key in COMMON_GIVEN or key in SAINTS
        is_word = self._is_everyday(before)
        return not (is_word or self.context.begins_sentence(self.words[before].start))

    def _is_everyday(self, at: int) -> bool:
        """Whether the article has a word in lower case, too: a capital shows no name, then."""
        return self.context.key(at) in self.context.everyday

    def _is_named_after(self, first: int, last: int) -> bool:
        """Whether a family name is that of a disease, a street, a company."""
        after = last + 1
        if after < len(self.words) and self.words[after].key == "s":
            after += 1
        if after < len(self.words) and self.words[after].key in NAMED_AFTER:
            return True
        start = self.words[first].start
        before = key_of(self.text[max(start - 20, 0) : start])
        return before.endswith(tuple(NAMED_AFTER_BEFORE))


def names_in_lower_case(contexts: Iterable[Context], own: OwnFacts) -> frozenset[str]:
    """Return the clinic's names that an article has in lower case, and only where they are names.

    They are no everyday words, whatever their first letter is elsewhere: "wilson's clinic".
    """
    shown: dict[str, bool] = {}
    for context in contexts:
        people = People(context, "")
        matches = own.matches_in(context.words, context.is_unbroken)
        for match in matches:
            is_person = match.kind is Kind.PRACTITIONER and match.role is not Role.CUT
            if is_person and context.written(match.first).islower():
                key = context.key(match.first)
                is_titled = people.titles.title_before(match.first) < match.first
                is_named = match.role is Role.FULL or people.is_in_lower_case(match)
                is_name = is_titled or is_named
                shown[key] = shown.get(key, True) and is_name
    return frozenset(key for key, is_name in shown.items() if is_name)


def _tag(match: Match, *, is_titled: bool) -> str:
    """Return the merge tag for a name with or without a title."""
    if not match.tag or not is_titled:
        return match.tag
    return FULL_NAME if match.role is Role.FULL else SHORT_NAME
