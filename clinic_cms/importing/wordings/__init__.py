"""Which section a heading announces, by its words: one file of cues for each language.

A cue is one or more words, matched anywhere in a heading without its accents and punctuation.
"*" ends a stem ("treat*"), "..." stands for up to four words, "|" separates choices.
The section with the highest sum of weights wins; of equals, the one that is named first.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

Cues = Mapping[str, Mapping[str, int]]

FOLDER = Path(__file__).parent

NOWHERE = "nowhere"
"""Cues of headings that look like a section's and are not ("Why choose us?")."""

CLOSING = "closing"
"""Cues of headings that end an article and belong to no section ("Conclusion", "FAQ")."""

MAX_WORDS = 16
STRONG = 2

FREQUENT = {
    "de": "der die das und ist nicht ein eine mit für auf den von zu dem sich auch bei oder wenn",
    "en": "the and of to is that you your for with are this can have from or it be will not",
    "es": "el los las que y en un una por con para su sus del se es como más al puede",
    "fr": "le les des et est que une dans pour vous votre avec sur pas qui du au ou sont ce",
    "it": "il gli che di per una con del della non sono è più come può dei nel anche questo alla",
    "pt": "o os que e do da em um uma para com não dos das por mais como ou seu pode",
}
"""Words that almost every text has, by language."""
FEWEST = 6
CLEARLY = 2


_registered: dict[str, dict[str, dict[str, int]]] = {}


@dataclass(frozen=True)
class Announcement:
    """The section that a heading announces; `also` is a second one, announced as clearly."""

    section: str
    score: int
    also: str = ""


def register_wordings(language: str, cues: Cues) -> None:
    """Add a language ("fr"), or cues to a known one; called from an app's `ready()`."""
    known = _registered.setdefault(language, {})
    for section, weights in cues.items():
        known.setdefault(section, {}).update(weights)
    _compiled.cache_clear()
    languages.cache_clear()


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the languages that have wordings."""
    shipped = {path.stem for path in FOLDER.glob("*.toml")}
    return tuple(sorted(shipped | set(_registered)))


def cues_of(language: str) -> Cues:
    """Return the cues of a language: those in its file, and those that were registered."""
    path = FOLDER / f"{language}.toml"
    shipped: Cues = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    extra = _registered.get(language, {})
    return {name: {**shipped.get(name, {}), **extra.get(name, {})} for name in {**shipped, **extra}}


def announced(heading: str, language: str) -> Announcement | None:
    """Return the section that a heading announces, or None. `language` is a code such as "en-us".

    In a language without wordings, those of all the others are tried.
    """
    scores = _scores(heading, language)
    scores.pop(CLOSING, None)
    if NOWHERE in scores or not scores:
        return None
    ranked = sorted(scores, key=lambda section: (-scores[section][0], scores[section][1]))
    best = ranked[0]
    score = scores[best][0]
    if score < STRONG:
        return None
    rivals = [section for section in ranked[1:] if scores[section][0] >= max(score - 1, 3)]
    return Announcement(best, score, rivals[0] if rivals else "")


def is_closing(heading: str, language: str) -> bool:
    """Whether a heading ends an article and announces no section."""
    return announced(heading, language) is None and CLOSING in _scores(heading, language)


def announced_sections(headings: Iterable[str], language: str) -> set[str]:
    """Return the sections that any of the headings announces."""
    return {found.section for it in headings if (found := announced(it, language))}


def other_language(texts: Iterable[str], language: str) -> str:
    """Return a warning where the texts are clearly not in a language ("en-us"), else ""."""
    own = base_language(language)
    if own not in FREQUENT:
        return ""
    counts = Counter(word for text in texts for word in re.findall(r"[^\W\d_]+", text.casefold()))
    scores = {code: sum(counts[w] for w in words.split()) for code, words in FREQUENT.items()}
    likely = max(scores, key=lambda code: scores[code])
    if scores[likely] < max(FEWEST, CLEARLY * scores[own]) or likely == own:
        return ""
    message = _(
        "The text reads like “%(likely)s”, but was imported as “%(language)s”: if that is wrong, "
        "import it again with --locale."
    )
    return message % {"likely": likely, "language": language}


def plain_words(text: str) -> str:
    """Return the words of a text in lower case, without accents, apostrophes and punctuation."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", re.sub("['\u2019\u02bc]", "", letters)))


def base_language(language: str) -> str:
    """Return the language of a code with a region: "en" of "en-us"."""
    return language.split("-")[0].lower()


def _scores(heading: str, language: str) -> dict[str, tuple[int, int]]:
    """Return section -> (sum of weights, place of its first cue); a sentence announces nothing."""
    words, own = plain_words(heading), base_language(language)
    if len(words.split()) > MAX_WORDS:
        return {}
    found: dict[str, tuple[int, int]] = {}
    for known in [own] if own in languages() else languages():
        for section, pattern, weight in _compiled(known):
            match = pattern.search(words)
            if match:
                score, place = found.get(section, (0, match.start()))
                found[section] = (score + weight, min(place, match.start()))
    return found


@lru_cache(maxsize=32)
def _compiled(language: str) -> tuple[tuple[str, re.Pattern[str], int], ...]:
    return tuple(
        (section, _pattern(cue), weight)
        for section, cues in cues_of(language).items()
        for cue, weight in cues.items()
    )


def _pattern(cue: str) -> re.Pattern[str]:
    r"""Compile a cue: "keep ... away|off" becomes "\bkeep(?: \w+){0,4} (?:away|off)\b"."""
    pieces = []
    for word in cue.split():
        if word == "...":
            pieces.append(r"(?: \w+){0,4}?")
            continue
        choices = "|".join(re.escape(choice).replace(r"\*", r"\w*") for choice in word.split("|"))
        pieces.append(f" (?:{choices})")
    return re.compile(rf"(?<!\w){''.join(pieces).strip()}(?!\w)")
