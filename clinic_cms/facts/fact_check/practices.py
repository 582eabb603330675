"""Finds other practices that a text calls its own or its friends': "our friends at Glen Physio"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from clinic_cms.facts.fact_check.context import Context
from clinic_cms.facts.fact_check.finding import Hit, Kind
from clinic_cms.facts.fact_check.folding import CAPITAL, key_of
from clinic_cms.facts.fact_check.word_lists import GENERIC, any_of, read_toml
from clinic_cms.formats.sentences import bare_sentences_of

WORDS = read_toml("practices.toml")
CASELESS: dict[str, list[str]] = WORDS["caseless"]
ANYONES = frozenset(("royal", "american", "british", "national", "mayo", "cleveland", "society"))
"""Of institutions that any text may name."""
_PART = rf"{CAPITAL}[\w'\u2019-]*"
_JOINT = r"[^\S\n](?:(?:&|and|de|del|des|du|la|les|of)[^\S\n]){0,2}"


def practices_in(context: Context, language: str) -> Iterator[Hit]:
    """Yield the names of practices in sentences that show a tie to the clinic."""
    code = language.partition("-")[0].lower()
    text = context.text
    for pattern in CASELESS.get(code, ()):
        yield from (Hit(Kind.NAME, *it.span("found")) for it in re.finditer(pattern, text))
    if code not in WORDS:
        return
    ours, named = _patterns(code)
    for start, end in bare_sentences_of(text):
        tie = ours.search(text, start, end)
        for match in named.finditer(text, tie.start(), end) if tie else ():
            words = key_of(match["name"]).split()
            is_anyones = not ANYONES.isdisjoint(words) or GENERIC.issuperset(words)
            if not is_anyones and not context.is_title_case(match.start()):
                yield Hit(Kind.NAME, *match.span("found"))


@lru_cache(maxsize=8)
def _patterns(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of what shows a tie, and of a practice's name."""
    words = WORDS[code]
    kind = rf"(?i:{any_of(words['kinds'])})(?!\w)"
    name = rf"(?P<name>(?!(?:Our|We|The|Dr)\b){_PART}(?:{_JOINT}{_PART}){{0,3}}?)"
    if words["name_follows"]:
        named = rf"(?<!\w)(?P<found>{kind}{_JOINT}(?:[dl]['\u2019])?{name})(?![^\S\n]{_PART})"
    else:
        named = rf"(?P<found>{name}[^\S\n](?-i:(?=[A-Z])){kind})"
    return re.compile("|".join(words["ours"]), re.I), re.compile(named)
