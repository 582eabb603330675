"""What a heading announces, and which text is about safety: one file of cues for each language.

A cue is one or more words, matched anywhere in a text without its accents and punctuation.
"^" is the start of the text and "$" its end, "*" stands for the rest of a word ("treat*") or for a
word, "..." for up to four words, "#" for an emergency number; "|" separates choices. In Chinese,
each character is a word.
The section with the highest sum of weights wins; of equals, the one that is named first. A weight
below zero takes back another cue's: "trigger finger" names no trigger.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from clinic_cms.formats.emergency_numbers import ALL, LONG_ENOUGH, PHONE, tells_to_call
from clinic_cms.importing.numbering import without_number

Cues = Mapping[str, Mapping[str, int]]

FOLDER = Path(__file__).parent

NOWHERE = "nowhere"
"""Cues of headings that look like a section's and are not ("Why choose us?")."""

CLOSING = "closing"
"""Cues of headings that end an article and belong to no section ("Conclusion", "FAQ")."""

SAFETY = "safety"
"""Cues of sentences that tell when and where to get help; headings have none of their own."""

SYMPTOMS = "symptoms"
HELP = "when_to_get_help"
DANGER = "danger"
"""Cues of questions that belong to safety only if their answer tells when to get help."""
HOUSES = {SYMPTOMS: "overview", "contact": HELP, DANGER: HELP}
"""Sorts of text that have no section of their own, and the section that holds them."""

MAX_WORDS = 16
STRONG = 2
CERTAIN = 4
"""Sum of weights from which a heading of any level tells when to get help."""
SAFE = 3
"""Sum of weights from which a sentence is about safety."""
EMERGENCY_NUMBERS = "|".join(sorted(it for it in ALL if len(it) >= LONG_ENOUGH))
IDEOGRAPHS = "\u3400-\u9fff"
WORD = re.compile(rf"[{IDEOGRAPHS}]|(?:(?![{IDEOGRAPHS}])[^\W_])+")

_registered: dict[str, dict[str, dict[str, int]]] = {}


@dataclass(frozen=True)
class Announcement:
    """The section that a heading announces; `also` is a second one, announced as clearly.

    `sort` is the section, or what it holds besides its own text: "symptoms", "contact".
    """

    section: str
    score: int
    also: str = ""
    sort: str = ""


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
    sorts = {sort: it for sort, it in _scores(heading, language).items() if sort != CLOSING}
    if sorts.get(HELP, (0, 0))[0] < CERTAIN and is_safety_text(heading, language):
        # "Call your midwife straight away if …"
        sorts[HELP] = (CERTAIN, 0)
    if NOWHERE in sorts or not sorts:
        return None
    scores = _by_section(sorts)
    ranked = sorted(scores, key=lambda section: (-scores[section][0], scores[section][1]))
    best = ranked[0]
    score = scores[best][0]
    if score < STRONG:
        return None
    rivals = [section for section in ranked[1:] if scores[section][0] >= max(score - 1, 3)]
    own = [sort for sort in sorts if HOUSES.get(sort, sort) == best]
    sort = max(own, key=lambda sort: (sorts[sort][0], sort == best))
    return Announcement(best, score, rivals[0] if rivals else "", sort)


def is_closing(heading: str, language: str) -> bool:
    """Whether a heading ends an article and announces no section."""
    return announced(heading, language) is None and CLOSING in _scores(heading, language)


def leads_nowhere(heading: str, language: str) -> bool:
    """Whether a heading looks like a section's and is none: "Why choose us?", "Insurance"."""
    return NOWHERE in _scores(heading, language)


def unsaid_words(heading: str, language: str) -> list[str]:
    """Return the plain words of a heading that no cue holds: "sciatica" in "Sciatica causes"."""
    words = plain_words(heading)
    said = {
        place
        for match, weight, sort in _matches(words, language)
        if sort != SAFETY and weight > 0
        for place in range(*match.span())
    }
    return [it[0] for it in re.finditer(r"\S+", words) if it.start() not in said]


def announced_sections(headings: Iterable[str], language: str) -> set[str]:
    """Return the sections that any of the headings announces."""
    return {found.section for it in headings if (found := announced(it, language))}


def is_safety_text(sentence: str, language: str, *, least: int = SAFE) -> bool:
    """Whether a sentence tells when or where to get help: "Call 911 if …", "See a doctor when …".

    `least` is the sum of weights from which it does. An emergency number that is called counts in
    every language; phone numbers do not, so that their digits are no emergency number.
    """
    words = plain_words(PHONE.sub(" ", sentence))
    found = _matches(words, language)
    score = sum(weight for _match, weight, sort in found if sort == SAFETY)
    return score >= least or tells_to_call(sentence)


def plain_words(text: str) -> str:
    """Return the words of a text in lower case, without accents, apostrophes and punctuation."""
    return " ".join(WORD.findall(_folded(text)))


def word_count(text: str) -> int:
    """Return the number of words; two Chinese characters count as one."""
    ideographs = len(re.findall(f"[{IDEOGRAPHS}]", text))
    return len(re.sub(f"[{IDEOGRAPHS}]", " ", text).split()) + (ideographs + 1) // 2


def base_language(language: str) -> str:
    """Return the language of a code with a region: "en" of "en-us"."""
    return language.split("-")[0].lower()


def _scores(heading: str, language: str) -> dict[str, tuple[int, int]]:
    """Return sort -> (sum of weights, place of its first cue); a sentence announces nothing."""
    if word_count(heading) > MAX_WORDS:
        return {}
    found: dict[str, tuple[int, int]] = {}
    for match, weight, sort in _matches(plain_words(without_number(heading)), language):
        if sort != SAFETY:
            score, place = found.get(sort, (0, match.start()))
            found[sort] = (score + weight, min(place, match.start()))
    return found


def _by_section(sorts: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Return the scores of sections, which include those of the sorts that they hold."""
    sections: dict[str, tuple[int, int]] = {}
    for sort, (weight, first) in sorts.items():
        score, place = sections.get(HOUSES.get(sort, sort), (0, first))
        sections[HOUSES.get(sort, sort)] = (score + weight, min(place, first))
    return sections


def _matches(words: str, language: str) -> Iterator[tuple[re.Match[str], int, str]]:
    """Yield (match, weight, sort) for each cue that a text has, once."""
    own = base_language(language)
    for known in [own] if own in languages() else languages():
        for sort, pattern, weight in _compiled(known):
            match = pattern.search(words)
            if match:
                yield match, weight, sort


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
    starts, ends = cue.startswith("^"), cue.endswith("$")
    for word in cue.strip("^$").split():
        if word == "...":
            pieces.append(r"(?: \w+){0,4}?")
            continue
        choices = EMERGENCY_NUMBERS if word == "#" else "|".join(map(_choice, word.split("|")))
        pieces.append(f" (?:{choices})")
    first = "^" if starts else r"(?<!\w)"
    last = "$" if ends else r"(?!\w)"
    return re.compile(f"{first}{''.join(pieces).strip()}{last}")


def _choice(choice: str) -> str:
    """Return the pattern of one word of a cue; characters of Chinese become words."""
    spaced = re.sub(rf"(?<=[{IDEOGRAPHS}])(?=[{IDEOGRAPHS}])", " ", _folded(choice))
    return re.escape(spaced).replace(r"\*", r"\w*")


def _folded(text: str) -> str:
    """Return a text in lower case, without accents and apostrophes."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub("['\u2019\u02bc]", "", letters)
