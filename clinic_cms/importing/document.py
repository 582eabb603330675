"""An article as it was read: a flat list of blocks, each with formatted runs of text."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

BOLD_LEVEL = 7
"""Level of a heading that is only a bold paragraph."""
TERM_LEVEL = 8
"""Level of a term of a definition list, which never opens a section."""

INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]|(?<![^\u0000-\u02ff])[\u200c\u200d]")
"""Joiners count in scripts such as Persian and Hindi, and in emoji; after Latin letters never."""
LINE_BREAK = "\n"
HEADING_WORDS = 14
"""Most words of a bold line that is taken for a heading."""


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True)
class Run:
    """Text of one format; `literal` is false for merge tags, which the article does not say."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""
    literal: bool = True


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph or a list item.

    For items: `depth` counts from 1; `opens` is true for the first of a list, which would else go
    on with the list before it. Blocks of one quotation have the same number, from 1; `is_review`
    is true in what the file marks as a review.
    """

    kind: Kind
    runs: tuple[Run, ...]
    level: int = 0
    depth: int = 0
    ordered: bool = False
    opens: bool = False
    quotation: int = 0
    is_review: bool = False

    @property
    def text(self) -> str:
        """The block's words without formatting; line breaks stay."""
        return "".join(run.text for run in self.runs)

    @property
    def line(self) -> str:
        """The block's words on one line."""
        return self.text.replace(LINE_BREAK, " ")


@dataclass(frozen=True)
class Document:
    """What a reader made of a file.

    `title` is marked as such in the file; `fallback_title` is a guess, from its name for example.
    `plain` files show headings only by their wording. `bylines` say who wrote or reviewed the
    article, and when; `notes` are footnotes and the entries of a list of references. `safety` are
    sentences below the article that tell when to get help, and `page_safety` those of the page's
    own parts, such as its footer.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    fallback_title: str = ""
    plain: bool = False
    warnings: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    safety: tuple[str, ...] = ()
    page_safety: tuple[str, ...] = ()


def with_warnings(document: Document, warnings: Iterable[str]) -> Document:
    """Return a document with further warnings, before its own."""
    return replace(document, warnings=(*warnings, *document.warnings))


def clean(text: str) -> str:
    """Return text in composed form (NFC) without invisible characters; white space stays."""
    return INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def key_of(text: str) -> str:
    """Return what two spellings of one title have in common: their words in lower case."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def normalise(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Collapse white space across runs, trim the ends, join runs of one format.

    A no-break space between two words stays: it keeps "10 mg" on one line.
    """
    cleaned = [replace(run, text=clean(run.text)) for run in runs]
    text = "".join(run.text for run in cleaned)
    pieces: list[Run] = []
    for token in re.finditer(r"\s+|\S+", text):
        if not token.group().isspace():
            pieces += cut(cleaned, *token.span())
        elif pieces and token.end() < len(text):
            gap = _gap(token.group())
            pieces.append(replace(cut(cleaned, token.start(), token.start() + 1)[0], text=gap))
    return tuple(
        replace(style, text="".join(run.text for run in group))
        for style, group in groupby(pieces, key=lambda run: replace(run, text=""))
    )


def _gap(space: str) -> str:
    """Return the white space that a run of it stands for; one no-break or thin space is kept."""
    if LINE_BREAK in space:
        return LINE_BREAK
    return space if len(space) == 1 and unicodedata.category(space) == "Zs" else " "


def cut(runs: Iterable[Run], start: int, end: int | None = None) -> tuple[Run, ...]:
    """Return the runs of the characters from `start` to `end`, formats kept."""
    kept: list[Run] = []
    position = 0
    for run in runs:
        first = max(start - position, 0)
        last = len(run.text) if end is None else max(min(end - position, len(run.text)), 0)
        if first < last:
            kept.append(replace(run, text=run.text[first:last]))
        position += len(run.text)
    return tuple(kept)


def bare(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs without any format, as headings have them; line breaks become spaces."""
    return normalise(Run(run.text.replace(LINE_BREAK, " ")) for run in runs)


def split_lines(runs: Sequence[Run]) -> list[list[Run]]:
    """Split a paragraph at empty lines, and split off bold lines that stand as headings."""
    groups: list[list[Run]] = [[]]
    for line in lines_of(runs):
        if not bare(line):
            groups.append([])
        elif is_bold_heading(line):
            groups += [line, []]
        else:
            if groups[-1]:
                groups[-1].append(Run(LINE_BREAK))
            groups[-1] += line
    return [group for group in groups if group]


def is_bold_heading(runs: Sequence[Run]) -> bool:
    """Whether a line is bold throughout and reads like a heading, not like a sentence."""
    kept = bare(runs)
    text = "".join(run.text for run in kept)
    words = [run for run in runs if run.text.strip(" .:?!\n")]
    return (
        bool(words)
        and all(run.bold and run.text for run in words)
        and len(text.split()) <= HEADING_WORDS
        and not text.endswith((".", ";", ","))
    )


def lines_of(runs: Sequence[Run]) -> list[list[Run]]:
    """Split runs at line breaks."""
    text = "".join(run.text for run in runs)
    lines = []
    start = 0
    for line in text.split(LINE_BREAK):
        lines.append(list(cut(runs, start, start + len(line))))
        start += len(line) + 1
    return lines
