"""Lines within one paragraph of HTML: where they stand for paragraphs of their own."""

from clinic_cms.importing.document import LINE_BREAK, Run, bare, cut

HEADING_WORDS = 14


def split_lines(runs: list[Run]) -> list[list[Run]]:
    """Split a paragraph at empty lines, and take off bold lines that stand as headings."""
    groups: list[list[Run]] = [[]]
    for line in _lines(runs):
        if not bare(line):
            groups.append([])
        elif is_bold_heading(line):
            groups += [line, []]
        else:
            if groups[-1]:
                groups[-1].append(Run(LINE_BREAK))
            groups[-1] += line
    return [group for group in groups if group]


def is_bold_heading(runs: list[Run] | tuple[Run, ...]) -> bool:
    """Whether a line is bold throughout and reads like a heading, not like a sentence."""
    kept = bare(runs)
    text = "".join(run.text for run in kept)
    words = [run for run in runs if run.text.strip(" .:?!\n")]
    return (
        bool(words)
        and all(run.bold and run.text for run in words)
        and len(text.split()) <= HEADING_WORDS
        and not text.endswith((".", ";", ",", "…"))
    )


def _lines(runs: list[Run]) -> list[list[Run]]:
    text = "".join(run.text for run in runs)
    lines = []
    start = 0
    for line in text.split(LINE_BREAK):
        lines.append(list(cut(runs, start, start + len(line))))
        start += len(line) + 1
    return lines
