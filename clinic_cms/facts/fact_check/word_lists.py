"""The word lists of `words.toml` and `nicknames.toml`, folded as texts are searched."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from itertools import zip_longest
from typing import Any

from clinic_cms.facts.fact_check.folding import Word, fold, key_of
from clinic_cms.formats.name_order import COMMON_GIVEN, SPANISH_GIVEN
from clinic_cms.merge.formatting import babel_locale

APOSTROPHES = frozenset("'`\u00b4\u2018\u2019\u02bc")


def read_toml(name: str) -> dict[str, Any]:
    """Return a word list that lies beside this file."""
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))


def _folded(name: str) -> frozenset[str]:
    return frozenset(key_of(word) for word in WORDS[name])


def _by_language(name: str) -> dict[str, frozenset[str]]:
    return {code: frozenset(map(key_of, words)) for code, words in WORDS[name].items()}


def _nicknames() -> Mapping[str, frozenset[str]]:
    """By first name, its short forms; and by short form, the names that it may stand for.

    A woman's name that is made of a man's shares its short forms: "Theodora", "Michaela".
    """
    listed: defaultdict[str, set[str]] = defaultdict(set)
    for names in read_toml("nicknames.toml").values():
        for full, shorts in names.items():
            listed[fold(full)].update(map(fold, shorts))
    made = {f"{name.rstrip('eo')}a": name for name in listed if not name.endswith(("a", "y"))}
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for full in {*listed, *made}:
        for short in listed[full] if full in listed else listed[made[full]]:
            forms[full].add(short)
            forms[short].add(full)
    return {name: frozenset(others) for name, others in forms.items()}


def any_of(words: Iterable[str]) -> str:
    """Return the alternatives of a pattern, the longest first."""
    return "|".join(re.escape(word) for word in sorted({*words}, key=len, reverse=True))


@lru_cache(maxsize=16)
def everyones_names(language: str) -> frozenset[str]:
    """Return the names of countries, continents, months and days in a language."""
    locale = babel_locale(language)
    calendar = (locale.days, locale.months)
    names = {name for words in calendar for name in words["format"]["wide"].values()}
    return frozenset({*names, *locale.territories.values()})


def everyday_in(language: str) -> frozenset[str]:
    """Return the names that are words of a language, too; of all for one without a list."""
    return EVERYDAY_IN.get(language.partition("-")[0].lower(), EVERYDAY)


@lru_cache(maxsize=16)
def small_words_in(language: str) -> frozenset[str]:
    """Return the names that are words of a language where they have no capital; months, too."""
    code = language.partition("-")[0].lower()
    months = babel_locale(language).months["format"]["wide"].values() if language else ()
    words = _IN_LOWER_CASE.get(code, WORDS_IN_LOWER_CASE)
    return everyday_in(language) | words | frozenset(map(key_of, months))


def street_words(text: str, words: Sequence[Word]) -> list[Word]:
    """Return the words of a text as those of streets are compared.

    Abbreviated ones are in full, apostrophes join, and "number" ("No.", "n.º") is left out.
    """
    kept: list[Word] = []
    for word, following in zip_longest(words, words[1:]):
        begins_numero = word.key == "n" and following is not None and following.key == "o"
        if kept and text[kept[-1].end : word.start] in APOSTROPHES:
            kept[-1] = Word(kept[-1].key + word.key, kept[-1].start, word.end)
            continue
        if word.key not in NUMERO and not begins_numero:
            kept.append(replace(word, key=STREET_WORDS.get(word.key, word.key)))
    return kept


WORDS = read_toml("words.toml")
GENERIC = _folded("generic")
"""Words of clinics' names that many clinics have."""
GENERIC_SIGNS: tuple[str, ...] = tuple(WORDS["generic_signs"])
EVERYDAY_IN = _by_language("everyday")
EVERYDAY = frozenset().union(*EVERYDAY_IN.values())
"""Names that any sentence may begin with; of all languages together."""
ABBREVIATIONS = _folded("abbreviations")
SAYING = _folded("saying")
BRANDS_WITH_TITLES = _folded("brands_with_titles")
NO_SHORT_FORMS = _folded("no_short_forms")
SHORT_FORMS_ACTING = _folded("short_forms_acting")
NAMED_AFTER = _folded("named_after")
METHODS = _folded("methods")
NAMED_AFTER_TRADES = _folded("named_after_trades")
EPONYMS = _folded("eponyms")
_IN_LOWER_CASE = _by_language("words_in_lower_case")
WORDS_IN_LOWER_CASE = frozenset().union(*_IN_LOWER_CASE.values())
NAMED_AFTER_BEFORE = _folded("named_after_before")
STREET_WORDS = {word: forms[0] for forms in WORDS["streets"] for word in forms}
UNITS = frozenset(WORDS["units"])
NUMERO = frozenset(WORDS["numero"])
NICKNAMES = _nicknames()
GIVEN = (COMMON_GIVEN | SPANISH_GIVEN | NICKNAMES.keys()) - EVERYDAY
"""First names that are no everyday words."""
MAPS = re.compile(rf"(?://|^|\.)(?:{any_of(WORDS['maps'])})(?![\w-])", re.I)
"""URLs of maps, which show where one clinic is."""
HELPLINES = frozenset(WORDS["helplines"])
"""Numbers that every clinic may name."""
BEFORE_PLACES = re.compile(rf"(?<!\w)(?:{any_of(WORDS['before_places'])})[^\S\n]$", re.I)
"""Before a word, these show that it is a place."""
BEFORE_PEOPLE = re.compile(
    rf"(?<!\w)(?:(?:{any_of(WORDS['before_people'])})"
    rf"|(?:{any_of(WORDS['of_people'])})(?:\s(?:{any_of(WORDS['of_joints'])}))?)[^\S\n]$",
    re.I,
)
"""Before a name without its capital, these show that it is a person's."""
BEFORE_GIVEN = re.compile(rf"(?<!\w)(?:{any_of(WORDS['before_given'])})[^\S\n]$", re.I)
TALKING = re.compile(rf"(?<!\w)(?:{any_of(WORDS['talking'])})[^\S\n]$", re.I)
AFTER_PEOPLE = re.compile(rf"\W*(?:$|\n)|\s*[.,;:!?…)]|\s(?:{any_of(WORDS['after_people'])})(?!\w)")
OF_PEOPLE = _folded("of_people")
PHONE_WORDS = re.compile(rf"(?:{any_of(WORDS['phone'])})(?:\W|$)", re.I)
"""Before a number, these show that it is a phone's."""
