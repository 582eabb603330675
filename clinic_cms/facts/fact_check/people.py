"""Finds people in a text: the clinic's own by any form of their name, and anyone with a title."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from clinic_cms.facts.fact_check.context import Context
from clinic_cms.facts.fact_check.finding import Hit, Kind
from clinic_cms.facts.fact_check.folding import key_of
from clinic_cms.facts.fact_check.own_facts import Match, Role
from clinic_cms.facts.fact_check.word_lists import (
    EVERYDAY,
    GENERIC,
    NAMED_AFTER,
    NAMED_AFTER_BEFORE,
    SAYING,
)
from clinic_cms.formats.name_order import COMMON_GIVEN, is_particle
from clinic_cms.formats.person_names import CREDENTIALS, TITLES, TITLES_AFTER

SHORT_NAME = "{{ doctor.short_name }}"
FULL_NAME = "{{ doctor.name }}"
CAPITAL_TITLES = frozenset(("dr", "dra"))
"""Titles that are also written in capitals; "MS" is a disease."""
WHOLE_WORDS = frozenset(("doctor", "doctora", "docteur", "doc", "professor", "profesor", "miss"))
"""Titles that are common nouns, too."""
MOST_WORDS = 4
"""Words of a name after a title."""
SPACE = re.compile(r"[^\S\n]+")
AFTER_TITLE = re.compile(r"\.[^\S\n]*|[^\S\n]+")
AFTER_INITIAL = re.compile(r"\.?[^\S\n]*")
JOINT = re.compile(r"[-'\u2019\u2010\u2011]")
_CREDENTIALS = "|".join(
    "".join(re.escape(letter) + (r"\.?" if letter.isalpha() else "") for letter in name)
    for name in sorted(CREDENTIALS, key=len, reverse=True)
)
CREDENTIAL = re.compile(rf",?[^\S\n]+\(?(?:{_CREDENTIALS})\)?(?![\w.-])")
HAN = re.compile(r"[\u4e00-\u9fff]")


class People:
    """The people of one text."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.text = context.text
        self.words = context.words

    def own(self, matches: Sequence[Match]) -> Iterator[Hit]:
        """Yield the clinic's people; a first or family name alone only where it is one of them."""
        merged = list(self._whole_names(matches))
        taken = {at for match in merged for at in range(match.first, match.last + 1)}
        for match in merged:
            first = self._title_before(match.first)
            titled = first < match.first
            after = self._title_after(match.last)
            if not (titled or after or self._is_person(match, taken)):
                continue
            start, end = self.words[first].start, after or self.words[match.last].end
            yield Hit(
                Kind.PRACTITIONER,
                start,
                self._with_credentials(end),
                match.owner,
                _tag(match, is_titled=titled or bool(after)),
            )

    def titled(self) -> Iterator[Hit]:
        """Yield whoever is named after a title, or before credentials."""
        for at in range(len(self.words)):
            last = self._name_after_title(at)
            if last:
                end = self._with_credentials(self.words[last].end)
                yield Hit(Kind.PRACTITIONER, self.words[at].start, end)
        for match in CREDENTIAL.finditer(self.text):
            start = self._name_before(match.start())
            if start is not None:
                yield Hit(Kind.PRACTITIONER, start, self._with_credentials(match.start()))

    def titled_names(self) -> Iterator[str]:
        """Yield the names after titles, folded, by which the text may call someone later."""
        for at in range(len(self.words)):
            for name in range(at + 1, self._name_after_title(at) + 1):
                key = self.words[name].key
                if len(key) > 1 and key not in TITLES and not is_particle(key):
                    yield key

    def called(self, names: Collection[str]) -> Iterator[Hit]:
        """Yield a name alone that the article has after a title elsewhere: "Teddy"."""
        for at, word in enumerate(self.words):
            if word.key in names and self.context.is_name([word]):
                is_anothers = self._goes_on(at, set()) or self._began_before(at, set())
                if not is_anothers and not self._is_named_after(at, at):
                    yield Hit(Kind.PRACTITIONER, word.start, word.end)

    def _whole_names(self, matches: Sequence[Match]) -> Iterator[Match]:
        """Yield matches, a given and a family name beside each other as one."""
        waiting: Match | None = None
        for match in matches:
            if waiting and match.role is Role.FAMILY and self._is_beside(waiting.last, match.first):
                role = Role.FULL
                tag = f"{waiting.tag} {match.tag}".strip() if waiting.tag and match.tag else ""
                yield replace(waiting, last=match.last, role=role, tag=tag)
                waiting = None
                continue
            if waiting:
                yield waiting
            waiting = match if match.role is Role.GIVEN else None
            if waiting is None:
                yield match
        if waiting:
            yield waiting

    def _is_beside(self, first: int, second: int) -> bool:
        """Whether there is nothing between two words but an initial."""
        if second == first + 2 and self._is_initial(first + 1):
            return bool(
                SPACE.fullmatch(self._gap(first)) and AFTER_INITIAL.fullmatch(self._gap(first + 1))
            )
        return second == first + 1 and bool(SPACE.fullmatch(self._gap(first)))

    def _is_person(self, match: Match, taken: set[int]) -> bool:
        """Whether a name without a title is a person's, and this one's."""
        run = self.words[match.first : match.last + 1]
        if match.role is Role.FULL:
            return self.context.is_name(run)
        everyday = () if self._key(match.last + 1) in SAYING else EVERYDAY
        if not self.context.is_name(run, everyday) or (HAN.match(run[0].key) and len(run) == 1):
            return False
        in_title_case = self.context.is_title_case(run[0].start)
        if match.role is Role.FAMILY and self._is_named_after(match.first, match.last):
            return False
        return in_title_case or not (
            self._goes_on(match.last, taken) or self._began_before(match.first, taken)
        )

    def _goes_on(self, last: int, taken: set[int]) -> bool:
        """Whether another name follows, so that both are someone else: "Michael Jordan"."""
        after = last + 1
        if after in taken or after >= len(self.words):
            return False
        gap, word = self._gap(last), self.words[after]
        if not (SPACE.fullmatch(gap) or gap == "-"):
            return False
        if is_particle(self._written(after)) and self._is_capital(after + 1):
            return bool(SPACE.fullmatch(self._gap(after)))
        return self._is_capital(after) and len(word.key) > 1 and word.key not in GENERIC

    def _began_before(self, first: int, taken: set[int]) -> bool:
        """Whether another name stands before, in the midst of a sentence: "Owen Wilson"."""
        before = first - 1
        if before < 0 or before in taken:
            return False
        if self._is_initial(before) and AFTER_INITIAL.fullmatch(self._gap(before)):
            return True
        beside = SPACE.fullmatch(self._gap(before)) and self._is_capital(before)
        is_word = self.context.begins_sentence(self.words[before].start)
        return bool(beside) and not is_word and self.words[before].key not in TITLES

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

    def _title_before(self, first: int) -> int:
        """Return where the titles before a word begin; the word itself if there are none."""
        while first > 0 and AFTER_TITLE.fullmatch(self._gap(first - 1)):
            if self.words[first - 1].key in TITLES:
                first -= 1
            elif first > 1 and f"{self.words[first - 2].key} {self.words[first - 1].key}" in TITLES:
                first -= 2
            else:
                break
        return first

    def _title_after(self, last: int) -> int:
        """Return the end of a title after a word, as in Chinese; 0 if there is none."""
        end = self.words[last].end
        titles = (title for title in TITLES_AFTER if self.text.startswith(title, end))
        return next((end + len(title) for title in titles), 0)

    def _name_after_title(self, at: int) -> int:
        """Return the last word of the name that follows a title; 0 if there is no title or name."""
        key = self.words[at].key
        pair = f"{key} {self.words[at + 1].key}" if at + 1 < len(self.words) else ""
        last = at + 1 if pair in TITLES else at
        if key not in TITLES and last == at:
            return 0
        written = self._written(at)
        is_capital = written.isupper() and len(written) > 1
        if is_capital and key not in CAPITAL_TITLES and (key == "ms" or "." not in self._gap(last)):
            return 0
        in_title_case = self.context.is_title_case(self.words[at].start)
        if key in WHOLE_WORDS and (in_title_case or written.islower()):
            return 0
        most = 1 if in_title_case else MOST_WORDS
        return self._name_from(last, most)

    def _name_from(self, title: int, most: int) -> int:
        last, at = 0, title
        is_after = AFTER_TITLE
        for _ in range(most):
            following = at + 1
            if following >= len(self.words) or not is_after.fullmatch(self._gap(at)):
                break
            if self._is_capital(following) and self._key(following) != "no":
                last = at = following
            elif name := self._after_particles(following):
                last = at = name
            else:
                break
            is_after = AFTER_INITIAL if self._is_initial(at) else SPACE
            while (
                at + 1 < len(self.words)
                and JOINT.fullmatch(self._gap(at))
                and self._is_capital(at + 1)
            ):
                last = at = at + 1
        return last

    def _after_particles(self, at: int) -> int:
        """Return the word that particles lead to: "Berg" from "van der Berg"; 0 for none."""
        name = at
        while name + 1 < len(self.words) and is_particle(self._written(name)):
            name += 1
        return name if name > at and self._is_capital(name) else 0

    def _name_before(self, end: int) -> int | None:
        """Return where a name of two words or more begins that ends before credentials."""
        at = next((i for i, word in enumerate(self.words) if word.end == end), None)
        if at is None or not self._is_capital(at):
            return None
        first = at
        while first > 0 and SPACE.fullmatch(self._gap(first - 1)) and self._is_capital(first - 1):
            first -= 1
        opens = self.context.begins_sentence(self.words[first].start)
        if opens and at > first + 1 and self.words[first].key not in COMMON_GIVEN:
            first += 1  # "Ask John Smith, DPT"
        return self.words[first].start if at > first else None

    def _with_credentials(self, end: int) -> int:
        while match := CREDENTIAL.match(self.text, end):
            end = match.end()
        return end

    def _gap(self, at: int) -> str:
        """Return what is between a word and the next."""
        if at + 1 >= len(self.words):
            return "\n"
        return self.text[self.words[at].end : self.words[at + 1].start]

    def _written(self, at: int) -> str:
        return self.text[self.words[at].start : self.words[at].end] if at < len(self.words) else ""

    def _key(self, at: int) -> str:
        return self.words[at].key if at < len(self.words) else ""

    def _is_capital(self, at: int) -> bool:
        written = self._written(at)
        return bool(written) and written[0].isupper()

    def _is_initial(self, at: int) -> bool:
        written = self._written(at)
        return len(written) == 1 and written.isupper()


def _tag(match: Match, *, is_titled: bool) -> str:
    """Return the merge tag for a name with or without a title."""
    if not match.tag or not is_titled:
        return match.tag
    return FULL_NAME if match.role is Role.FULL else SHORT_NAME
