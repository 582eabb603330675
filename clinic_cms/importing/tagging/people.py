"""Finds the clinic's doctor in a text, and no one else of the same name."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from clinic_cms.facts.fact_check.folding import key_of
from clinic_cms.facts.fact_check.word_lists import NICKNAMES
from clinic_cms.formats.name_forms import name_forms
from clinic_cms.formats.name_order import PARTICLES, script_of, split_name
from clinic_cms.formats.person_names import TITLES_AFTER
from clinic_cms.importing.tagging.doctor_names import ANY_TITLE, TITLE, is_longer, named_in, speaks
from clinic_cms.importing.tagging.familiar_names import (
    GIVEN,
    FamiliarNames,
    note_of_short_form,
)
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
from clinic_cms.merge import Facts

NAMES = frozenset({"doctor.name", "doctor.short_name", "doctor.first_name", "doctor.last_name"})
INITIAL = r"(?:\s+[A-Z]\.?)?"
OTHER_NAME = rf"(?!\s+{one_of(WORDS['named_after_people'])}\b)"
AFTER = one_of(TITLES_AFTER)
IN_QUOTES = rf"[\"“‘'«(](?P<alias>{GIVEN})[\"”’'»)]"
"""A familiar name within the full one: "Theodora “Teddy” Marsh"."""


class People:
    """Finds one doctor. Remembers, block after block, who was last named with that surname."""

    def __init__(self, facts: Facts) -> None:
        self.doctor = doctor = facts.doctor
        place = facts.location
        towns = (place.city, place.region, *place.service_areas, facts.clinic.name)
        self.known = tuple(name for name in towns if name)
        self.surname_is_other = False
        self.introduced = False
        honorific = re.escape(doctor.honorific.rstrip("."))
        self.title = rf"(?:{honorific}\.?|{TITLE})" if honorific else TITLE
        self.any_title = rf"(?:{honorific}\.?|{ANY_TITLE})" if honorific else ANY_TITLE
        forms = name_forms(doctor.name, doctor.first_name, doctor.last_name)
        self.surnames, self.names = forms.family, forms.full
        self.familiar = FamiliarNames(
            doctor.first_name,
            forms.given,
            self.any_title,
            self.known,
            self._note_of_title,
            language=base_language(facts.language),
        )
        short = sorted(NICKNAMES.get(key_of(doctor.first_name), ()))
        self.short_names = [f"{name.title()} {last}" for name in short for last in self.surnames]

    def find(self, text: str, *, title_case: bool) -> Iterator[Find]:
        """Yield every mention of the doctor in a text."""
        if script_of(self.doctor.name):
            yield from self._in_east_asia(text)
            return
        self.familiar.begin_block()
        whole = [*self._full(text, title_case), *self._with_initials(text)]
        yield from whole
        yield from self.familiar.after_titles(text)
        yield from self.familiar.alone(text)
        if self.surnames:
            yield from self._surnames(text, title_case, [find.start for find in whole])

    def _full(self, text: str, title_case: bool) -> Iterator[Find]:
        known = _pattern_of(name for name in (*self.names, *self.short_names) if " " in name)
        first, last = self.doctor.first_name, _pattern_of(self.surnames)
        if first and last:
            known += rf"|{any_case(first)}\s+{IN_QUOTES}\s+(?:{last})"
        whole = rf"{START}(?P<title>{self.any_title}\s+)?(?P<name>{known}){END}{OTHER_NAME}"
        for match in re.finditer(whole, text) if known else ():
            if is_longer(text, match.end(), self.known, title_case=title_case):
                continue
            self.introduced = True
            is_short = key_of(match["name"]) in map(key_of, self.short_names) or match["alias"]
            note = note_of_short_form(match.group()) if is_short else ""
            if match["alias"]:
                self.familiar.use(match["alias"], match.end())
            if match["title"]:
                yield Find.of(match, "doctor.name", note=note or self._note_of_title(match))
            else:
                yield Find.of(match, *self._without_title(match["name"]), group="name", note=note)

    def _without_title(self, name: str) -> tuple[str, ...]:
        """Return the variables that print a name as it is written, as far as they can."""
        doctor = self.doctor
        in_order = {f"{doctor.first_name} {last}" for last in self.surnames}
        if plain_words(name) in map(plain_words, in_order):
            return "doctor.first_name", "doctor.last_name"
        return ("doctor.name",)

    def _note_of_title(self, match: re.Match[str]) -> str:
        if self.doctor.honorific:
            return ""
        note = _("“%(found)s” was taken for the clinic's doctor, whose honorific is not stated.")
        return note % {"found": " ".join(match.group().split())}

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
        surname = rf"(?:{_pattern_of(self.surnames)}){END}{OTHER_NAME}"
        # By position: a surname, or whether a full name there is another doctor's.
        events: list[tuple[int, Find | bool]] = [(start, False) for start in named]
        for match in named_in(text):
            if self._is_namesake(match.groupdict().get("name") or match.group()):
                events.append((match.start("name"), True))
        for match in re.finditer(rf"{START}{self.any_title}\s+{surname}", text):
            if not is_longer(text, match.end(), self.known, title_case=title_case):
                note = self._note_of_title(match)
                events.append((match.start(), Find.of(match, "doctor.short_name", note=note)))
        if self.introduced:
            bare = find_all(START + surname, text, "doctor.last_name")
            speaking = (find for find in bare if speaks(text, find.start, find.end))
            events += [(find.start, find) for find in speaking]
        for _position, event in sorted(events, key=lambda event: event[0]):
            if isinstance(event, bool):
                self.surname_is_other = event
            elif not self.surname_is_other:
                self.introduced = True
                yield event

    def _in_east_asia(self, text: str) -> Iterator[Find]:
        """Yield names in Han, kana or Hangul, which have no spaces around them."""
        whole = "|".join(r"\s*".join(map(re.escape, name.split())) for name in self.names)
        family = "|".join(map(re.escape, self.surnames)) or r"(?!)"
        for match in re.finditer(rf"(?:{self.title}\s*)?(?:{whole})(?:\s*{AFTER})?", text):
            yield Find.of(match, "doctor.name")
        titled = rf"(?:{self.title}\s*(?:{family})|(?:{family})\s*{AFTER})"
        yield from find_all(titled, text, "doctor.short_name")

    def _is_namesake(self, name: str) -> bool:
        """Whether a name is another person's with the doctor's surname."""
        parts = split_name(re.sub(r"['\u2019]s?$", "", name))
        is_doctor = self.doctor.first_name.startswith(parts.given.rstrip("."))
        return parts.family in self.surnames and not is_doctor


def _pattern_of(names: Iterable[str]) -> str:
    """Return a pattern for any of some names, their particles with or without a capital."""
    forms: dict[str, None] = {}
    for name in names:
        words = name.split()
        for change in (str.lower, str.capitalize):
            forms[" ".join(change(w) if w.lower() in PARTICLES else w for w in words)] = None
        forms[name] = None
    return "|".join(map(any_case, forms))
