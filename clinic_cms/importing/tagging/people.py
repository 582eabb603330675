"""Finds the clinic's doctor, no one else of the same name, and pronouns that mean the doctor."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from clinic_cms.importing.tagging.guards import sentences_of
from clinic_cms.importing.tagging.matches import (
    END,
    START,
    WORDS,
    Find,
    any_case,
    find_all,
    literal,
    one_of,
)
from clinic_cms.importing.wordings import base_language, plain_words
from clinic_cms.merge import DoctorFacts, Facts
from clinic_cms.merge.vocabulary import pronoun

INITIAL = r"(?:\s+[A-Z]\.?)?"
OTHER_NAME = rf"(?!\s+{one_of(WORDS['named_after_people'])}\b)"
SAYING = re.compile(rf"\s+{one_of(WORDS['saying'])}\b")
SAID_BY = re.compile(rf"\b{one_of(WORDS['said_by'])}\s+$", re.I)
NAMED = re.compile(
    r"(?<!\b[Aa] )(?<!\b[Tt]he )(?<!\b[Yy]our )(?P<title>(?:Drs?|Dra|[Dd]octora?)\.?)\s+"
    r"(?P<name>(?:[A-ZÀ-Þ][\w'\u2019-]+|[A-Z]\.)(?:\s+(?:[A-ZÀ-Þ][\w'\u2019-]+|[A-Z]\.|de|del|van|von|la)){0,3})"
)
"""Any doctor's name after a title."""

NAMES = frozenset({"doctor.name", "doctor.first_name", "doctor.last_name"})
PRONOUN = "doctor.pronoun"
SPOKEN = frozenset({"en", "da", "nb", "sv"})
"""Languages in which a pronoun comes with every verb and means only a person: Spanish omits it, in
German "sie" is also "they", and in French "il" is also "it"."""
TITLE = re.compile(r"(?:Dra?|DRA?|Doctora?|DOCTORA?)$")
CAPITALISED = re.compile(r"(?<!\w)[A-ZÀ-Þ]\w*")
ANYONE_ELSE = re.compile(rf"\b{one_of(WORDS['anyone_else'])}\b")


class People:
    """Finds one doctor. Remembers, block after block, who was last named with that surname."""

    def __init__(self, doctor: DoctorFacts) -> None:
        self.doctor = doctor
        self.surname_is_other = False
        self.introduced = False
        titles = {*WORDS["titles"], doctor.honorific.rstrip(".")} - {""}
        self.title = rf"{one_of(titles)}\.?"
        self.any_title = rf"{one_of(titles | {*WORDS['common_titles']})}\.?"
        names = {doctor.name, f"{doctor.first_name} {doctor.last_name}".strip()}
        known = sorted((name for name in names if " " in name), key=len, reverse=True)
        self.full_names = "|".join(any_case(name) for name in known)

    def find(self, text: str, *, title_case: bool) -> Iterator[Find]:
        """Yield every mention of the doctor in a text."""
        whole = [*self._full(text), *self._with_initials(text)] if self.full_names else []
        yield from whole
        if self.doctor.first_name:
            yield from self._first_names(text)
        if self.doctor.last_name:
            yield from self._surnames(text, title_case, [find.start for find in whole])

    def _full(self, text: str) -> Iterator[Find]:
        whole = rf"(?P<title>{self.title}\s+)?(?P<name>{self.full_names}){END}{OTHER_NAME}"
        for match in re.finditer(START + whole, text):
            self.introduced = True
            is_fact = plain_words(match["name"]) == plain_words(self.doctor.name)
            if match["title"] and self.doctor.honorific and is_fact:
                yield Find.of(match, "doctor.name")
            elif self.doctor.first_name and self.doctor.last_name:
                yield Find.of(match, "doctor.first_name", "doctor.last_name", group="name")
            else:
                yield Find.of(match, "doctor.name", group="name")

    def _first_names(self, text: str) -> Iterator[Find]:
        """Yield the first name after a title: "Dr. Michael"."""
        pattern = rf"{START}{self.title}\s+(?P<name>{any_case(self.doctor.first_name)}){END}"
        pattern += r"(?!\s+(?:[A-ZÀ-Þ]|de\b|del\b))"
        yield from find_all(pattern, text, "doctor.first_name", "name")

    def _with_initials(self, text: str) -> Iterator[Find]:
        """Yield the doctor's name with an initial: "Dr. M. Wilson", "Michael J. Wilson"."""
        first, last = self.doctor.first_name, self.doctor.last_name
        if not (first and last):
            return
        middle = (
            rf"(?:{literal(first)}\s+[A-Z]\.?|{re.escape(first[0])}\.{INITIAL})\s+{literal(last)}"
        )
        whole = rf"{START}(?P<title>{self.title}\s+)?{middle}{END}{OTHER_NAME}"
        for match in re.finditer(whole, text):
            note = _("“%(found)s” was taken for the clinic's doctor; the initial is not kept.")
            note %= {"found": match.group()}
            yield Find.of(match, "doctor.name", note=note)

    def _surnames(self, text: str, title_case: bool, named: list[int]) -> Iterator[Find]:
        """Yield the surname after a title, or of a speaker; `named` has where full names are."""
        last = any_case(self.doctor.last_name)
        follows = "" if title_case else r"(?!\s+[A-ZÀ-Þ][a-zà-ÿ]+)"
        surname = rf"(?P<name>{last}){END}{OTHER_NAME}"
        # By position: a surname, or whether a full name there is another doctor's.
        events: list[tuple[int, Find | bool]] = [(start, False) for start in named]
        for match in NAMED.finditer(text):
            if self._is_namesake(match["name"]):
                events.append((match.start("name"), True))
        titled = rf"{START}{self.any_title}\s+{surname}{follows}"
        finds = [*find_all(titled, text, "doctor.last_name", "name")]
        if self.introduced:
            bare = find_all(START + surname, text, "doctor.last_name", "name")
            finds += [find for find in bare if _speaks(text, find.start, find.end)]
        events += [(find.start, find) for find in finds]
        for _position, event in sorted(events, key=lambda event: event[0]):
            if isinstance(event, bool):
                self.surname_is_other = event
            elif not self.surname_is_other:
                self.introduced = True
                yield event

    def _is_namesake(self, name: str) -> bool:
        """Whether a name is another person's with the doctor's surname."""
        first, *others = name.split()
        is_doctor = self.doctor.first_name.startswith(first.rstrip("."))
        surname = re.split("['\u2019]", others[-1])[0] if others else ""
        return surname == self.doctor.last_name and not is_doctor


def _speaks(text: str, start: int, end: int) -> bool:
    """Whether a bare surname is a person's: "Wilson explains", "according to Wilson"."""
    if re.match(r"\s+[A-ZÀ-Þ]|['\u2019]s\b", text[end:]):
        return False
    if SAID_BY.search(text[:start]):
        return True
    return bool(SAYING.match(text, end)) and not re.search(r"[A-ZÀ-Þ][\w.]*\s+$", text[:start])


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
    names = [m for m in CAPITALISED.finditer(rest) if m.start() and not TITLE.match(m.group())]
    return (
        any(NAMES & {*find.variables} for find in inside)
        and not names
        and not ANYONE_ELSE.search(rest.lower())
    )
