"""Where the sentences of a text end, in every script that the interface has."""

import re
from collections.abc import Iterable, Iterator

from clinic_cms.formats.person_names import ends_in_short_form

END = re.compile(
    r"(?:[.!?…؟۔]+[\"”’'»)\]]*(?:\s+|$)|[。！？]+[\"”’）」』]*\s*|\n+)",
)
BEFORE_NUMBER = re.compile(
    r"(?:\S\s|[(\[/])(?:nos?|nrs?|num|núms?|n[°º]|pp|págs?|ext|tel|tél)\.\s+$", re.IGNORECASE
)
"""What stands within a sentence before a number, and ends none."""
ENDS_IN_LINE = re.compile(r"\.\s*$|[.!?…][\"”’)\]]*\s+(?=\S)")
LONG_WORD = 4
"""Letters from which a word has a capital in a heading in title case."""


def sentences_of(
    text: str, *, unbroken: Iterable[tuple[int, int]] = ()
) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences of a text, each with the white space after it.

    None ends within one of the spans `unbroken`, or after a short form such as "Dr." or "no. 12",
    unless the line ends there, too.
    """
    spans = list(unbroken)
    start = 0
    for match in END.finditer(text):
        is_inside = any(first < match.end() - 1 < last for first, last in spans)
        is_end = "\n" in match.group() or not _goes_on(text, start, match.end())
        if not is_inside and is_end:
            yield start, match.end()
            start = match.end()
    if start < len(text):
        yield start, len(text)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a sentence goes on after a full stop that belongs to a short form."""
    is_number = text[end : end + 1].isdecimal() and bool(BEFORE_NUMBER.search(text[start:end]))
    return is_number or ends_in_short_form(text[start:end])


def bare_sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences of a text without the white space around them."""
    for start, end in sentences_of(text):
        passage = text[start:end]
        if passage.strip():
            yield start + len(passage) - len(passage.lstrip()), start + len(passage.rstrip())


def is_title_case(text: str, position: int) -> bool:
    """Whether the long words of the line at a position have capitals: no capital shows a name."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    line = text[start : end if end >= 0 else None]
    if line.isupper():
        return True
    if any(not ends_in_short_form(line[: end.end()]) for end in ENDS_IN_LINE.finditer(line)):
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) >= LONG_WORD]
    capitals = sum(1 for word in words if word[0].isupper())
    return len(words) > 1 and capitals * 4 >= len(words) * 3
