"""Finds opening hours in a text: days with times, or times after "open"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from clinic_cms.facts.fact_check.finding import Hit, Kind
from clinic_cms.facts.fact_check.word_lists import any_of, read_toml
from clinic_cms.merge.layout import babel_locale

WORDS = read_toml("stated_hours.toml")
MARK = (
    r"(?:\s?(?:[ap]\.\s?m\.|[ap]m\b)|\s?[ap]\b|\s?Uhr\b|\s?h(?:eures|oras|rs)?\b|\s?(?:giờ|点半?|點|时)"
    r"|\s?[صم](?!\w))"
)
CLOCK = r"(?:(?:[01]?\d|2[0-4])(?:[:.h]\d\d)?|noon|midnight)"
GAP = r"[^.!?\n。！？؟\d]{0,25}"
"""What may stand between a day and its times; no sentence ends there."""


def hours_in(text: str, language: str) -> Iterator[Hit]:
    """Yield each passage that states opening hours; days that follow each other are one."""
    last: Hit | None = None
    for match in _pattern(language.partition("-")[0].lower()).finditer(text):
        stop = match.end() - (match.group().endswith(".") and not match.group().endswith("m."))
        hit = Hit(Kind.HOURS, match.start(), stop)
        if last and not text[last.end : hit.start].strip(" ,;/&.·|\t\n"):
            last = Hit(Kind.HOURS, last.start, hit.end)
            continue
        if last:
            yield last
        last = hit
    if last:
        yield last


@lru_cache(maxsize=16)
def _pattern(code: str) -> re.Pattern[str]:
    # English too: its abbreviations are on the doors of clinics everywhere.
    lists = [WORDS["en"], *([WORDS[code]] if code in WORDS and code != "en" else [])]
    every = {name: [word for words in lists for word in words[name]] for name in WORDS["en"]}
    locale = babel_locale(code)
    days = {
        *every["days"],
        *locale.days["format"]["wide"].values(),
        *babel_locale("en").days["format"]["wide"].values(),
    }
    starts, ends = (r"(?<!\w)", r"(?!\w)") if code != "zh" else ("", "")
    day = rf"{starts}(?:{any_of(days)})s?\.?{ends}"
    opened, closed = (rf"{starts}(?:{any_of(every[name])}){ends}" for name in ("open", "closed"))
    to = rf"\s?(?:[-\u2010-\u2015~–]|{any_of(every['to'])})\s?"
    hours = rf"{CLOCK}{MARK}?{to}{CLOCK}{MARK}?(?!\w|[.,:]\d|\s?(?:{'|'.join(every['units'])}))"
    times = rf"{hours}(?:\s?(?:[,;/&+]|and|y|et|và|و|和)\s?{hours})*"
    between = rf"(?:{GAP}{day})*"
    return re.compile(
        rf"(?:{opened}{GAP})?{day}{between}{GAP}{times}"
        rf"|{opened}{GAP}{times}"
        rf"|{opened}{GAP}{day}{GAP}{CLOCK}{MARK}"
        rf"|{opened}[^.!?\n]{{0,20}}24\s?(?:/\s?7|hours|horas|h\b|giờ|小时)"
        rf"|{closed}{GAP}{day}|{day}{between}\s?[:–-]?\s?{closed}",
        re.I,
    )
