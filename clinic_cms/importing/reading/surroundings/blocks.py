"""The same for an article that was read as blocks: HTML, Markdown and Word files."""

from collections.abc import Sequence
from dataclasses import replace

from clinic_cms.formats.sentences import sentences_of
from clinic_cms.importing.document import Block, Document, Kind, Run, cut, lines_of, normalise
from clinic_cms.importing.reading.left_out import left_out_warnings
from clinic_cms.importing.reading.surroundings import (
    LEFT_OUT,
    Line,
    Surroundings,
    surroundings_of,
    told_apart,
)
from clinic_cms.importing.reading.surroundings.trailing import LAST_PARAGRAPHS, disclaims


def without_surroundings(
    blocks: Sequence[Block], language: str
) -> tuple[list[Block], Surroundings]:
    """Return the blocks of the article, and what stood around it."""
    lines: list[Line] = []
    places: list[list[tuple[int, list[Run]]]] = []
    for block in blocks:
        is_heading = block.kind is Kind.HEADING
        parts = lines_of(block.runs)
        places.append([(len(lines) + offset, part) for offset, part in enumerate(parts)])
        is_item = block.kind is Kind.ITEM
        lines += [Line("".join(run.text for run in part), is_heading, is_item) for part in parts]
        lines.append(Line(""))
    around = surroundings_of(lines, language)
    kept = [
        _with_lines(block, [part for index, part in place if index not in around.lines])
        if around.lines.intersection(index for index, _part in place)
        else block
        for block, place in zip(blocks, places, strict=True)
    ]
    return [block for block in kept if block.runs], around


def without_disclaimers(document: Document, language: str) -> Document:
    """Cut disclaimers off that share one of the last paragraphs with other sentences."""
    blocks, left_out = [*document.blocks], list[tuple[str, str]]()
    for index, block in [*enumerate(blocks)][-LAST_PARAGRAPHS:]:
        spans = [*sentences_of(block.text)] if block.kind is Kind.PARAGRAPH else []
        texts = [block.text[start:end] for start, end in spans]
        first = next((place for place, text in enumerate(texts) if place and disclaims(text)), None)
        if first is None:
            continue
        told, others = told_apart("".join(texts[first:]).strip(), language)
        runs = cut(block.runs, 0, spans[first][0])
        safety = [Run(" ".join(told))]
        blocks[index] = replace(block, runs=normalise([*runs, *safety]))
        left_out.append((LEFT_OUT, others))
    warnings = left_out_warnings(left_out)
    return replace(document, blocks=tuple(blocks), warnings=(*document.warnings, *warnings))


def _with_lines(block: Block, lines: Sequence[Sequence[Run]]) -> Block:
    runs: list[Run] = []
    for line in lines:
        runs += [*([Run("\n")] if runs else []), *line]
    return replace(block, runs=normalise(runs))
