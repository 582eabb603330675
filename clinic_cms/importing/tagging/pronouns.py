"""Finds pronouns that mean the clinic's doctor."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clinic_cms.formats.person_names import is_title
from clinic_cms.importing.tagging.guards import sentences_of
from clinic_cms.importing.tagging.matches import WORDS, Find, one_of
from clinic_cms.importing.tagging.people import NAMES
from clinic_cms.importing.wordings import base_language
from clinic_cms.merge import Facts
from clinic_cms.merge.vocabulary import pronoun

PRONOUN = "doctor.pronoun"
SPOKEN = frozenset({"en", "da", "nb", "sv"})
"""Languages in which a pronoun comes with every verb and means only a person: Spanish omits it, in
German "sie" is also "they", and in French "il" is also "it"."""
CAPITALISED = re.compile(r"(?<!\w)[A-ZÀ-Þ]\w*")
ANYONE_ELSE = re.compile(rf"\b{one_of(WORDS['anyone_else'])}\b")


def find_pronouns(text: str, finds: Sequence[Find], facts: Facts) -> Iterator[Find]:
    """Yield each pronoun that opens a sentence after one that names the doctor and no one else.

    Only this strict case: a wrong tag is worse than a warning.
    """
    word = pronoun(facts.doctor.gender, facts.language)
    if not word or base_language(facts.language) not in SPOKEN:
        return
    opening = re.compile(rf"{word.capitalize()}(?![\w'\u2019-])")
    is_known = False
    for start, end in sentences_of(text, finds):
        match = opening.match(text, start)
        if is_known and match:
            yield replace(Find.of(match, PRONOUN), filters=" | capitalize")
        is_known = _names_only_the_doctor(text, start, end, finds)


def _names_only_the_doctor(text: str, start: int, end: int, finds: Sequence[Find]) -> bool:
    """Whether a sentence names the doctor, and no word in it may mean anyone else."""
    inside = [find for find in finds if start <= find.start < end]
    rest = text[start:end]
    for find in inside:
        first, last = find.start - start, find.end - start
        rest = f"{rest[:first]}{' ' * (last - first)}{rest[last:]}"
    names = [m for m in CAPITALISED.finditer(rest) if m.start() and not is_title(m.group())]
    return (
        any(NAMES & {*find.variables} for find in inside)
        and not names
        and not ANYONE_ELSE.search(rest.lower())
    )
