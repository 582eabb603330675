"""The same for an article that was read as blocks: HTML, Markdown and Word files."""

from collections.abc import Sequence
from dataclasses import replace

from clinic_cms.importing.document import Block, Kind, Run, lines_of, normalise
from clinic_cms.importing.reading.surroundings import Line, Surroundings, surroundings_of


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
        lines += [Line("".join(run.text for run in part), is_heading) for part in parts]
        lines.append(Line(""))
    around = surroundings_of(lines, language)
    kept = [
        _with_lines(block, [part for index, part in place if index not in around.lines])
        if around.lines.intersection(index for index, _part in place)
        else block
        for block, place in zip(blocks, places, strict=True)
    ]
    return [block for block in kept if block.runs], around


def _with_lines(block: Block, lines: Sequence[Sequence[Run]]) -> Block:
    runs: list[Run] = []
    for line in lines:
        runs += [*([Run("\n")] if runs else []), *line]
    return replace(block, runs=normalise(runs))
