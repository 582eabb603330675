"""How the facts of a clinic are written in its articles: whole, in parts, abbreviated."""

from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from clinic_cms.facts.fact_check.contacts import national_number
from clinic_cms.facts.fact_check.folding import key_of, words_of
from clinic_cms.facts.fact_check.word_lists import (
    ABBREVIATIONS,
    GENERIC,
    GENERIC_SIGNS,
    street_words,
)
from clinic_cms.merge.formatting import address_rules

SHORTEST_PART = 3
"""Letters of a part of a first or family name that counts alone."""
SHORTEST_LOCAL = 6
"""Digits of a number without its area code."""
NEVER_FIRST = frozenset(
    ("&", "of", "the", "in", "a", "for", "at", "your", "de", "del", "la", "el", "du")
)


def dialled(e164: str) -> Iterator[str]:
    """Yield a national number, and what is dialled of it within its own town."""
    yield national_number(e164)
    number = phonenumbers.parse(e164.partition(";")[0])
    area = phonenumbers.length_of_geographical_area_code(number)
    local = phonenumbers.national_significant_number(number)[area:]
    if area and len(local) >= SHORTEST_LOCAL:
        yield local


def parts_of(name: str) -> list[str]:
    """Return the parts of a name of several words that count alone."""
    words = [word.key for word in words_of(name)]
    return [word for word in words if len(words) > 1 and len(word) >= SHORTEST_PART]


def short_names(name: str, keys: list[str]) -> Iterator[str]:
    """Yield the parts of a clinic's name that have all that is its own in it."""
    own = [at for at, word in enumerate(keys) if word not in GENERIC]
    for signs in GENERIC_SIGNS:
        if name.endswith(signs):
            yield key_of(name.removesuffix(signs))
            return
    if not own:
        return
    for start in range(own[0] + 1):
        for end in range(own[-1] + 1, len(keys) + 1):
            part = keys[start:end]
            if NEVER_FIRST.isdisjoint((part[0], part[-1])) and len(part) < len(keys):
                yield " ".join(part)
    initials = "".join(word[0] for word in keys if word not in NEVER_FIRST)
    if len(initials) >= SHORTEST_PART and initials not in ABBREVIATIONS:
        yield initials


def region_names(region: str, country: str) -> frozenset[str]:
    """Return a region as it is written, and its other spelling ("CA", "California")."""
    others = {name for pair in _regions(country) if region in pair for name in pair}
    return frozenset({region, *others} - {""})


def regions_of(country: str) -> frozenset[str]:
    return frozenset(name for pair in _regions(country) for name in pair)


@lru_cache(maxsize=256)
def _regions(country: str) -> list[tuple[str, str]]:
    rules = address_rules(country)
    return [(str(code), str(name)) for code, name in rules.country_area_choices] if rules else []


def street_forms(street: str) -> Iterator[str]:
    """Yield a street as a whole, up to its first comma, and without its number."""
    for part in dict.fromkeys((street, street.partition(",")[0])):
        keys = [word.key for word in street_words(part, words_of(part))]
        named = [key for key in keys if not key[0].isdecimal()]
        if named:  # French has a comma after the number.
            yield " ".join(keys)
        if len(named) > 1:
            yield " ".join(named)
