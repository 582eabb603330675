"""Countries by ISO 3166 code, named in the reader's language."""

from functools import lru_cache

from django.utils.translation import get_language

from clinic_cms.merge.layout import address_rules, babel_locale

ISO_CODE_LENGTH = 2


@lru_cache(maxsize=32)
def _choices(language: str) -> list[tuple[str, str]]:
    territories = babel_locale(language).territories
    names = ((code, name) for code, name in territories.items() if is_country(code))
    return sorted(names, key=lambda choice: choice[1])


def is_country(code: str) -> bool:
    """Whether post is sent to the code: not to "EU", "150" (Europe), nor "IC" (in Spain's)."""
    return len(code) == ISO_CODE_LENGTH and address_rules(code) is not None


def country_choices() -> list[tuple[str, str]]:
    """Return all countries as form choices; a callable, so that no migration lists them."""
    return _choices(get_language() or "en")
