"""Two spellings of one name compare equal: words in lower case, without accents and signs."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
)
"""Scripts without spaces, or whose particles follow a name without one: a character is a word."""
_PLANE = [chr(code) for code in range(0x10000)]
_MARKS = "".join(c for c in _PLANE if unicodedata.category(c).startswith("M"))
_SMALL = "".join(c for c in _PLANE if c.islower())
WORD = re.compile(rf"[{SINGLE}]|[^\W_{SINGLE}]+(?:[{_MARKS}]+[^\W_{SINGLE}]*)*|&")
CAPITAL = rf"(?<![\w{_MARKS}])[^\W\d_{_SMALL}]"
"""The first letter of a word if it is no small one: scripts without capitals count, too."""
LETTERS = {"đ": "d", "ł": "l", "ø": "o", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
CONJUNCTIONS = frozenset({"and", "y", "et", "und", "và", "و"})
"""Written for "&"."""


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, and where it stands in the text."""

    key: str
    start: int
    end: int


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return a word in lower case, without accents, with ASCII digits."""
    if word.isascii():
        return word.lower()
    marked = unicodedata.normalize("NFKD", word.casefold())
    letters = "".join(LETTERS.get(c, c) for c in marked if not unicodedata.combining(c))
    return "".join(str(unicodedata.decimal(c, c)) for c in letters)


def words_of(text: str) -> list[Word]:
    """Return the words of a text in composed form (NFC), "&" for each conjunction."""
    return [
        Word("&" if key in CONJUNCTIONS else key, *match.span())
        for match in WORD.finditer(text)
        if (key := fold(match.group()))
    ]


def key_of(name: str) -> str:
    """Return what all spellings of a name have in common: its folded words."""
    return " ".join(word.key for word in words_of(unicodedata.normalize("NFC", name)))
