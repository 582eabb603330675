"""Finds colleagues who are named without a title: "our massage therapist, Lorelai Finch"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from clinic_cms.facts.fact_check.finding import Hit, Kind
from clinic_cms.facts.fact_check.folding import CAPITAL, key_of
from clinic_cms.facts.fact_check.word_lists import GENERIC, any_of, everyones_names, read_toml
from clinic_cms.formats.name_order import WORDS as NAMES

WORDS = read_toml("colleagues.toml")
CASELESS: dict[str, list[str]] = WORDS["caseless"]
_CAPITAL = rf"{CAPITAL}[\w'\u2019-]*\b"
_MORE = rf"(?:\s(?:(?:de|del|la|van|von|bin|al|le|du)\s){{0,2}}{_CAPITAL})"


def colleagues_in(text: str, language: str) -> Iterator[Hit]:
    """Yield the names that stand beside what their bearers do in the clinic."""
    code = language.partition("-")[0].lower()
    not_names = everyones_names(language)
    for pattern in _patterns(code if code in WORDS or code in CASELESS else "en"):
        for match in pattern.finditer(text):
            words = key_of(match["found"]).split()
            if match["found"] not in not_names and not GENERIC.issuperset(words):
                yield Hit(Kind.PRACTITIONER, *match.span("found"))


@lru_cache(maxsize=16)
def _patterns(code: str) -> list[re.Pattern[str]]:
    surname = f"[{NAMES['east_asian']['chinese']}]".replace("\n", "")
    patterns = [text.replace("SURNAME", surname) for text in CASELESS.get(code, [])]
    if code in WORDS:
        words = WORDS[code]
        our, also = any_of(words["our"]), any_of(words["also"])
        kinds = any_of(words["roles"]), any_of([*words["roles"], *words["others"]])
        alone, role = (rf"(?:(?i:{also})\s)*(?i:{kind})(?:\s(?i:{also}))*" for kind in kinds)
        patterns.append(rf"(?<!\w){alone},?\s(?P<found>{_CAPITAL}{_MORE}{{1,3}})")
        if our:
            patterns.append(rf"(?<!\w)(?i:{our})\s{role},?\s(?P<found>{_CAPITAL}{_MORE}{{0,3}})")
            patterns.append(
                rf"(?P<found>{_CAPITAL}{_MORE}{{1,3}})(?:,|\sis|\ses|\sest)\s(?i:{our})\s{role}(?!\w)"
            )
    return [re.compile(pattern) for pattern in patterns]
