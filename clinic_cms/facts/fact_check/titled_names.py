"""Finds whoever is named after a title, or before credentials: "Dr. Jane Doe", "Ann Lee, DPT"."""

import re
from collections.abc import Iterator

from clinic_cms.facts.fact_check.context import Context
from clinic_cms.facts.fact_check.finding import Hit, Kind
from clinic_cms.facts.fact_check.word_lists import BRANDS_WITH_TITLES
from clinic_cms.formats.name_order import COMMON_GIVEN, is_particle
from clinic_cms.formats.person_names import CREDENTIALS, TITLES, TITLES_AFTER

CAPITAL_TITLES = frozenset(("dr", "dra"))
"""Titles that are also written in capitals; "MS" is a disease."""
WHOLE_WORDS = frozenset(("doctor", "doctora", "docteur", "doc", "professor", "profesor", "miss"))
"""Titles that are common nouns, too."""
PLURALS = frozenset(("drs", "dres", "dras"))
"""Titles of several people: "Drs. Wilson and Diaz"."""
SHORTENED = frozenset(("st", "ste", "sta"))
"""Words of a name that have a full stop: "Dr. Michael St. John"."""
MOST_WORDS = 4
"""Words of a name after a title."""
IN_HEADINGS = frozenset(("it", "you", "your", "us", "them", "this", "that", "can", "does"))
"""With a capital behind a name, these show a heading in title case: "Can Dr. Lee Fix It?"."""
SPACE = re.compile(r"[^\S\n]+")
AFTER_TITLE = re.compile(r"\.[^\S\n]*|[^\S\n]+")
AFTER_COMMA = re.compile(r",?[^\S\n]+")
AFTER_INITIAL = re.compile(r"\.?[^\S\n]*")
JOINT = re.compile(r"[-'\u2019\u2010\u2011]")
_CREDENTIALS = "|".join(
    "".join(re.escape(letter) + (r"\.?" if letter.isalpha() else "") for letter in name)
    for name in sorted(CREDENTIALS, key=len, reverse=True)
)
CREDENTIAL = re.compile(rf",?[^\S\n]+\(?(?:{_CREDENTIALS})\)?(?![\w.-])")


class TitledNames:
    """The names with a title in one text."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.text = context.text
        self.words = context.words

    def hits(self) -> Iterator[Hit]:
        """Yield whoever is named after a title, or before credentials."""
        for at in range(len(self.words)):
            last = self._name_after_title(at)
            if last and not self._is_brand(at, last):
                end = self.with_credentials(self.words[last].end)
                yield Hit(Kind.PRACTITIONER, self.words[at].start, end)
        for match in CREDENTIAL.finditer(self.text):
            start = self._name_before(match.start())
            if start is not None:
                yield Hit(Kind.PRACTITIONER, start, self.with_credentials(match.start()))

    def names(self) -> Iterator[str]:
        """Yield the names after titles, folded, by which the text may call someone later."""
        for at in range(len(self.words)):
            last = self._name_after_title(at)
            if last and self._is_brand(at, last):
                continue
            for name in range(at + 1, last + 1):
                key = self.words[name].key
                if len(key) > 1 and key not in TITLES and not is_particle(key):
                    yield key

    def _is_brand(self, at: int, last: int) -> bool:
        """Whether a title with one name is known as a brand or a figure of speech: "Dr. Google"."""
        return last == at + 1 and self.words[last].key in BRANDS_WITH_TITLES

    def title_before(self, first: int) -> int:
        """Return where the titles before a word begin; the word itself if there are none."""
        while first > 0 and AFTER_TITLE.fullmatch(self.context.gap(first - 1)):
            if self.words[first - 1].key in TITLES:
                first -= 1
            elif first > 1 and f"{self.words[first - 2].key} {self.words[first - 1].key}" in TITLES:
                first -= 2
            else:
                break
        return first

    def title_after(self, last: int) -> int:
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
        written = self.context.written(at)
        is_capital = written.isupper() and len(written) > 1
        is_dotted = key != "ms" and "." in self.context.gap(last)
        if is_capital and key not in CAPITAL_TITLES and not is_dotted:
            return 0
        in_title_case = self.context.is_title_case(self.words[at].start)
        if key in WHOLE_WORDS and (in_title_case or written.islower()):
            return 0
        most = 1 if in_title_case else MOST_WORDS
        name = self._name_from(last, most, AFTER_TITLE)
        if any(self.words[each].key in IN_HEADINGS for each in range(last + 2, name + 1)):
            name = self._name_from(last, 1, AFTER_TITLE)
        if all(self.words[each].key in TITLES for each in range(last + 1, name + 1)):
            return 0  # "Frau" and "Herr" of a condition.
        while name and key in PLURALS and AFTER_COMMA.fullmatch(self.context.gap(name)):
            following = name + (self.context.key(name + 1) == "&")
            more = self._name_from(following, most, AFTER_COMMA)
            if not more:
                break
            name = more
        return name

    def _name_from(self, before: int, most: int, is_after: re.Pattern[str]) -> int:
        """Return the last word of the name that follows a word and what `is_after`; 0 for none."""
        last, at = 0, before
        for _ in range(most):
            following = at + 1
            if following >= len(self.words) or not is_after.fullmatch(self.context.gap(at)):
                break
            if self.context.is_capital(following) and self.context.key(following) != "no":
                last = at = following
            elif name := self._after_particles(following):
                last = at = name
            else:
                break
            is_short = self.context.is_initial(at) or self.context.key(at) in SHORTENED
            is_after = AFTER_INITIAL if is_short else SPACE
            while (
                at + 1 < len(self.words)
                and JOINT.fullmatch(self.context.gap(at))
                and self.context.is_capital(at + 1)
            ):
                last = at = at + 1
        return last

    def _after_particles(self, at: int) -> int:
        """Return the word that particles lead to: "Berg" from "van der Berg"; 0 for none."""
        name = at
        while name + 1 < len(self.words) and is_particle(self.context.written(name)):
            name += 1
        return name if name > at and self.context.is_capital(name) else 0

    def _name_before(self, end: int) -> int | None:
        """Return where a name of two words or more begins that ends before credentials."""
        at = next((i for i, word in enumerate(self.words) if word.end == end), None)
        if at is None or not self.context.is_capital(at):
            return None
        first = at
        while first > 0 and self.context.is_capital(first - 1):
            if not SPACE.fullmatch(self.context.gap(first - 1)):
                break
            first -= 1
        opens = self.context.begins_sentence(self.words[first].start)
        if opens and at > first + 1 and self.words[first].key not in COMMON_GIVEN:
            first += 1  # "Ask John Smith, DPT"
        return self.words[first].start if at > first else None

    def with_credentials(self, end: int) -> int:
        while match := CREDENTIAL.match(self.text, end):
            end = match.end()
        return end
