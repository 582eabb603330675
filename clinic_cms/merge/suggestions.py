"""Guesses at what a person meant by a name that does not exist."""

import re
from collections.abc import Iterable
from functools import lru_cache

from clinic_cms.errors import nearest_name
from clinic_cms.merge.facts import FEMININE, GENDERS, MASCULINE
from clinic_cms.merge.filters import FILTERS
from clinic_cms.merge.liquid import TAGS
from clinic_cms.merge.vocabulary import GROUPS, NAMES

LONGEST = 60  # characters of a name worth comparing

# What other systems, or people, call our things.
GROUP_ALIASES = {
    "practice": "clinic",
    "office": "clinic",
    "site": "clinic",
    "practitioner": "doctor",
    "dr": "doctor",
    "address": "location",
}
LAST_PART_ALIASES = {
    "telephone": "phone",
    "tel": "phone",
    "number": "phone",
    "zip": "postal_code",
    "zipcode": "postal_code",
    "postcode": "postal_code",
    "state": "region",
    "town": "city",
    "website": "url",
    "areas": "service_areas",
    "full_name": "name",
    "surname": "last_name",
    "family_name": "last_name",
    "given_name": "first_name",
    "title_name": "short_name",
    "title_and_last_name": "short_name",
    "formal_name": "short_name",
}
TAG_ALIASES = {"elif": "elsif", "elseif": "elsif", "end": "endif", "fi": "endif", "switch": "case"}
FILTER_ALIASES = {"upper": "upcase", "lower": "downcase", "title": "capitalize", "or": "default"}
GENDER_ALIASES = {
    **dict.fromkeys(("f", "w", "female", "woman", "she"), FEMININE),
    **dict.fromkeys(("m", "male", "man", "he"), MASCULINE),
}


PARTS: tuple[str, ...] = tuple(sorted({name.partition(".")[2] for name in NAMES}))
WORD_BREAKS = re.compile(r"[\s._-]+")


def _closest(word: str, known: Iterable[str]) -> str:
    return nearest_name(word[:LONGEST], known, cutoff=0.65)


def nearest_tag(name: str) -> str:
    return TAG_ALIASES.get(name.lower()) or _closest(name, TAGS)


def nearest_filter(name: str) -> str:
    return FILTER_ALIASES.get(name.lower()) or _closest(name, FILTERS)


def nearest_gender(word: str) -> str:
    return GENDER_ALIASES.get(word.lower()) or _closest(word, GENDERS)


@lru_cache(maxsize=2048)
def nearest_variables(found: str) -> tuple[str, ...]:
    """The variables that ``found`` may have meant, the likeliest first.

    A right last part beats a similar spelling: ``doctor.phone`` means a phone, not a pronoun.
    """
    group, last = _group_and_part(found)
    if group not in GROUPS:
        group = _closest(group, GROUPS) or group
    if (name := f"{group}.{last}") in NAMES:
        return (name,)
    if last not in PARTS:
        if group and (close := _closest(f"{group}.{last}", sorted(NAMES))):
            return (close,)
        last = _closest(last, PARTS)
    return tuple(f"{group}.{last}" for group in GROUPS if f"{group}.{last}" in NAMES)


def _group_and_part(found: str) -> tuple[str, str]:
    first, *rest = WORD_BREAKS.split(found.strip()[:LONGEST].lower())
    group = GROUP_ALIASES.get(first, first)
    if rest and (group in GROUPS or "." in found):
        last = "_".join(rest)
        return group, LAST_PART_ALIASES.get(last, last)
    last = "_".join((first, *rest))
    return "", LAST_PART_ALIASES.get(last, last)


def meant_variable(words: str) -> str:
    """The variable that words outside any tag plainly stand for: "doctor.name", "Clinic phone"."""
    group, last = _group_and_part(words)
    near = nearest_variables(words) if group in GROUPS or last in PARTS else ()
    return near[0] if near else ""
