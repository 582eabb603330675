"""Remarks of an editor on an unfinished text: "DRAFT v3 – Will to check before it goes live"."""

import re
from collections.abc import Iterator, Sequence

from clinic_cms.importing.reading.surroundings.lines import Line, cues, filled
from clinic_cms.importing.wordings import plain_words, word_count

AT_TOP, AT_END = 8, 4
"""How many lines from the start and the end are looked at."""
LONGEST = 30
BRACKETS = "*_()[]{}<> "
PARTED = re.compile(r"\s*(?:[:：،,，、;；|(\[!.。]|\s[\u2013\u2014-]\s)\s*")
VERSION = re.compile(r"\s+(?:v|ver|version|versión|nr|no|n[º°])?\.?\s?\d[\d.]*$", re.I)


def remark_lines(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the indexes of remarks at the top and at the end.

    The first line may be the title: it is a remark only if it says nothing else.
    """
    full = [*filled(lines, range(len(lines)))]
    for place, index in enumerate(full):
        if place < AT_TOP or place >= len(full) - AT_END:
            head, rest = _parts(lines[index].text)
            if plain_words(head) in cues("remark", "draft") and (place or not rest):
                yield index


def is_remark(text: str) -> bool:
    """Whether a sentence among bylines is an editor's: "For the blog, to be published in May."."""
    head, _rest = _parts(text)
    return plain_words(head) in cues("remark", "draft")


def _parts(text: str) -> tuple[str, str]:
    """Return the words before the first sign without a version, and the rest of a line."""
    text = text.strip(BRACKETS)
    if word_count(text) > LONGEST:
        return "", text
    head, *rest = PARTED.split(text, maxsplit=1)
    return VERSION.sub("", head), "".join(rest)
