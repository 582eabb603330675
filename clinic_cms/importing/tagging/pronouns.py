"""Finds pronouns that mean the clinic's doctor, and those that may."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from django.utils.translation import get_language
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
from clinic_cms.merge.formatting import joined
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
        then = WORDS["then"].get(self.language, [])
        opening = one_of(f"{it[0].upper()}{it[1:]}" for it in then) if then else ""
        led = rf"(?:{opening}[,،，]?\s*(?:{one_of(then)},?\s+)?)?" if then else ""
        self.leads = re.compile(led)
        subject = rf"{word.capitalize()}|(?<=\s){word}"
        self.opening = (
            re.compile(rf"{led}(?P<found>{subject})(?![\w'\u2019-]|\s+(?:who|that)\b)")
            if word
            else None
        )
        words = AGREEMENT.get(self.language, {})
        genders = {MASCULINE, FEMININE}
        pointing = [
            word
            for gender in sorted(genders & {facts.doctor.gender} or genders)
            for word in words.get(gender, ())
        ]
        unsaid = rf"(?!\s+{one_of(words['impersonal'])}\b)" if "impersonal" in words else ""
        # Chinese has no spaces: "其他" is "other", "他们" is "they".
        first, last = ("(?<!其)", "(?!们)") if self.language == "zh" else (r"(?<!\w)", r"(?!\w)")
        subjects = [pronoun(gender, facts.language) for gender in sorted(genders)]
        near = [*pointing, *filter(None, subjects)]
        self.own, self.near = (
            re.compile(rf"{first}{one_of(forms)}{last}{unsaid}", re.I) if forms else None
            for forms in (pointing, near)
        )
        self.follows = False
        """Whether the sentence before names the doctor, and no one else."""
        self.is_doctor = False
        """Whether the last person spoken of is the doctor."""

    def read_heading(self, text: str, finds: Sequence[Find]) -> None:
        """Note that the text under a heading speaks of the doctor whom the heading names."""
        names = [find.start for find in finds if NAMES & {*find.variables}]
        if names:
            is_alone = _names_only_the_doctor(text, 0, len(text), finds, points=False)
            self.follows = is_alone and not ANYONE.search(text)
            self.is_doctor = not ANYONE.search(text, max(names))

    def read(self, text: str, finds: Sequence[Find]) -> tuple[list[Find], list[str]]:
        """Return the pronouns of a block that mean the doctor, and warnings for those that may.

        The first open a sentence after one that names the doctor and no one else, alone or after a
        word such as "then". Only this strict case: a wrong tag is worse than a warning.
        """
        tagged: list[Find] = []
        openings: set[int] = set()
        for start, end in sentences_of(text, unbroken=[(it.start, it.end) for it in finds]):
            match = self.opening.match(text, start) if self.follows and self.opening else None
            if match and self.language in SPOKEN:
                find = Find.of(match, PRONOUN, group="found")
                is_small = match["found"].islower()
                tagged.append(find if is_small else replace(find, filters=" | capitalize"))
            if self.follows:
                led = self.leads.match(text, start)
                openings |= {start, led.end() if led else start}
            points = match is not None
            self.follows = _names_only_the_doctor(text, start, end, finds, points=points)
        return tagged, list(self._left(text, [*finds, *tagged], openings))

    def _left(self, text: str, finds: Sequence[Find], openings: Set[int]) -> Iterator[str]:
        """Yield a warning for each sentence of a block with pronouns that may be the doctor's.

        That is one of the doctor's gender, if it is known: near the doctor's name, where “he” and
        “she” both count, or further on as long as no one else is spoken of.
        """
        names = [find.start for find in finds if NAMES & {*find.variables}]
        pattern = self.near if names else self.own if self.is_doctor else None
        for start, end in sentences_of(text, unbroken=[(it.start, it.end) for it in finds]):
            matches = [
                match
                for match in (pattern.finditer(text, start, end) if pattern else ())
                if self.language in ANYWHERE or match.start() in openings
                if not any(it.start < match.end() and match.start() < it.end for it in finds)
            ]
            if not matches:
                continue
            if not names and ANYONE.search(text, 0, matches[0].start()):
                break
            words = tuple(dict.fromkeys(match.group().lower() for match in matches))
            found = matches[0].group() if len(words) == 1 else joined(words, get_language() or "en")
            last = max(it.end() for it in matches if it.end() - matches[0].start() < 2 * AROUND)
            passage = passage_around(text, matches[0].start(), last, width=AROUND)
            message = _(
                "“%(found)s” in “%(passage)s”: if this is the clinic's doctor, it will not fit "
                "a doctor of another gender. Reword it, or insert the merge tag for the "
                "pronoun."
            )
            yield message % {"found": found, "passage": passage}
            if ANYONE.search(text, matches[0].end(), end):
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
