"""The result of a search for facts, and the building blocks of its patterns."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from clinic_cms.formats.person_names import ends_in_short_form

UNSPACED = "\u3040-\u30ff\u3400-\u9fff"
"""Characters of Chinese and Japanese, which put no space between words."""
START = rf"(?<![^\W{UNSPACED}])(?<!@)(?<![A-Z][a-z]-)"
END = rf"(?![^\W{UNSPACED}])(?!@)(?!-[A-Z])"
APOSTROPHE = "['\u2019\u02bc\u2018]"
SHORT = 4
"""Capitals of so many letters at most may be the fact's own: "DC", "USA"."""
IN_OWN_CASE = frozenset({"doctor.credentials"})
"""Variables whose capitals are never those of a heading: "DC", "MChiro"."""
HYPHEN = "[-\u2010\u2011\u2013]"
SMALL_WORDS = 4
AND = r"(?:and|und|et|e|y|&)"
CONJUNCTIONS = {"&", "and", "y", "und", "et"}
CAPITALISED = r"(?:(?:St|Mt|Ft|Pt)\.\s)?[A-ZÀ-Þ][\w'\u2019-]*"
"""A word of a name: "Dixon", "St. Helena"."""
ADDRESSES = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))

SENTENCE_END = re.compile(r"[.!?:…][\"”\u2019')\]]*\s+[\"“\u2018'(\[¿¡]*$|\n\s*$")


@dataclass(frozen=True)
class Find:
    """One fact in a text: its position, and the variables that print it.

    `note` warns about a difference between the text and the fact; `filters` follow the variables in
    the tags, by default those that keep the case of the text. `liquid` is written instead of them.
    """

    start: int
    end: int
    variables: tuple[str, ...]
    text: str
    note: str = ""
    filters: str = ""
    liquid: str = ""

    @classmethod
    def of(
        cls,
        match: re.Match[str],
        *variables: str,
        group: int | str = 0,
        note: str = "",
        liquid: str = "",
    ) -> "Find":
        """Return the find for a match, or for a named group of it."""
        return cls(*match.span(group), variables, match[group], note, liquid=liquid)

    @property
    def tags(self) -> str:
        """The merge tags, in the case of the text."""
        if self.liquid:
            return self.liquid
        in_own_case = IN_OWN_CASE.issuperset(self.variables)
        filters = self.filters or ("" if in_own_case else _case_filter(self.text))
        return " ".join(f"{{{{ {name}{filters} }}}}" for name in self.variables)

    @property
    def shown(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())


def _case_filter(text: str) -> str:
    letters = [character for character in text if character.isalpha()]
    is_word = len(letters) > SHORT
    return " | upcase" if is_word and all(c.isupper() for c in letters) else ""


def find_all(pattern: str, text: str, variable: str, group: int | str = 0) -> Iterator[Find]:
    """Yield a find for each match of a pattern, or for a named group of it."""
    for match in re.finditer(pattern, text):
        yield Find.of(match, variable, group=group)


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any one of the words, the longest that fits."""
    return rf"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"


def words_of(words: Iterable[str]) -> str:
    """Return a pattern for any one of the words; "*" stands for the rest of a word."""
    ordered = sorted(set(words), key=len, reverse=True)
    choices = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in ordered)
    return rf"{START}(?:{choices}){END}"


def literal(fact: str) -> str:
    """Return a pattern for a fact: any white space, apostrophe and "and", any accents or none."""
    return r"\s+".join(_word(word) for word in fact.split())


def any_case(fact: str) -> str:
    """Return a pattern for a fact as it is written, or in capitals."""
    upper = literal(fact.upper())
    return literal(fact) if fact == fact.upper() else f"(?:{literal(fact)}|{upper})"


def _word(word: str) -> str:
    if word.lower() in CONJUNCTIONS:
        return f"(?:{AND}|AND|Y)"
    return "".join(_character(c) for c in unicodedata.normalize("NFC", word))


def _without_accent(character: str) -> str:
    return {"đ": "d", "Đ": "D"}.get(character, unicodedata.normalize("NFD", character)[0])


def _accented() -> dict[str, str]:
    forms: dict[str, str] = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = _without_accent(chr(code))
        if base.isascii() and base.isalpha():
            forms[base] = forms.get(base, "") + chr(code)
    return forms


ACCENTED = _accented()
"""By letter, all its accented forms: a text drops accents, and a clinic's facts do."""


def _character(character: str) -> str:
    if character in "'\u2019\u02bc\u2018":
        return APOSTROPHE
    if character in "-\u2010\u2011\u2013":
        return HYPHEN
    base = _without_accent(character)
    accented = ACCENTED.get(base, "")
    return f"[{base}{accented}]" if accented else re.escape(character)


def starts_sentence(text: str, position: int) -> bool:
    """Whether a position is the start of a text or of a sentence in it."""
    before = text[:position]
    if not before.strip(" \n\"“\u2018'([¿¡\u2013—-"):
        return True
    end = SENTENCE_END.search(before)
    return bool(end) and not ends_in_short_form(before)


def is_elided(text: str, position: int) -> bool:
    """Whether a word shortened for a vowel stands right before a position: "d'", "dell'"."""
    return (
        text[position - 1 : position] in {"'", "\u2019"}
        and text[position - 2 : position - 1].isalpha()
    )


FILLED = "\0"
"""Stands for each letter of a find in a text."""


def blanked(text: str, finds: Iterable[Find], sign: str = FILLED) -> str:
    """Return a text of the same length with its finds blanked out."""
    for find in finds:
        text = text[: find.start] + sign * (find.end - find.start) + text[find.end :]
    return text


def longest_first(finds: Iterable[Find], taken: Iterable[tuple[int, int]]) -> list[Find]:
    """Return finds that overlap neither each other nor the taken spans, in order of position."""
    spans = list(taken)
    kept: list[Find] = []
    for find in sorted(finds, key=lambda find: (find.start - find.end, find.start)):
        if all(find.end <= start or end <= find.start for start, end in spans):
            kept.append(find)
            spans.append((find.start, find.end))
    return sorted(kept, key=lambda find: find.start)


def passage_around(text: str, start: int, end: int, *, width: int) -> str:
    """Return a part of a text on one line, with whole words for `width` characters around it."""
    first = text.rfind(" ", 0, max(start - width, 0)) + 1
    last = text.find(" ", end + width)
    return " ".join(text[first : last if last > 0 else None].split())


def is_title_case(text: str) -> bool:
    """Whether most long words of a heading have a capital, so that a capital shows no name."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) >= SMALL_WORDS]
    capitals = sum(1 for word in words if word[0].isupper())
    return len(words) > 1 and capitals * 4 >= len(words) * 3
