"""Finds pronouns that mean the clinic's doctor, and those that may."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from django.utils.translation import gettext as _

from clinic_cms.formats.person_names import is_title
from clinic_cms.formats.sentences import sentences_of
from clinic_cms.importing.tagging import speaks_of
from clinic_cms.importing.tagging.matches import WORDS, Find, one_of, passage_around
from clinic_cms.importing.tagging.people import NAMES
from clinic_cms.importing.wordings import base_language
from clinic_cms.merge import Facts
from clinic_cms.merge.agreement import WORDS as AGREEMENT
from clinic_cms.merge.facts import FEMININE, MASCULINE
from clinic_cms.merge.vocabulary import pronoun

PRONOUN = "doctor.pronoun"
AROUND = 40
SPOKEN = frozenset({"en", "da", "nb", "sv"})
"""Languages in which a pronoun comes with every verb and means only a person: Spanish omits it, in
German "sie" is also "they", and in French "il" is also "it"."""
ANYWHERE = frozenset({"en"})
"""Languages whose pronouns mean only a person wherever they stand in a sentence."""
CAPITALISED = re.compile(r"(?<!\w)[A-ZÀ-Þ]\w*")
ANYONE_ELSE = re.compile(rf"\b{one_of(WORDS['anyone_else'])}\b")
ANYONE = re.compile(
    rf"\b{one_of(WORDS['anyone_else'])}s?\b|{speaks_of.any_of('people', 'one_person')}", re.I
)


class Pronouns:
    """The pronouns of one article. Remembers, block after block, who was spoken of last."""

    def __init__(self, facts: Facts) -> None:
        self.language = base_language(facts.language)
        word = pronoun(facts.doctor.gender, facts.language)
        self.opening = (
            re.compile(rf"{word.capitalize()}(?![\w'\u2019-]|\s+(?:who|that)\b)") if word else None
        )
        words = AGREEMENT.get(self.language, {})
        genders = {MASCULINE, FEMININE}
        pointing = [
            word
            for gender in sorted(genders & {facts.doctor.gender} or genders)
            for word in words.get(gender, ())
        ]
        both = [word for gender in genders for word in words.get(gender, ())]
        unsaid = rf"(?!\s+{one_of(words['impersonal'])}\b)" if "impersonal" in words else ""
        self.own, self.any = (
            re.compile(rf"(?<!\w){one_of(forms)}(?!\w){unsaid}", re.I) if forms else None
            for forms in (pointing, both)
        )
        self.follows = False
        """Whether the sentence before names the doctor, and no one else."""
        self.is_doctor = False
        """Whether the last person spoken of is the doctor."""

    def read(self, text: str, finds: Sequence[Find]) -> tuple[list[Find], list[str]]:
        """Return the pronouns of a block that mean the doctor, and a warning for one that may.

        The first open a sentence after one that names the doctor and no one else. Only this strict
        case: a wrong tag is worse than a warning.
        """
        tagged: list[Find] = []
        openings: set[int] = set()
        for start, end in sentences_of(text, unbroken=[(it.start, it.end) for it in finds]):
            match = self.opening.match(text, start) if self.follows and self.opening else None
            if match and self.language in SPOKEN:
                tagged.append(replace(Find.of(match, PRONOUN), filters=" | capitalize"))
            if self.follows:
                openings.add(start)
            points = match is not None
            self.follows = _names_only_the_doctor(text, start, end, finds, points=points)
        return tagged, list(self._left(text, [*finds, *tagged], openings))

    def _left(self, text: str, finds: Sequence[Find], openings: Set[int]) -> Iterator[str]:
        """Yield a warning for the first pronoun of a block that may be the doctor's.

        Near the doctor's name that is any; further on, one of the doctor's gender, before which
        no one else is spoken of.
        """
        names = [find.start for find in finds if NAMES & {*find.variables}]
        pattern = self.any if names else self.own if self.is_doctor else None
        for match in pattern.finditer(text) if pattern else ():
            if any(it.start < match.end() and match.start() < it.end for it in finds):
                continue
            if self.language not in ANYWHERE and match.start() not in openings:
                continue
            if not names and ANYONE.search(text, 0, match.start()):
                break
            passage = passage_around(text, *match.span(), width=AROUND)
            message = _(
                "“%(found)s” in “%(passage)s”: if this is the clinic's doctor, it will not fit "
                "a doctor of another gender. Reword it, or insert the merge tag for the "
                "pronoun."
            )
            yield message % {"found": match.group(), "passage": passage}
            break
        if names or self.is_doctor:
            self.is_doctor = not ANYONE.search(text, max(names, default=0))


def _names_only_the_doctor(
    text: str, start: int, end: int, finds: Sequence[Find], *, points: bool
) -> bool:
    """Whether a sentence names the doctor, and no word in it may mean anyone else.

    `points` says that a pronoun in it means the doctor.
    """
    inside = [find for find in finds if start <= find.start < end]
    rest = text[start:end]
    for find in inside:
        first, last = find.start - start, find.end - start
        rest = f"{rest[:first]}{' ' * (last - first)}{rest[last:]}"
    names = [m for m in CAPITALISED.finditer(rest) if m.start() and not is_title(m.group())]
    return (
        (points or any(NAMES & {*find.variables} for find in inside))
        and not names
        and not ANYONE_ELSE.search(rest.lower())
    )
