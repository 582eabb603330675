"""Claims that are one person's own, and reviews: never another clinic's, whatever their tags."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from clinic_cms.facts.fact_check.finding import Kind
from clinic_cms.facts.fact_check.plain_text import PRINTED

WORDS = tomllib.loads(
    (files("clinic_cms.facts.fact_check") / "claims.toml").read_text(encoding="utf-8")
)
SENTENCE = re.compile(
    r"\S(?:[^.!?\n。！？؟]|(?<=\bDr)\.|(?<=\bDra)\.|(?<=[A-Z])\.|\.(?=\w))*[.!?。！？؟]*[\"”’»)]*"
)
QUOTED = re.compile(
    r"[\"“«「](?P<quote>[^\"”»」]{8,600})[\"”»」]\s*[\u2013\u2014~-]+\s*(?P<who>[^\W\d_][^\n.!?\"“]{1,60}\.?(?:,\s*[^\n.!?]{2,40})?)"
)
STARS = re.compile(r"[★⭐]{3,}[^\n]*")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence, or a review with who gave it, and where it stands in the text."""

    kind: Kind
    start: int
    end: int
    text: str


def find_claims(text: str, *, language: str, names: Iterable[str] = ()) -> list[Claim]:
    """Return the claims in a plain text, in order; no database.

    A sentence is a claim if it speaks of a person and says what only one can say. Persons are
    titles, "I", "we", pronouns, what merge tags print (the sign `PRINTED`) and the given `names`.
    """
    code = language.partition("-")[0].lower()
    reviews = [
        Claim(Kind.TESTIMONIAL, *match.span(), match.group())
        for pattern in (QUOTED, STARS, *_patterns(code, "reviews"))
        for match in pattern.finditer(text)
    ]
    person = _person(code, tuple(names))
    claims = [
        Claim(Kind.CLAIM, *match.span(), match.group())
        for match in SENTENCE.finditer(text)
        if not any(review.start < match.end() and match.start() < review.end for review in reviews)
        and person.search(match.group())
        and any(pattern.search(match.group()) for pattern in _patterns(code, "claims"))
    ]
    return sorted([*reviews, *claims], key=lambda claim: claim.start)


@lru_cache(maxsize=32)
def _patterns(code: str, name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.I) for pattern in WORDS.get(code, {}).get(name, ()))


@lru_cache(maxsize=32)
def _person(code: str, names: tuple[str, ...]) -> re.Pattern[str]:
    words = [*WORDS.get(code, {}).get("people", ()), *names]
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"{PRINTED}|(?<!\w)(?:{listed})(?!\w)" if listed else PRINTED, re.I)
