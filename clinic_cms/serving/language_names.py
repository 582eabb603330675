"""Languages in their own words, for those who read no other."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError


@lru_cache(maxsize=512)
def own_name(code: str, *, in_full: bool = False) -> str:
    """Return a locale's name: "English", "简体中文"; in full "American English".

    The script is always told where the code has one, as readers of Chinese need to know it; the
    country only in full. A code that Babel does not know stands for itself.
    """
    try:
        locale = Locale.parse(code, sep="-")
        shown = locale if in_full else Locale(locale.language, script=locale.script)
        name = locale.languages.get(str(shown)) or shown.get_display_name() or code
    except (UnknownLocaleError, ValueError):
        name = code
    return name[0].upper() + name[1:]


def offered_in_variants(codes: Iterable[str]) -> set[str]:
    """Return the codes whose names have to be in full: another of them has the same short one."""
    names = {code: own_name(code) for code in codes}
    times = Counter(names.values())
    return {code for code, name in names.items() if times[name] > 1}
