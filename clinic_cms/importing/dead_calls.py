"""Calls to action whose link is gone: "Book now »", "Click here to schedule."."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from clinic_cms.formats.sentences import sentences_of
from clinic_cms.importing.document import Block, Document, Kind, Run, cut, normalise
from clinic_cms.importing.reading.shown import BUTTON
from clinic_cms.importing.wordings import announced, plain_words, word_count

CUES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
ENDED = re.compile(r"[.!?。！？؟]\s*$")
DEAD = gettext_noop("“%(text)s” leads nowhere, as its link is missing. Write a call to action.")
BODY_WORDS = 7
WORDS_AFTER, WORDS_OF_A_SENTENCE = 4, 2
"""Most words behind "Book now", and behind "Book now" in what ends like a sentence."""


def _cues(name: str) -> str:
    cues = (plain_words(cue) for cues in CUES[name].values() for cue in cues)
    return "|".join(map(re.escape, sorted(cues, key=len, reverse=True)))


def _opening(cue: str) -> str:
    """Return the first word of a call, in Chinese the first two characters."""
    first, second, *_ = [*cue.split(), "", ""]
    return first if len(first) > 1 else f"{first} {second}".strip()


_OPENINGS = {_opening(plain_words(cue)) for cues in CUES["labels"].values() for cue in cues}
OPENS = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(_OPENINGS)))})(?!\S)")
STOPS = (".", "?", "。", "؟", "？")
LABEL = re.compile(rf"(?:{_cues('labels')})(?!\S)")
CLICK = re.compile(rf"(?<!\S)(?:{_cues('clicks')})(?!\S)")


BOOKS = re.compile(
    r"book|appointment|schedul|contact|request|cita|reserv|rendez-?vous|rdv|dat-?(?:lich|hen)", re.I
)
"""In the path of a URL: a link to it asks for a visit."""
CALL_WORDS = 6


def is_call_alone(block: Block, href: str) -> bool:
    """Whether a block is the text of one link, and that calls to act: "Book with Ann online".

    Without its link, such a button says nothing.
    """
    runs = [run for run in block.runs if run.text.strip()]
    if block.kind is not Kind.PARAGRAPH or {run.href for run in runs} != {href}:
        return False
    words = plain_words(block.line)
    is_short = word_count(block.line) <= CALL_WORDS and not block.line.rstrip().endswith(STOPS)
    return is_short and bool(OPENS.match(words) or BOOKS.search(href.partition("//")[2]))


def without_dead_calls(document: Document, language: str) -> Document:
    """Leave out calls to action without a link or number, and report them.

    Where one is only a part of a sentence, the sentence stays and is reported.
    """
    warnings: list[str] = []
    blocks = []
    for block, after in zip(document.blocks, [*document.blocks[1:], None], strict=False):
        heads = document.plain and _may_head(block, after, language)
        kept = block if heads else _kept(block, warnings)
        blocks += [kept] if kept.runs else []
    if not warnings:
        return document
    return replace(
        document, blocks=tuple(blocks), warnings=(*document.warnings, *dict.fromkeys(warnings))
    )


def _may_head(block: Block, after: Block | None, language: str) -> bool:
    """Whether a line may be the heading of the text below it: "Contact us"."""
    is_followed = after is not None and word_count(after.line) >= BODY_WORDS
    announces = announced(block.line, language) is not None
    return is_followed and announces and block.line.rstrip()[-1:].isalpha()


def _kept(block: Block, warnings: list[str]) -> Block:
    """Return a block without its dead calls, and note them."""
    if block.kind is Kind.HEADING or any(run.href for run in block.runs):
        return block
    if _is_label(block.line):
        warnings.append(_(BUTTON) % {"text": block.line.strip()})
        return replace(block, runs=())
    spans = [*_sentences(block.text)]
    dead = [text for text, _start, _end in spans if CLICK.search(plain_words(text))]
    if not dead:
        return block
    gone = [span for span in spans if CLICK.match(plain_words(span[0]))]
    warnings += [_(BUTTON) % {"text": text} for text, _start, _end in gone]
    opened = {text for text, _start, _end in gone}
    warnings += [_(DEAD) % {"text": text} for text in dead if text not in opened]
    runs: list[Run] = []
    position = 0
    for _text, start, end in gone:
        runs += cut(block.runs, position, start)
        position = end
    return replace(block, runs=normalise([*runs, *cut(block.runs, position)]))


def _sentences(text: str) -> Iterator[tuple[str, int, int]]:
    for start, end in sentences_of(text):
        yield " ".join(text[start:end].split()), start, end


def _is_label(text: str) -> bool:
    """Whether a block is the text of a button: a call, and little else."""
    words = plain_words(text)
    label = LABEL.match(words)
    if label is None or any(character.isdigit() for character in text):
        return False
    most = WORDS_OF_A_SENTENCE if ENDED.search(text) else WORDS_AFTER
    return len(words[label.end() :].split()) <= most
