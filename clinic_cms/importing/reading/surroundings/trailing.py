"""What follows an article on its page: about the author, disclaimers, tags, contacts, copyright."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clinic_cms.importing.reading.surroundings.lines import (
    Line,
    cues,
    filled,
    holding,
    label_of,
    text_of,
)
from clinic_cms.importing.wordings import announced, word_count

RIGHTS = re.compile(r"\s*(?:©|\(c\)\s*\d|copyright\b)", re.I)
PHONE = re.compile(r"\+?\(?\d[\d\s().\u2013-]{5,}\d")
ADDRESS = re.compile(r"\S@\S+\.\w|\b(?:https?://|www\.)\S+", re.I)
PARTED = re.compile(r"\s*[|·•]\s*")
ENDED = re.compile(r"[.!?:…。！？؟][\"”\u2019')\]]*$")
RIGHTS_WORDS, LINE_WORDS = 30, 12
BLURB_WORDS = 160
"""Most words below a heading of something else; more may be the article after all."""
BEFORE = 0.4
"""The share of an article that comes before anything that may follow it."""
LAST_PARAGRAPHS = 4
NAMES_SCORE = 2
"""How much the name of a clinic may announce: "Kosak Chiropractic" is no section."""


@dataclass(frozen=True)
class Part:
    """Lines that are no part of the article; `author` is true where they are about its author."""

    lines: range
    author: bool = False


def trailing_parts(lines: Sequence[Line], language: str) -> Iterator[Part]:
    """Yield the parts at the end of an article that belong to its page."""
    full = [*filled(lines, range(len(lines)))]
    taken = -1
    for place, index in enumerate(full):
        if index <= taken or place < BEFORE * len(full):
            continue
        is_late = place >= len(full) - LAST_PARAGRAPHS
        part = _part(lines, index, language, is_late=is_late)
        if part:
            taken = part.lines.stop - 1
            yield part


def _part(lines: Sequence[Line], index: int, language: str, *, is_late: bool) -> Part | None:
    """Return the part that begins with a line, if one does."""
    line = lines[index]
    words = line.words
    label, rest = label_of(line.text)
    kinds = cues("trailing", "author"), cues("trailing", "other")
    for kind, is_author in zip(kinds, (True, False), strict=True):
        if words in kind:
            return _below(lines, index, language, author=is_author)
        if label in kind and rest:
            return Part(_paragraph(lines, index), author=is_author)
    is_right = RIGHTS.match(line.text) or holding("trailing", "rights").search(words)
    if is_right and word_count(line.text) <= RIGHTS_WORDS:
        return Part(_paragraph(lines, index))
    paragraph = _paragraph(lines, index)
    said = Line(text_of(lines[paragraph.start : paragraph.stop])).words
    if is_late and not line.heading and holding("trailing", "disclaimer").search(said):
        return Part(paragraph)
    return None


def _below(lines: Sequence[Line], index: int, language: str, *, author: bool) -> Part | None:
    """Return a heading with the text below it, up to the next heading."""
    known = cues("trailing", "author") | cues("trailing", "other")
    end = index + 1
    while end < len(lines) and not _is_heading(lines[end], language, known):
        end += 1
    if word_count(text_of(lines[index:end])) > BLURB_WORDS:
        return None
    return Part(range(index, end), author=author)


def _is_heading(line: Line, language: str, known: frozenset[str]) -> bool:
    if line.heading:
        return True
    short = word_count(line.text) <= LINE_WORDS and not line.text.rstrip().endswith((".", ","))
    labelled = label_of(line.text)[0] in known or line.words in known
    return labelled or (short and announced(line.text, language) is not None)


def _paragraph(lines: Sequence[Line], index: int) -> range:
    """Return the lines of a wrapped paragraph."""
    end = index + 1
    while end < len(lines) and lines[end].text.strip() and not ENDED.search(lines[end - 1].text):
        end += 1
    return range(index, end)


def contacts_start(lines: Sequence[Line], language: str) -> int:
    """Return where a list of contacts at the very end begins, the end if there is none.

    It is two lines or more without a sentence, with a phone number or an address among them, or one
    line of several such parts.
    """
    end = len(lines)
    start = end
    found = 0
    tail = [*filled(lines, range(end))]
    for index in reversed(tail):
        line = lines[index]
        if not _is_contact(line, language):
            break
        found += _is_reached_by(line)
        start = index
    count = sum(1 for index in tail if index >= start)
    parts = PARTED.split(lines[start].text) if count == 1 else []
    return start if found and (count > 1 or len(parts) > 1) else end


def _is_contact(line: Line, language: str) -> bool:
    """Whether a line may stand in a list of contacts: it is short and no sentence."""
    text = line.text.strip()
    if line.heading or word_count(text) > LINE_WORDS or text.startswith(("-", "*", "•")):
        return False
    found = announced(text, language)
    if found and found.score > NAMES_SCORE:
        return False
    return not (ENDED.search(text) and word_count(text) > 3)


def _is_reached_by(line: Line) -> bool:
    """Whether a line gives an address of the web, or a number with no more than a label."""
    return any(
        ADDRESS.search(part) or (PHONE.search(part) and _is_number(part))
        for part in PARTED.split(line.text)
    )


def _is_number(part: str) -> bool:
    label = label_of(part)[0] or Line(part).words.partition(" ")[0]
    return label in cues("trailing", "contact") or not any(map(str.isalpha, PHONE.sub("", part)))
