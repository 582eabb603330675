"""Finds the roads, trails, schools and malls that only people near one clinic know by name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from clinic_cms.facts.fact_check.context import Context
from clinic_cms.facts.fact_check.finding import Hit, Kind
from clinic_cms.facts.fact_check.places import NAME
from clinic_cms.facts.fact_check.plain_text import PRINTED
from clinic_cms.facts.fact_check.whereabouts import studies_of
from clinic_cms.facts.fact_check.word_lists import read_toml
from clinic_cms.formats.sentences import bare_sentences_of

WORDS = read_toml("landmarks.toml")


@dataclass(frozen=True)
class _Patterns:
    roads: re.Pattern[str]
    places: re.Pattern[str]
    speech: re.Pattern[str]
    anyones: frozenset[str]


def landmarks_in(context: Context, language: str) -> Iterator[Hit]:
    """Yield numbered roads, and named places in sentences that speak of a clinic or its patients.

    Those of a study are none.
    """
    code, text = language.partition("-")[0].lower(), context.text
    if code not in WORDS:
        return
    patterns, studies = _patterns(code), studies_of(code)
    for match in patterns.roads.finditer(text):
        yield Hit(Kind.STREET, *match.span())
    for start, end in bare_sentences_of(text):
        is_study = studies is not None and studies.search(text, start, end)
        if is_study or not patterns.speech.search(text, start, end):
            continue
        for match in patterns.places.finditer(text, start, end):
            if not context.is_title_case(match.start()):
                yield from _place(match, patterns.anyones)


def _place(match: re.Match[str], anyones: frozenset[str]) -> Iterator[Hit]:
    """Yield the place in a match, if it has a name: "the High School" has none."""
    words = [*re.finditer(r"\S+", match.group())]
    is_alone = len(words) == 1  # Chinese has no spaces.
    while words and words[0].group().casefold() in anyones:
        del words[0]
    ends = [word.group().casefold() for word in words[1:]]
    is_named = is_alone or (bool(ends) and not anyones.issuperset(ends))
    if is_named and PRINTED not in match.group():
        yield Hit(Kind.STREET, match.start() + words[0].start(), match.end())


@lru_cache(maxsize=8)
def _patterns(code: str) -> _Patterns:
    words = WORDS[code]
    roads, places = ("|".join(words[name]).replace("NAME", NAME) for name in ("roads", "places"))
    starts = "" if code == "zh" else r"(?<!\w)"
    return _Patterns(
        re.compile(rf"{starts}(?:{roads})(?!\w)" if starts else roads),
        re.compile(rf"{starts}(?:{places})" + (r"(?!\w)" if starts else "")),
        re.compile(words["speech"], re.I),
        frozenset(words["anyones"]),
    )
