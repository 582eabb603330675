"""Countries by the names that people write: "UK", "USA", "England", "Deutschland"."""

from collections.abc import Iterator
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages

PARTS = {
    "GB": ("England", "Scotland", "Wales", "Northern Ireland", "Great Britain", "Britain", "UK"),
    "NL": ("Holland",),
    "US": ("America", "United States of America"),
    "AE": ("Emirates",),
    "CZ": ("Czech Republic",),
}
"""What people call a country, and Unicode's data do not."""
WELL_KNOWN = ("en", "es", "fr", "de", "pt", "it", "vi", "zh", "ar")
"""Languages whose names are known for all countries; each country's own are known for itself."""


@lru_cache(maxsize=256)
def country_called(name: str) -> str:
    """Return the code of a country (ISO 3166, two letters) by code or name; "" if none is meant."""
    if name in _codes():
        return name
    names = _own_names()
    folded = _folded(name)
    if folded in names:
        return names[folded]
    for language in WELL_KNOWN:
        for code, territory in Locale(language).territories.items():
            if _folded(territory) == folded and _is_country(code):
                return code
    return ""


@cache
def _codes() -> list[str]:
    return sorted(code for code in map(str, Locale("en").territories) if _is_country(code))


@cache
def _own_names() -> dict[str, str]:
    """Return countries by code, by other codes such as "USA", and by what they call themselves."""
    codes = _codes()
    names = {_folded(name): code for code in codes for name in _names_of(code)}
    aliases = get_global("territory_aliases").items()
    names |= {_folded(alias): codes[0] for alias, codes in aliases if len(codes) == 1}
    names |= {_folded(code): code for code in codes}
    return names | {_folded(name): code for code, called in PARTS.items() for name in called}


def _names_of(code: str) -> Iterator[str]:
    for language in get_official_languages(code):
        try:
            name = Locale.parse(language).territories.get(code)
        except UnknownLocaleError:
            continue
        if name:
            yield name


def _is_country(code: str) -> bool:
    """Whether a territory of Unicode's has two letters: others are continents, or groups."""
    return len(code) == 2 and code.isalpha()


def _folded(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
