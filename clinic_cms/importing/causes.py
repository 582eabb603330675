"""Finds the causes that an article lists, each with its name and what is said of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from clinic_cms.importing.document import Block, Kind, Run, cut, normalise
from clinic_cms.importing.wordings import announced, is_closing, word_count

NAME_LENGTH = 120
NAME_WORDS = 12
"""Most words of an item that is a name alone."""
LED_BY = (
    re.compile(r"(?P<name>[^\n]{3,100}?)\n\s*(?=\S)"),
    re.compile(r"(?P<name>[^:\n]{3,80}?)(?::\s+|：\s*)(?=\S)"),
    re.compile(r"(?P<name>[^\n]{3,80}?)\s+[\u2013\u2014-]\s+(?=\S)"),
    re.compile(r"(?P<name>[^.\n]{3,50})\.\s+(?=\S)"),
)
"""What stands between the name of a cause and its explanation."""
LEADING_WORDS = 6
RUN_IN_WORDS = 3
"""Most words of a name that only a full stop separates, in a paragraph: "Stress. Muscles …"."""
SEPARATORS = " \n\t:.\u2013\u2014-：。"
SPEAKS = re.compile(
    r"(?:I|You|We|He|She|It|They|This|That|There|These|Those|Yes|No|Es|Se|Il|C'est)\b"
)


@dataclass(frozen=True)
class Cause:
    """A cause: its name, and the blocks that explain it."""

    name: tuple[Run, ...]
    explanation: tuple[Block, ...] = ()


def split_causes(blocks: Sequence[Block], language: str) -> Iterator[Cause | list[Block]]:
    """Yield the parts of a section about causes: causes, and the blocks between them.

    A list is one of causes if each of its items has a name; a subheading is a cause with the text
    below it, unless it asks or announces something else.
    """
    rest: list[Block] = []
    for part in _parts(blocks):
        causes = _causes_of(part, language)
        if causes:
            if rest:
                yield rest
                rest = []
            yield from causes
        else:
            rest += part
    if rest:
        yield rest


def _parts(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield each subheading with the text below it, and lists and paragraphs above the first."""
    first = next((i for i, it in enumerate(blocks) if it.kind is Kind.HEADING), len(blocks))
    for _kind, group in groupby(blocks[:first], key=lambda block: block.kind):
        yield list(group)
    top = 0
    part: list[Block] = []
    for block in blocks[first:]:
        if block.kind is Kind.HEADING and (not top or block.level <= top):
            top = block.level
            if part:
                yield part
            part = []
        part.append(block)
    if part:
        yield part


def _causes_of(part: Sequence[Block], language: str) -> list[Cause]:
    """Return the causes of a part, none if it is another text."""
    head, *others = part
    if head.kind is Kind.HEADING:
        is_name = len(head.line) <= NAME_LENGTH and not head.line.endswith(("?", "？", "؟"))
        plain = all(block.kind is not Kind.HEADING for block in others)
        known = announced(head.line, language) or is_closing(head.line, language)
        return [Cause(head.runs, tuple(others))] if is_name and plain and not known else []
    entries = list(_entries(part))
    is_list = head.kind is Kind.ITEM
    causes = [_cause(entry, is_list=is_list) for entry in entries]
    return [it for it in causes if it] if len(entries) > 1 and all(causes) else []


def _entries(part: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield each item of a list with the items within it, or each paragraph."""
    entry: list[Block] = []
    for block in part:
        if entry and block.depth <= part[0].depth:
            yield entry
            entry = []
        entry.append(block)
    yield entry


def _cause(entry: Sequence[Block], *, is_list: bool) -> Cause | None:
    head, *within = entry
    if any(not run.literal for run in head.runs):
        # A merge tag is about the clinic, and a condition must not be cut.
        return None
    split = _split(head, is_list=is_list)
    if split is None:
        return None
    name, rest = split
    nested = tuple(replace(block, depth=block.depth - 1) for block in within)
    text = (Block(Kind.PARAGRAPH, _capitalised(rest)),) if rest else ()
    return Cause(_capitalised(name), (*text, *nested))


def _split(block: Block, *, is_list: bool) -> tuple[tuple[Run, ...], tuple[Run, ...]] | None:
    """Return the name and the rest of an item or paragraph, or None if it has no name."""
    text = block.text
    lead = _bold_lead(block.runs)
    matches = ((pattern.match(text), pattern is LED_BY[-1]) for pattern in LED_BY)
    for match, is_stop in matches if not lead else ():
        most = RUN_IN_WORDS if is_stop and not is_list else LEADING_WORDS
        if match and word_count(match["name"]) <= most and not SPEAKS.match(text):
            lead = match.end("name")
            break
    if lead:
        end = len(text) - len(text[lead:].lstrip(SEPARATORS))
        return _bare(block.runs, lead), normalise(cut(block.runs, end))
    if is_list and word_count(text) <= NAME_WORDS and len(text) <= NAME_LENGTH:
        return _bare(block.runs, len(text)), ()
    return None


def _bold_lead(runs: Sequence[Run]) -> int:
    """Return how many characters a text begins with in bold, if other text follows."""
    length = 0
    for run in runs:
        if not run.bold:
            return length if length <= NAME_LENGTH else 0
        length += len(run.text)
    return 0


def _bare(runs: Sequence[Run], end: int) -> tuple[Run, ...]:
    text = "".join(run.text for run in cut(runs, 0, end)).replace("\n", " ")
    return (Run(" ".join(text.split()).rstrip(f"{SEPARATORS};,")),)


def _capitalised(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return runs whose first letter is a capital: what was an item stands alone now."""
    if not runs:
        return ()
    first, *others = runs
    return (replace(first, text=first.text[:1].upper() + first.text[1:]), *others)
