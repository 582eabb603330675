"""How the facts of a clinic are written in its articles: whole, in parts, abbreviated."""

from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from clinic_cms.facts.fact_check.folding import key_of, words_of
from clinic_cms.facts.fact_check.word_lists import (
    ABBREVIATIONS,
    EVERYDAY,
    GENERIC,
    GENERIC_SIGNS,
    UNITS,
    street_words,
)
from clinic_cms.facts.fact_check.written_contacts import national_number
from clinic_cms.merge.formatting import address_rules

SHORTEST_PART = 3
"""Letters of a part of a first or family name that counts alone."""
_KINDS = "calle avenue rue chemin impasse route allee paseo carretera duong boulevard plaza"
KINDS_OF_STREETS = frozenset(_KINDS.split())
"""Kinds that stand before a street's name."""
_COMMON = (
    "main high park church station bridge north south east west saint market mill king queen first "
    "second third center central de du"
)
WORDS_OF_STREETS = frozenset(_COMMON.split())
"""Names of streets that may follow any number: "10 main reasons"."""
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


def first_words(keys: list[str]) -> Iterator[str]:
    """Yield what a name begins with, whatever follows: "summit" of "Summit Spine & Sport"."""
    own = [at for at, word in enumerate(keys) if word not in GENERIC]
    for end in range(own[0] + 1, len(keys)) if own else ():
        part = keys[own[0] : end]
        if GENERIC.isdisjoint(part) and len(part[0]) >= SHORTEST_PART:
            yield " ".join(part)


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
    """Yield a street as a whole, each of its parts between commas, and without its number.

    Units are left out: a text may write "Barkly St" of "Level 1, 212 Barkly Street".
    """
    whole = _street_keys(street)
    parts = [_street_keys(part) for part in street.split(",")]
    for keys in (whole, *map(_without_unit, (whole, *parts))):
        named = [key for key in keys if not key[0].isdecimal()]
        # French has a comma after the number: "rue" is in another part.
        if len(named) > 1 or (named and (keys == whole or len(keys) > 1)):
            yield " ".join(keys)
        if len(named) > 1 and named[0] not in UNITS:
            yield " ".join(named)
        if named and len(named) == len(keys) - 1:
            yield from _without_kind(keys, named)
        if named and len(keys) > 2 and keys[0][0].isdecimal() and keys[1][0].isdecimal():
            yield " ".join(keys[1:])  # "1/212 Barkly Street"


def _without_kind(keys: list[str], named: list[str]) -> Iterator[str]:
    """Yield a street and its number without the word for its kind: "2117 Coggin", "Duarte 48"."""
    is_kind_first = named[0] in KINDS_OF_STREETS
    name = named[1:] if is_kind_first else named[:-1]
    if not name or (len(name) == 1 and (name[0] in EVERYDAY or name[0] in WORDS_OF_STREETS)):
        return
    if keys[0] not in named:
        yield " ".join([keys[0], *name])
    elif is_kind_first:
        yield " ".join([*name, keys[-1]])


def _street_keys(street: str) -> list[str]:
    return [word.key for word in street_words(street, words_of(street))]


def _without_unit(keys: list[str]) -> list[str]:
    """Return a part of an address without a unit and its number."""
    if keys and keys[0] in UNITS:
        return keys[2:]
    is_floor = len(keys) > 1 and keys[1] in UNITS and keys[0][0].isdecimal()
    return keys[2:] if is_floor else keys
