"""Lines of a file, and the cues that show which of them stand around the article."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from clinic_cms.importing.wordings import plain_words

CUES: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(
    (Path(__file__).parent / "cues.toml").read_text(encoding="utf-8")
)
COLON = re.compile(r"\s*[:：]\s*")


@dataclass(frozen=True)
class Line:
    """A line of text, "" between two paragraphs.

    `heading` and `item` are true where the file marks a heading or an item of a list.
    """

    text: str
    heading: bool = False
    item: bool = False

    @property
    def words(self) -> str:
        """The words in lower case, without accents and punctuation."""
        return plain_words(self.text)


@cache
def cues(group: str, name: str) -> frozenset[str]:
    """Return cues as `plain_words` writes them."""
    return frozenset(plain_words(cue) for cue in CUES[group][name])


@cache
def starting(group: str, name: str) -> re.Pattern[str]:
    """Return the pattern of plain words that begin with one of the cues."""
    longest = sorted(cues(group, name), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest))})(?= |$)")


@cache
def holding(group: str, name: str) -> re.Pattern[str]:
    """Return the pattern of plain words that hold one of the cues."""
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, cues(group, name)))})(?!\S)")


def label_of(text: str) -> tuple[str, str]:
    """Return the plain words before a line's first colon and the text after it; "" for none."""
    before, *after = COLON.split(text, maxsplit=1)
    return (plain_words(before), after[0]) if after else ("", "")


def filled(lines: Sequence[Line], indexes: Iterable[int]) -> Iterator[int]:
    """Yield the indexes of the lines that have text."""
    return (index for index in indexes if lines[index].text.strip())


def paragraphs(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the texts between empty lines."""
    for has_text, group in groupby(lines, key=lambda line: bool(line.text.strip())):
        if has_text:
            yield text_of(group)


def text_of(lines: Iterable[Line]) -> str:
    """Return lines as one text."""
    return " ".join(line.text.strip() for line in lines if line.text.strip())
