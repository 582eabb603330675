"""Countries by ISO 3166 code, named in the reader's language."""

from functools import lru_cache

from django.utils.translation import get_language

from clinic_cms.merge.layout import babel_locale

ISO_CODE_LENGTH = 2


@lru_cache(maxsize=32)
def _choices(language: str) -> list[tuple[str, str]]:
    territories = babel_locale(language).territories
    names = ((code, name) for code, name in territories.items() if is_country(code))
    return sorted(names, key=lambda choice: choice[1])


def is_country(code: str) -> bool:
    """Whether a code has the form of a country's; regions of the world are numbers."""
    return (
        len(code) == ISO_CODE_LENGTH
        and code.isalpha()
        and code not in {"EU", "EZ", "UN", "XA", "XB", "ZZ"}
    )


def country_choices() -> list[tuple[str, str]]:
    """Return all countries as form choices; a callable, so that no migration lists them."""
    return _choices(get_language() or "en")
