"""The forms in which texts write one person's name: in either order, its parts, syllables apart."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, permutations

from clinic_cms.formats.name_order import (
    GIVEN_PARTICLES,
    HUNGARIAN_GIVEN,
    INITIAL,
    KOREAN,
    PARTICLES,
    ROMANISED,
    VIETNAMESE,
    VIETNAMESE_LETTERS,
    VIETNAMESE_OR_OTHER,
    WORDS,
    fold,
    is_suffix,
    script_of,
    split_name,
)

MOST_WORDS = 3
"""Words of a given name that may stand in any order with the family name."""
SYLLABLE = 2
"""Letters of a syllable at least."""
_PINYIN = (
    r"(?:[zcs]h|[b-df-hj-np-tw-z])?"
    r"(?:i?ang|i?ong|uang|eng|ing|iao|ian|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|u[aeino]|[aeiou])"
)
PINYIN = re.compile(_PINYIN, re.I)
TWO_IN_PINYIN = re.compile(rf"{_PINYIN}[- ]?{_PINYIN}", re.I)


@dataclass(frozen=True, slots=True)
class NameForms:
    """All forms of a name; the longest first."""

    full: tuple[str, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]


@lru_cache(maxsize=1024)
def name_forms(name: str, given: str, family: str) -> NameForms:
    """Return the forms of a full name whose given and family name are stated.

    Of "Trần Minh Châu", "Minh Châu" is a given name too, and "Châu Trần Minh" the whole; of
    "María Ruiz Soto", "María Ruiz" is.
    """
    families = list(_families(family))
    givens = list(_givens(name, given, family))
    full = {name} | {f"{first} {last}".strip() for first in givens for last in families}
    if _turns_round(name, given, family):
        full |= {f"{last} {first}".strip() for first in givens for last in families}
    if given and family and not script_of(name) and _is_vietnamese(name, family):
        full |= set(_in_any_order(_rest_of(name, family), family))
    return NameForms(*(_longest_first(forms) for forms in (full, givens, families)))


def _longest_first(forms: set[str] | list[str]) -> tuple[str, ...]:
    return tuple(sorted({form for form in forms if form}, key=lambda form: (-len(form), form)))


def _families(family: str) -> Iterator[str]:
    """Yield a family name; of two, the first, too: "Dr. García" is Gabriel García Márquez."""
    yield family
    first, *second = family.split() or [""]
    if second and fold(first) not in PARTICLES:
        yield first


def _givens(name: str, given: str, family: str) -> Iterator[str]:
    """Yield the given name as it is stated, and as the full name has it."""
    rest = _rest_of(name, family)
    whole = " ".join(rest)
    is_stated = fold(given) in {fold(whole), *map(fold, rest)}
    yield given
    words = given.split()
    if len(words) > 1 and fold(words[0]) not in WORDS["given_prefixes"]:
        yield words[0]
        if any(particle == [w.casefold() for w in words[1:]] for particle in GIVEN_PARTICLES):
            yield words[-1]  # María del Carmen
    if not family or not given or not is_stated or script_of(name):
        return
    if _is_vietnamese(name, family) and len(rest) > 1:
        last = rest[-1]
        yield from (whole, " ".join(rest[-2:]), last, " ".join([last, *rest[:-1]]))
    elif _is_east_asian(given, family):
        yield whole
        yield from _syllables(given)


def _rest_of(name: str, family: str) -> list[str]:
    """Return the words of a full name besides the family name, initials and suffixes."""
    own = {fold(word) for word in family.split()}
    rest = [w for w in name.split() if fold(w) not in own and not is_suffix(w)]
    return [word for word in rest if not INITIAL.fullmatch(word)]


def _in_any_order(rest: list[str], family: str) -> Iterator[str]:
    """Yield the family name and the last of the rest with any of the others, in any order."""
    *middle, last = rest[-MOST_WORDS:] or [family]
    for count in range(len(middle) + 1):
        for some in combinations(middle, count):
            yield from map(" ".join, permutations((family, *some, last)))


def _is_vietnamese(name: str, family: str) -> bool:
    has_signs = VIETNAMESE_LETTERS.search(unicodedata.normalize("NFD", name))
    return fold(family) in VIETNAMESE or (
        fold(family) in VIETNAMESE_OR_OTHER
        and (bool(has_signs) or split_name(name).addressed_by_given)
    )


def _is_east_asian(given: str, family: str) -> bool:
    """Whether a romanised name is Chinese, Japanese or Korean, by its family name or its sounds."""
    is_pinyin = PINYIN.fullmatch(family) and TWO_IN_PINYIN.fullmatch(given)
    return bool(is_pinyin) or family.casefold() in KOREAN | ROMANISED


def _syllables(given: str) -> Iterator[str]:
    """Yield a romanised given name in one word and in two: "Minsu", "Min-su", "Min Su"."""
    parts = given.replace("-", " ").split()
    if len(parts) == 2:
        first, second = parts[0], parts[1].lower()
        yield f"{first}{second}"
        pairs = [(first, second)]
    elif len(parts) == 1:
        lengths = range(SYLLABLE, len(given) - SYLLABLE + 1)
        pairs = [(given[:length], given[length:].lower()) for length in lengths]
    else:
        return
    for first, second in pairs:
        yield from (f"{first}-{second}", f"{first}-{second.title()}", f"{first} {second.title()}")


def _turns_round(name: str, given: str, family: str) -> bool:
    """Whether a name's bearers write the family name first, or did so once."""
    if not given or not family:
        return False
    is_known = _is_vietnamese(name, family) or _is_east_asian(given, family)
    return is_known or given.casefold() in HUNGARIAN_GIVEN or split_name(name).family_first
