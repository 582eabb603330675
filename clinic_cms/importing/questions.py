"""Questions with their answers: "Q: What is it?", "A: A flat spot …".

The labels are no part of either, and hide what a heading announces.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from clinic_cms.importing.document import BOLD_LEVEL, Block, Kind, Run, bare, cut, normalise
from clinic_cms.importing.wordings import word_count

LABELS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
MARKS = ("?", "？", "؟")
QUESTION_WORDS = 25
FEWEST = 2


def _label(kind: str) -> str:
    longest = sorted(LABELS[kind], key=len, reverse=True)
    words = "|".join(map(re.escape, longest))
    return rf"(?:{words})\s?(?:\#?\d{{1,2}}\s?)?(?:[.:)\]：、．]|\s[\u2013—-](?=\s))\s*(?=\S)"


QUESTION = re.compile(rf"{_label('question')}(?P<asked>[^?？؟]+[?？؟])[\"”»]?\s*", re.I)
ANSWER = re.compile(_label("answer"), re.I)


def without_labels(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with each labelled question as a heading, and no label before an answer.

    A single question counts only if its answer is labelled, too; labelled answers alone count if
    each of several is below a question.
    """
    asked = [index for index, block in enumerate(blocks) if QUESTION.match(block.text)]
    answered = any(_answer_label(blocks, index) for index in asked)
    below = sum(
        _asks(block) and bool(ANSWER.match(after.text)) for block, after in pairwise(blocks)
    )
    if len(asked) < FEWEST and not answered and below < FEWEST:
        return [*blocks]
    return [
        part
        for index, block in enumerate(blocks)
        for part in _parts(block, blocks[index - 1] if index else None)
    ]


def _answer_label(blocks: Sequence[Block], index: int) -> bool:
    """Whether a labelled answer follows a question, in its own block or the next one."""
    match = QUESTION.match(blocks[index].text)
    rest = blocks[index].text[match.end() :] if match else ""
    after = blocks[index + 1].text if index + 1 < len(blocks) else ""
    return bool(ANSWER.match(rest or after))


def _parts(block: Block, before: Block | None) -> Iterator[Block]:
    """Yield what a block becomes: itself, or the question and the answer that it holds."""
    match = QUESTION.match(block.text)
    if match is None:
        yield _answer(block) if before is not None and _asks(before) else block
        return
    end = match.end("asked")
    is_heading = block.kind is Kind.HEADING
    if block.kind is Kind.ITEM or word_count(match["asked"]) > QUESTION_WORDS:
        yield replace(block, runs=normalise(cut(block.runs, match.start("asked"))))
    elif is_heading:
        yield replace(block, runs=bare(cut(block.runs, match.start("asked"))))
    else:
        yield Block(Kind.HEADING, bare(cut(block.runs, match.start("asked"), end)), BOLD_LEVEL)
        rest: tuple[Run, ...] = normalise(cut(block.runs, match.end()))
        if rest:
            yield _answer(replace(block, runs=rest))


def _asks(block: Block) -> bool:
    return block.line.rstrip().endswith(MARKS)


def _answer(block: Block) -> Block:
    label = ANSWER.match(block.text)
    return replace(block, runs=normalise(cut(block.runs, label.end()))) if label else block
