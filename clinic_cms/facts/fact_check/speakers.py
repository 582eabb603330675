"""Of whom the sentences of a text speak: of the clinic's people, or of a patient."""

import re
from dataclasses import dataclass
from functools import lru_cache

from clinic_cms.facts.fact_check.plain_text import PRINTED
from clinic_cms.facts.fact_check.word_lists import any_of

COUNTRY = r"(?-i:US(?!\w))"
"""It is no "us"."""

SELF = re.compile(r"\s(?:himself|herself|(?:él|ella) mism[oa]|lui-même|elle-même)(?!\w)")
AS = re.compile(r"(?<!\w)(?:as|like|como|comme|en tant qu(?:e\s|['\u2019]))\s?$", re.I)
"""Whoever is meant is "a runner" too: "A runner herself, she …", "As a mother, she …"."""


@dataclass(frozen=True)
class SpokenOf:
    """Words of one language for the clinic's `people`, and for patients.

    Of the people, `pronouns` mean someone spoken of before: whoever is `named`, or a `patient`,
    who is anyone ("a runner"). A `complaint` is what patients have: "with hip pain".
    """

    people: tuple[str, ...]
    named: tuple[str, ...]
    pronouns: tuple[str, ...]
    patient: re.Pattern[str]
    complaint: re.Pattern[str]


class Speakers:
    """Knows, sentence after sentence, whom "he" or "she" means."""

    def __init__(self, words: SpokenOf, names: tuple[str, ...]) -> None:
        self.words = words
        own = tuple(word for word in words.people if word not in words.pronouns)
        self.anyone = _any_of((*words.people, *names))
        self.own = _any_of((*own, *names))
        self.named = _any_of((*words.named, *names))
        self.pronouns = _any_of(words.pronouns)
        self.means_patient: bool | None = None
        """Whether a pronoun means a patient; None as long as no one was spoken of."""

    def are_in(self, sentence: str) -> bool:
        """Whether a sentence speaks of the clinic's people, or of someone spoken of before."""
        return self.anyone.search(sentence) is not None

    def is_patients(self, sentence: str) -> bool:
        """Whether a sentence speaks of a patient, and of no one of the clinic's."""
        if self.own.search(sentence):
            return False
        if self.means_patient or self._begins_with_patient(sentence):
            return True
        return self.means_patient is None and self.words.complaint.search(sentence) is not None

    def may_mean_patient(self, sentence: str) -> bool:
        """Whether nothing shows that "he" or "she" in a sentence is of the clinic's people."""
        return self.means_patient is not False and not self.own.search(sentence)

    def read(self, sentence: str) -> None:
        """Note whom a pronoun in the next sentence means: rather the doctor than a patient."""
        if self.named.search(sentence):
            self.means_patient = False
        elif self._begins_with_patient(sentence):
            self.means_patient = True

    def _begins_with_patient(self, sentence: str) -> bool:
        patient = self.words.patient.search(sentence)
        if patient is None or SELF.match(sentence, patient.end()):
            return False
        is_role = AS.search(sentence, 0, patient.start()) is not None
        return not is_role and not self.pronouns.search(sentence, 0, patient.start())


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for what merge tags print, and for words; Chinese has no spaces."""
    spaced = any_of(word for word in words if not _is_han(word))
    joined = any_of(word for word in words if _is_han(word))
    spaced = rf"(?<!\w)(?!{COUNTRY})(?:{spaced})(?!\w)" if spaced else ""
    return re.compile("|".join(part for part in (PRINTED, spaced, joined) if part), re.I)


def _is_han(word: str) -> bool:
    return bool(word) and "\u3400" <= word[0] <= "\u9fff"
