"""The forms in which texts write one person's name: in either order, its parts, syllables apart."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

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

SYLLABLE = 2
"""Letters of a syllable at least."""


@dataclass(frozen=True, slots=True)
class NameForms:
    """All forms of a name; the longest first."""

    full: tuple[str, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]


@lru_cache(maxsize=1024)
def name_forms(name: str, given: str, family: str) -> NameForms:
    """Return the forms of a full name whose given and family name are stated.

    Of "Trần Minh Châu", "Minh Châu" is a given name too, and "Minh Châu Trần" the whole; of
    "María Ruiz Soto", "María Ruiz" is.
    """
    families = list(_families(family))
    givens = list(_givens(name, given, family))
    full = {name} | {f"{first} {last}".strip() for first in givens for last in families}
    if _turns_round(name, given, family):
        full |= {f"{last} {first}".strip() for first in givens for last in families}
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
    own = {fold(word) for word in family.split()}
    rest = [w for w in name.split() if fold(w) not in own and not is_suffix(w)]
    rest = [word for word in rest if not INITIAL.fullmatch(word)]
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
    elif family.casefold() in KOREAN | ROMANISED:
        yield whole
        yield from _syllables(given)


def _is_vietnamese(name: str, family: str) -> bool:
    has_signs = VIETNAMESE_LETTERS.search(unicodedata.normalize("NFD", name))
    return fold(family) in VIETNAMESE or (
        fold(family) in VIETNAMESE_OR_OTHER
        and (bool(has_signs) or split_name(name).addressed_by_given)
    )


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
    is_known = _is_vietnamese(name, family) or family.casefold() in KOREAN | ROMANISED
    return is_known or given.casefold() in HUNGARIAN_GIVEN or split_name(name).family_first
