"""Marks that people type before the items of a list: "•", "-", "a)", "(1)", "ii.", "✓".

One mark alone may be anything ("A. Smith"); marks in a row that count from the first are a list.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clinic_cms.importing.document import Block, Kind, Run, cut, normalise

SURE = "•▪◦‣⁃∙●○■□◆◇►▶▸▹➢➤➔✓✔✗✘☐☑☒❖✦"
"""Signs that stand before nothing but an item, with a space after them or not."""
UNSURE = "-*+·–—→⇒»Ø§o"
"""Signs and letters that stand before an item if they stand alone."""
BULLET = re.compile(rf"(?:(?P<sure>[{SURE}\uf000-\uf0ff])\s*|(?P<unsure>[{UNSURE}])\s+)(?=\S)")
COUNT = re.compile(r"(?P<open>\()?(?P<count>\d{1,2}|[^\W\d_]|[ivxIVX]{2,5})[.)]\s+(?=\S)")
MARK = re.compile(r"[(（]?(?:\d+|[^\W\d_]|[ivxlcIVXLC]+)(?:\.\d+)*[.)、）]+|[\u2460-\u24ff]")
WIDE_GAP = re.compile(r"o(?:\s{2}|\t)")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
RANKS = {"◦": 2, "○": 2, "o": 2, "▪": 3, "■": 3, "§": 3}
"""How deep a word processor uses a sign, from the second level on."""
SAME_INDENT = 1
"""Columns by which the marks of one list differ: " 9." and "10."."""

Style = tuple[str, ...]


@dataclass(frozen=True)
class Mark:
    """What may be a mark at the start of a line.

    `end` is where the item's text begins; `values` maps each style in which the mark may count to
    its value there, and is empty for a bullet.
    """

    end: int
    text: str
    values: tuple[tuple[Style, int], ...] = ()
    sure: bool = False

    @property
    def rank(self) -> int:
        """How deep a bullet of this sign lies among the bullets around it."""
        return RANKS.get(self.text, 1)


@dataclass(frozen=True)
class Place:
    """The place of an item in its lists; `end` is where its text begins.

    `opens` is true for the first item of a list.
    """

    end: int
    depth: int
    ordered: bool
    opens: bool

    def item(self, runs: Sequence[Run]) -> Block:
        """Return the item of a line without its mark."""
        kept = normalise(cut(runs, self.end))
        return Block(Kind.ITEM, kept, 0, self.depth, self.ordered, self.opens)


def counts(mark: str) -> bool:
    """Whether the mark of a word processor counts: "1.", "a)", "(iv)", "①"."""
    return bool(MARK.fullmatch(mark))


def mark_of(line: str) -> Mark | None:
    """Return what may be a mark at the start of a line without indentation."""
    bullet = BULLET.match(line)
    if bullet:
        text = bullet["sure"] or bullet["unsure"]
        sure = bool(bullet["sure"]) or text in "-*·"
        if text == "o" and not WIDE_GAP.match(line):
            return None
        return Mark(bullet.end(), text, sure=sure or text == "o")
    count = COUNT.match(line)
    if count is None:
        return None
    values = tuple(_values(count["count"], "(" if count["open"] else ""))
    return Mark(count.end(), count["count"], values) if values else None


def _values(count: str, opening: str) -> Iterable[tuple[Style, int]]:
    if count.isdigit():
        yield (opening, "number"), int(count)
        return
    case = "upper" if count.isupper() else "lower"
    if count.lower() in ROMAN:
        yield (opening, "roman", case), ROMAN.index(count.lower()) + 1
    if len(count) == 1:
        for first in "aAаАαΑ":
            if 0 <= ord(count) - ord(first) < 26:
                yield (opening, first), ord(count) - ord(first) + 1


def in_rows(marks: Sequence[Mark | None]) -> dict[int, tuple[Style, int]]:
    """Return the style and the value of each mark that counts on from the first in its style."""
    rows: dict[Style, list[int]] = {}
    found: dict[int, tuple[Style, int]] = {}

    def close(style: Style) -> None:
        row = rows.pop(style, [])
        if len(row) > 1:
            found.update({index: (style, place + 1) for place, index in enumerate(row)})

    for index, mark in enumerate(marks):
        for style, value in mark.values if mark else ():
            if value == 1:
                close(style)
                rows[style] = [index]
            elif value == len(rows.get(style, ())) + 1:
                rows[style].append(index)
    for style in [*rows]:
        close(style)
    return found


def item_lines(lines: Sequence[str]) -> set[int]:
    """Return the indexes of lines that begin an item, in a text whose items go on over lines."""
    marks = [mark_of(line) for line in lines]
    counted = in_rows(marks)
    signs = Counter(mark.text for mark in marks if mark and not mark.values)
    return {
        index
        for index, mark in enumerate(marks)
        if mark and (mark.sure or index in counted or signs[mark.text] > 1)
    }


def places(lines: Sequence[str], indents: Sequence[int]) -> dict[int, Place]:
    """Return the places of the lines that are items, by their index.

    `lines` come without indentation. Items of one list follow each other; a bullet that may be
    something else ("– Jane") needs another beside it.
    """
    marks = [mark_of(line) for line in lines]
    found: dict[int, Place] = {}
    start = 0
    for end in range(len(lines) + 1):
        if end == len(lines) or marks[end] is None:
            _place(range(start, end), marks, indents, found)
            start = end + 1
    return found


def _place(
    group: range, marks: Sequence[Mark | None], indents: Sequence[int], found: dict[int, Place]
) -> None:
    """Place the items of a group of lines with marks; a line that is none splits the group."""
    known = {i: mark for i in group if (mark := marks[i])}
    rows = {group[place]: row for place, row in in_rows([known.get(i) for i in group]).items()}
    bullets = {i for i, mark in known.items() if not mark.values}
    kept = rows.keys() | {
        i for i in bullets if known[i].sure or any(near in bullets for near in (i - 1, i + 1))
    }
    start = group.start
    for end in [*(i for i in group if i not in kept), group.stop]:
        part = range(start, end)
        start = end + 1
        if len(part) == len(group):
            found.update(_nested(part, known, rows, indents))
        elif part:
            _place(part, marks, indents, found)


def _nested(
    group: range,
    marks: dict[int, Mark],
    rows: dict[int, tuple[Style, int]],
    indents: Sequence[int],
) -> dict[int, Place]:
    """Give each item a depth: by its indentation, or as a list within one that goes on later."""
    styles: dict[int, Style] = {
        i: rows[i][0] if i in rows else ("bullet", str(marks[i].rank)) for i in group
    }
    stack: list[tuple[Style, int]] = []
    found: dict[int, Place] = {}
    for i in group:
        style, indent = styles[i], indents[i]
        while stack and indent < stack[-1][1] - SAME_INDENT:
            stack.pop()
        same = [
            place
            for place, (known, column) in enumerate(stack)
            if known == style and abs(column - indent) <= SAME_INDENT
        ]
        outer, column = stack[-1] if stack else ((), indent)
        if same:
            del stack[same[-1] + 1 :]
        elif stack and indent <= column + SAME_INDENT and not _opens(i, group, styles, outer):
            stack[-1] = (style, indent)
        else:
            stack.append((style, indent))
        found[i] = Place(marks[i].end, len(stack), i in rows, _begins(rows.get(i), same))
    return found


def _begins(row: tuple[Style, int] | None, same: Sequence[int]) -> bool:
    """Whether an item is the first of its list."""
    return row[1] == 1 if row else not same


def _opens(index: int, group: range, styles: dict[int, Style], outer: Style) -> bool:
    """Whether an item of another style opens a list within the outer one."""
    deeper = outer[0] == styles[index][0] == "bullet" and styles[index] > outer
    return deeper or outer in (styles[later] for later in range(index + 1, group.stop))
