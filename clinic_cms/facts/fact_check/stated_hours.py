"""Finds opening hours in a text: days with times, or times after "open"."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from clinic_cms.facts.fact_check.finding import Hit, Kind
from clinic_cms.facts.fact_check.word_lists import any_of, read_toml
from clinic_cms.merge.formatting import babel_locale

WORDS = read_toml("stated_hours.toml")
MARK = (
    r"(?:\s?(?:[ap]\.\s?m\.|[ap]m\b)|\s?[ap]\b|\s?Uhr\b|\s?h(?:eures|oras|rs)?\b"
    r"|\s?(?:giờ|点半?|點|时)|\s?[صم](?!\w)"
    r"|\s(?:(?:o[\x27’]clock|in the (?:morning|afternoon|evening)|at night"
    r"|du (?:matin|soir)|de la (?:mañana|tarde|noche))\b))"
)
CLOCK = r"(?:(?:[01]?\d|2[0-4])(?:[:.]\d\d|\s?h\s?\d\d(?!\d))?|noon|midnight)"
SPOKEN_TO = r"(?:\s?(?:{to}|and|y|et)\s?{spoken})?"
ENDS = (
    r"(?:\s(?:o[\x27’]clock|in the (?:morning|afternoon|evening)|at night|sharp))?"
    r"(?=\s*(?:[.,;:!?)\n،。，；–—-]|$|(?:and|or|on|every|most|each|y|et|و)\b))"
)
"""After a time in words: it counts nothing else, as in "from two exercises"."""
WORD_IN_LOWER_CASE = r"(?!(?-i:sat|sun|mon|wed)\s[a-z])"
"""It is no day: "the sun from noon on"."""
GAP = re.compile(r"[^.!?\n。！？؟\d]{0,25}|\W{0,4}\n?\W{0,4}")
"""What may stand between days and times of one statement: no sentence ends there."""
STATEMENTS = (
    {"day", "times"},
    {"open", "times"},
    {"open", "day", "clock"},
    {"open", "always"},
    {"closed", "day"},
    {"visit", "day"},
    {"visit", "at"},
    {"day", "at"},
    {"day", "spoken"},
    {"open", "spoken"},
)
"""What makes a passage one that states opening hours, in any order."""


def hours_in(text: str, language: str) -> Iterator[Hit]:
    """Yield each passage that states opening hours; days that follow each other are one."""
    for group in _groups(text, _pattern(language.partition("-")[0].lower())):
        kinds = {match.lastgroup for match in group}
        if any(statement <= kinds for statement in STATEMENTS):
            yield Hit(Kind.HOURS, group[0].start(), group[-1].end())


def _groups(text: str, pattern: re.Pattern[str]) -> Iterator[list[re.Match[str]]]:
    """Yield the words for days and times of a text that stand close together."""
    group: list[re.Match[str]] = []
    for match in pattern.finditer(text):
        if group and not GAP.fullmatch(text, group[-1].end(), match.start()):
            yield group
            group = []
        group.append(match)
    if group:
        yield group


@lru_cache(maxsize=16)
def _pattern(code: str) -> re.Pattern[str]:
    # English too: its abbreviations are on the doors of clinics everywhere.
    codes = [each for each in dict.fromkeys(("en", code)) if each in WORDS]
    days = {name for each in {"en", code} for name in _days(each)}
    every = {name: [word for each in codes for word in WORDS[each][name]] for name in WORDS["en"]}
    to = rf"\s?(?:[-\u2010-\u2015~–]|{any_of(every['to'])})\s?"
    no_unit = rf"(?!\w|[.,:]\d|\s?(?:{'|'.join(every['units'])}))"
    starts = "" if code == "zh" else r"(?<!\w)"  # Chinese has no spaces.
    spoken = rf"(?:{'|'.join(WORDS[each]['spoken'] for each in codes)})"
    at, until = (rf"{starts}(?:{any_of(every[name])})\s?" for name in ("at", "until"))
    parts = {
        "spoken": rf"{at}{spoken}{SPOKEN_TO.format(to=any_of(every['to']), spoken=spoken)}{ENDS}"
        rf"|{until}{CLOCK}(?=\s*(?:[;!?)\n،。；]|[.,](?!\d)|$))"
        rf"|{starts}{spoken}\s(?:{any_of(every['until'])})\s?{spoken}{ENDS}",
        "always": r"24\s?(?:/\s?7|hours|horas|h\b|giờ|小时)",
        "times": rf"{CLOCK}{MARK}?{to}{CLOCK}{MARK}?{no_unit}",
        "at": rf"{at}(?!{CLOCK}{MARK}?{to}{CLOCK}){CLOCK}{MARK}",
        "clock": rf"(?<![\d:.]){CLOCK}{MARK}",
        "visit": _whole(every["visit"], code),
        "day": WORD_IN_LOWER_CASE
        + _whole([*every["days"], *days], code)
        + r"(?:s\b)?(?:\.(?=\s*[\d,:–-]))?",
        "open": _whole(every["open"], code),
        "closed": _whole(every["closed"], code),
    }
    return re.compile("|".join(f"(?P<{name}>{part})" for name, part in parts.items()), re.I)


def _days(code: str) -> Iterable[str]:
    names: Iterable[str] = babel_locale(code).days["format"]["wide"].values()
    return names


def _whole(words: Iterable[str], code: str) -> str:
    """Return a pattern for whole words; in Chinese, words stand without spaces."""
    if code == "zh":
        return f"(?:{any_of(words)})"
    return rf"(?<!\w)(?:{any_of(words)})(?=s?(?!\w))"
