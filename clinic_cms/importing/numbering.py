"""Numbers before headings: "1. What causes it", "Step 2: rest", "II.", "3)", "一、".

They count the headings of a file. Where the headings go to several sections, the numbers count
nothing any more.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from clinic_cms.importing.document import Block, Kind, cut

LISTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
ORDINALS: tuple[str, ...] = tuple(LISTS["ordinals"])
HAN_DIGITS = "一二三四五六七八九十"
_WORDS = "|".join(sorted(LISTS["words"], key=len, reverse=True))
_SIGN = r"(?:°\.?|[.):\]،．）：、]|\s?[\u2013\u2014-](?=\s))"
_REST = r"(?:\s+|(?<=[、．：）])|(?<=[.:)])(?=[\u3400-\u9fff]))(?=\S)"
MARKS: dict[str, re.Pattern[str]] = {
    "parts": re.compile(rf"\d{{1,2}}(?:\.\d{{1,2}})+(?:{_SIGN}{_REST}|\s+(?=[^\W\d_a-z]))"),
    "number": re.compile(rf"[(（\[#]?(?P<value>\d{{1,2}}){_SIGN}{_REST}(?=[^\d])"),
    "step": re.compile(
        rf"(?:{_WORDS})\s*(?:\#|n[o°º]\.?\s*)?(?P<value>\d{{1,2}}|[IVX]+|[^\W\d_]+)\s*{_SIGN}{_REST}"
        rf"|第(?P<han>[{HAN_DIGITS}\d]+)(?:步|部分|章|节|点)[:：、.\s]*(?=\S)",
        re.I,
    ),
    "ordinal": re.compile(rf"(?P<value>{'|'.join(ORDINALS)})\s*[:،,.\u2013-]\s*(?=\S)"),
    "han": re.compile(rf"[(（]?(?P<value>[{HAN_DIGITS}]{{1,3}})[)）、.．]\s*(?=\S)"),
    "roman": re.compile(rf"(?P<value>[IVX]{{1,5}}|[ivx]{{1,5}}){_SIGN}{_REST}"),
    "letter": re.compile(rf"(?P<value>[A-Za-z])[.)]{_REST}"),
    "bare": re.compile(r"(?P<value>\d{1,2})\s+(?=[^\W\d_])"),
}
"""The kinds of marks. The last three count only beside others: "A. fibrosis", "5 stretches"."""
WEAK = ("roman", "letter", "bare")
ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True)
class Mark:
    """A number before a heading: its kind, what it counts if that is known, and its length."""

    kind: str
    value: int
    end: int


def marks_of(line: str) -> Iterator[Mark]:
    """Yield the numbers that may stand before a heading: "V." is a letter, too."""
    for kind, pattern in MARKS.items():
        match = pattern.match(line)
        if match:
            groups = match.groupdict()
            yield Mark(
                kind, _value(kind, groups.get("value") or groups.get("han") or ""), match.end()
            )


def without_number(line: str) -> str:
    """Return a heading without a number that can be nothing else."""
    sure = next((it for it in marks_of(line) if it.kind not in WEAK), None)
    return line[sure.end :] if sure else line


def unnumbered(blocks: Sequence[Block], groups: Iterable[Sequence[Block]]) -> dict[int, Block]:
    """Return the headings whose numbers count nothing any more, by id, without their numbers.

    `blocks` are the article's in the order of the file, `groups` the lists that they are in now. A
    number stays where all that it counts from 1 on is in one list.
    """
    place = {id(block): index for index, group in enumerate(groups) for block in group}
    bare: dict[int, Block] = {}
    for run in _runs(blocks):
        homes = {place.get(id(block)) for block, _mark in run}
        is_whole = len(run) > 1 and len(homes) == 1 and None not in homes and run[0][1].value == 1
        if not is_whole:
            bare |= {id(block): _without(block, mark) for block, mark in run}
    return bare


def _runs(blocks: Sequence[Block]) -> Iterator[list[tuple[Block, Mark]]]:
    """Yield the headings that are counted together, each with its number."""
    open_runs: dict[tuple[int, str], list[tuple[Block, Mark]]] = {}
    headings = [block for block in blocks if block.kind is Kind.HEADING]
    known = {id(block): _mark(block, headings) for block in headings}
    for block in headings:
        mark = known[id(block)]
        for key in [key for key in open_runs if key[0] > block.level]:
            yield open_runs.pop(key)
        if mark is None:
            continue
        key = block.level, mark.kind
        run = open_runs.setdefault(key, [])
        if run and mark.value <= run[-1][1].value:
            yield open_runs.pop(key)
            run = open_runs.setdefault(key, [])
        run.append((block, mark))
    yield from open_runs.values()


def _mark(block: Block, headings: Sequence[Block]) -> Mark | None:
    """Return a heading's number; a weak one needs another heading of its level that goes on."""
    for mark in marks_of(block.line):
        if mark.kind not in WEAK:
            return mark
        values = [
            other.value
            for heading in headings
            if heading.level == block.level
            for other in marks_of(heading.line)
            if other.kind == mark.kind
        ]
        if 1 in values and any(two == one + 1 for one, two in pairwise(values)):
            return mark
    return None


def _without(block: Block, mark: Mark) -> Block:
    runs = cut(block.runs, mark.end)
    first, *others = runs
    return replace(
        block, runs=(replace(first, text=first.text[:1].upper() + first.text[1:]), *others)
    )


def _value(kind: str, text: str) -> int:
    if text.isdecimal():
        return int(text)
    if text in ORDINALS:
        return ORDINALS.index(text) + 1
    if kind == "letter":
        return ord(unicodedata.normalize("NFKC", text.lower())) - ord("a") + 1
    if text and all(sign in HAN_DIGITS for sign in text):
        values = [HAN_DIGITS.index(sign) + 1 for sign in text]
        return (
            sum(values) if len(values) < 2 or values[0] == 10 else values[0] * 10 + sum(values[2:])
        )
    roman = [ROMAN.get(sign, 0) for sign in text.lower()]
    if all(roman) and roman:
        return sum(-one if one < two else one for one, two in pairwise([*roman, 0]))
    return 0
