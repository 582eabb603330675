"""Words that agree with the gender of the clinic's doctor and may not fit another clinic's."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from clinic_cms.importing.tagging.guards import sentences_of
from clinic_cms.importing.tagging.matches import Find, passage_around
from clinic_cms.merge import Facts
from clinic_cms.merge.vocabulary import pronoun

NAMES = frozenset({"doctor.name", "doctor.first_name", "doctor.last_name"})
PRONOUN = "doctor.pronoun"
SPOKEN = frozenset({"en", "da", "nb", "sv"})
"""Languages in which a pronoun comes with every verb and means only a person: Spanish omits it, in
German "sie" is also "they", and in French "il" is also "it"."""
TITLE = re.compile(r"(?:Dra?|DRA?|Doctora?|DOCTORA?)$")
CAPITALISED = re.compile(r"(?<!\w)[A-ZÀ-Þ]\w*")
ANYONE_ELSE = re.compile(
    r"\b(?:patient|man|woman|boy|girl|son|daughter|father|mother|husband|wife|brother|sister|"
    r"friend|colleague|partner|child|person|doctor|physician|surgeon)\b"
)
POINTING = {"en": r"he|she|his|hers?|him|himself|herself"}
"""Words that point back to one person, by language."""
AGREEING = {"es": r"(?:(?:del|al|el|la)\s+)?(?:dra?\.?|doctora?)\s+|(?:del|al|el|la)\s+"}
"""Articles and titles before the doctor's name, by language."""
AROUND = 40


def find_pronouns(text: str, finds: Sequence[Find], facts: Facts) -> Iterator[Find]:
    """Yield each pronoun that opens a sentence after one that names the doctor and no one else.

    Only this strict case: a wrong tag is worse than a warning.
    """
    word = pronoun(facts.doctor.gender, facts.language)
    if not word or _language(facts) not in SPOKEN:
        return
    opening = re.compile(rf"{word.capitalize()}(?![\w'\u2019-])")
    is_known = False
    for start, end in sentences_of(text, finds):
        match = opening.match(text, start)
        if is_known and match:
            yield Find(*match.span(), (PRONOUN,), match.group(), filters=" | capitalize")
        is_known = _names_only_the_doctor(text, start, end, finds)


def misfits(text: str, finds: Sequence[Find], facts: Facts) -> Iterator[str]:
    """Yield a warning for words near the doctor's name that do not fit another gender.

    There is one warning for all pronouns, and one for each article or title.
    """
    named = [find for find in finds if NAMES & {*find.variables}]
    pointing, agreeing = (words.get(_language(facts)) for words in (POINTING, AGREEING))
    if named and pointing:
        left = _first_outside(rf"(?<!\w)(?:{pointing})(?!\w)", text, finds)
        message = _(
            "“%(found)s” in “%(passage)s”: if this is the clinic's doctor, it will not fit "
            "a doctor of another gender. Reword it, or insert the merge tag for the "
            "pronoun."
        )
        if left:
            yield message % {
                "found": left.group(),
                "passage": passage_around(text, *left.span(), width=AROUND),
            }
    for find in named if agreeing else ():
        before = re.search(rf"(?<!\w)(?:{agreeing})$", text[: find.start], re.I)
        message = _(
            "“%(found)s” will not fit a clinic whose doctor has another gender or title; reword it."
        )
        if before:
            found = text[before.start() : find.end]
            yield message % {"found": " ".join(found.split())}


def _names_only_the_doctor(text: str, start: int, end: int, finds: Sequence[Find]) -> bool:
    """Whether a sentence names the doctor, and no word in it may mean anyone else."""
    inside = [find for find in finds if start <= find.start < end]
    rest = text[start:end]
    for find in inside:
        first, last = find.start - start, find.end - start
        rest = f"{rest[:first]}{' ' * (last - first)}{rest[last:]}"
    names = [m for m in CAPITALISED.finditer(rest) if m.start() and not TITLE.match(m.group())]
    return (
        any(NAMES & {*find.variables} for find in inside)
        and not names
        and not ANYONE_ELSE.search(rest.lower())
    )


def _first_outside(pattern: str, text: str, finds: Sequence[Find]) -> re.Match[str] | None:
    for match in re.finditer(pattern, text, re.I):
        if not any(find.start < match.end() and match.start() < find.end for find in finds):
            return match
    return None


def _language(facts: Facts) -> str:
    return facts.language.lower().partition("-")[0]
