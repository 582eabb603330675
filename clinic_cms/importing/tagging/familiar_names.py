"""Finds what people call the clinic's doctor: "Dr. Mike", and "Mike" alone later on."""

import re
from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext as _

from clinic_cms.facts.fact_check.folding import key_of
from clinic_cms.facts.fact_check.word_lists import EVERYDAY, NICKNAMES
from clinic_cms.importing.tagging.doctor_names import is_longer, speaks
from clinic_cms.importing.tagging.matches import (
    END,
    START,
    Find,
    any_case,
    starts_sentence,
)
from clinic_cms.merge.agreement import has_articles

GIVEN = r"[A-ZÀ-Þ][\w-]+"
CAPITAL_BEFORE = re.compile(r"[A-ZÀ-Þ][\w'\u2019-]*(?P<dot>\.?)\s+$")
POSSESSIVE = re.compile(r"['\u2019]s\b")
DIMINUTIVE = re.compile(r"(?:e?y|ie|i)$")
FEWEST_LETTERS = 3
"""Letters that a short form has at least if no list knows it: "Val" for Valeria."""


class FamiliarNames:
    """Finds the first name of one doctor and its short forms; remembers, block after block."""

    def __init__(
        self,
        first_name: str,
        forms: Iterable[str],
        title: str,
        known: Iterable[str],
        note_of_title: Callable[[re.Match[str]], str],
        *,
        language: str,
    ) -> None:
        self.first_name = first_name
        self.forms = tuple(forms)
        self.title = title
        self.known = tuple(known)
        self.note_of_title = note_of_title
        self.alone_is = "doctor.first_name" if has_articles(language) else "doctor.short_name"
        """What prints the name alone: where a title has an article, no title may stand there."""
        self.called: dict[str, int] = {}
        """Familiar names that the text has used, and where in a block they are known from."""

    def begin_block(self) -> None:
        """Know what was used so far from the start of the next block."""
        self.called = dict.fromkeys(self.called, 0)

    def use(self, name: str, position: int) -> None:
        """Know a name from a position in the block on."""
        self.called.setdefault(name, position)

    def after_titles(self, text: str) -> Iterator[Find]:
        """Yield what people call the doctor, after a title: "Dr. Michael", "Doctor Mike"."""
        if not self.first_name:
            return
        stated = "|".join(map(any_case, self.forms))
        pattern = rf"{START}{self.title}\s+(?P<called>{stated}|{GIVEN}){END}"
        for match in re.finditer(pattern, text):
            called = match["called"]
            if self._is_called(called) and not is_longer(text, match.end(), self.known):
                self.use(called.title() if called.isupper() else called, match.end())
                is_short = key_of(called) not in map(key_of, self.forms)
                note = note_of_short_form(match.group()) if is_short else ""
                yield Find.of(match, "doctor.short_name", note=note or self.note_of_title(match))

    def alone(self, text: str) -> Iterator[Find]:
        """Yield the name alone by which the text has called the doctor before: "Mike’s advice"."""
        for called, start in self.called.items():
            alone = re.compile(rf"{START}{any_case(called)}{END}")
            for match in alone.finditer(text, start):
                if self._is_alone(text, match):
                    yield Find.of(match, self.alone_is)

    def _is_called(self, word: str) -> bool:
        """Whether a word is the doctor's first name, or a short form of it: "Mike", "Val"."""
        key, first = key_of(word), key_of(self.first_name)
        stem = DIMINUTIVE.sub("", key)
        is_cut = len(stem) >= FEWEST_LETTERS and first.startswith(stem)
        is_stated = key in map(key_of, self.forms)
        return is_stated or is_cut or key in NICKNAMES.get(first, ())

    def _is_alone(self, text: str, match: re.Match[str]) -> bool:
        """Whether a first name is no part of another name, and no everyday word."""
        if is_longer(text, match.end(), self.known):
            return False
        opens = starts_sentence(text, match.start())
        led = None if opens else CAPITAL_BEFORE.search(text, 0, match.start())
        if led and (led["dot"] or not starts_sentence(text, led.start())):
            return False
        is_name = key_of(match.group()) not in EVERYDAY or POSSESSIVE.match(text, match.end())
        return bool(is_name) or speaks(text, *match.span())


def note_of_short_form(written: str) -> str:
    """Return the note that a familiar form was taken for the doctor's name."""
    note = _("“%(found)s” was taken for the clinic's doctor, by a familiar form of the name.")
    return note % {"found": " ".join(written.split())}
