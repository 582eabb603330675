"""What follows an article on its page: about the author, disclaimers, tags, contacts, copyright."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from clinic_cms.facts.fact_check.addresses import addresses_in
from clinic_cms.formats.sentences import sentences_of
from clinic_cms.importing.reading.surroundings.lines import (
    Line,
    cues,
    filled,
    holding,
    label_of,
    starting,
    text_of,
)
from clinic_cms.importing.wordings import IDEOGRAPHS, announced, word_count

RIGHTS = re.compile(r"\s*(?:©|\(c\)\s*\d|copyright\b)", re.I)
PHONE = re.compile(r"\+?\(?\d[\d\s().\u2013-]{5,}\d")
ADDRESS = re.compile(r"\S@\S+\.\w|\b(?:https?://|www\.)\S+", re.I)
NUMBERED = re.compile(r"\s*[\[(]?\d{1,3}[\].)]")
PARTED = re.compile(r"\s*[|·•]\s*")
ENDED = re.compile(r"[.!?:…。！？؟][\"”\u2019')\]]*$")
SERVED = re.compile(
    rf"^(?:\S+\s){{1,3}}(?:(?:all|the|and|of|todo|toda|el|la|los|las|de|des|du)\s)*[A-ZÀ-Þ{IDEOGRAPHS}\u0600-\u06ff]"
)
"""A town right behind "Proudly serving", but for small words."""
RIGHTS_WORDS, LINE_WORDS, PRACTICE_WORDS = 30, 12, 30
BLURB_WORDS = 160
"""Most words below a heading of something else; more may be the article after all."""
BEFORE = 0.4
"""The share of an article that comes before anything that may follow it."""
LAST_PARAGRAPHS = 4
NAMES_SCORE = 2
"""How much the name of a clinic may announce: "Kosak Chiropractic" is no section."""


class About(StrEnum):
    """What lines after an article are about."""

    AUTHOR = "author"
    SOURCES = "sources"
    OTHER = "other"


@dataclass(frozen=True)
class Part:
    """Lines that are no part of the article."""

    lines: range
    about: About = About.OTHER


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
    for about in About:
        if words in cues("trailing", about):
            return _below(lines, index, language, about)
        if label in cues("trailing", about) and rest:
            return Part(_paragraph(lines, index), about)
    is_right = RIGHTS.match(line.text) or holding("trailing", "rights").search(words)
    if is_right and word_count(line.text) <= RIGHTS_WORDS:
        return Part(_paragraph(lines, index))
    paragraph = _paragraph(lines, index)
    said = text_of(lines[paragraph.start : paragraph.stop])
    opening = next((said[first:last] for first, last in sentences_of(said)), "")
    if is_late and not line.heading and disclaims(opening):
        return Part(paragraph)
    return None


def disclaims(text: str) -> bool:
    """Whether a text says that an article is no medical advice."""
    return bool(holding("trailing", "disclaimer").search(Line(text).words))


def _below(lines: Sequence[Line], index: int, language: str, about: About) -> Part | None:
    """Return a heading with the text below it, up to the next heading."""
    known = frozenset[str]().union(*(cues("trailing", kind) for kind in About))
    end = index + 1
    while end < len(lines) and not _is_heading(lines[end], language, known):
        end += 1
    too_long = word_count(text_of(lines[index:end])) > BLURB_WORDS
    return None if too_long and about is not About.SOURCES else Part(range(index, end), about)


def entries(lines: Sequence[Line], part: range) -> Iterator[str]:
    """Yield the entries of a list of references, without its heading."""
    head, *rest = filled(lines, part)
    label, text = label_of(lines[head].text)
    entry = text if label in cues("trailing", About.SOURCES) else ""
    numbered = any(NUMBERED.match(lines[index].text) for index in rest)
    for index in rest:
        text = lines[index].text
        is_new = NUMBERED.match(text) if numbered else not text[:1].isspace()
        if is_new and entry:
            yield entry
            entry = ""
        entry = f"{entry} {text.strip()}".strip()
    if entry:
        yield entry


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

    It is two lines or more without a sentence, with a phone number or an address among them, one
    line of several such parts, or a line that shows alone what it is.
    """
    end = len(lines)
    tail = [*filled(lines, range(end))]
    last = next((at for at in reversed(tail) if not at or not lines[at - 1].text.strip()), end)
    is_marked = any(line.heading or line.item for line in lines[last:])
    # A wrapped line goes on with the next ones.
    is_sure = not is_marked and _is_of_a_practice(Line(text_of(lines[last:])))
    sure = start = last if is_sure else end
    found = 0
    for index in (at for at in reversed(tail) if at < start):
        line = lines[index]
        if not _is_contact(line, language):
            break
        found += _is_reached_by(line)
        sure = index if _is_of_a_practice(line) else sure
        start = index
    count = sum(1 for index in tail if index >= start)
    parts = PARTED.split(lines[start].text) if count == 1 else []
    if found and (count > 1 or len(parts) > 1):
        return start
    # Without a sentence above it, it is all that the article says.
    return sure if any(ENDED.search(lines[at].text) for at in tail if at < sure) else end


def _is_contact(line: Line, language: str) -> bool:
    """Whether a line may stand in a list of contacts: it is short and no sentence."""
    text = line.text.strip()
    if line.heading or line.item or text.startswith(("-", "*", "•")):
        return False
    if _is_of_a_practice(line):
        return True
    if word_count(text) > LINE_WORDS:
        return False
    found = announced(text, language)
    if found and found.score > NAMES_SCORE:
        return False
    return not (ENDED.search(text) and word_count(text) > 3)


def _is_of_a_practice(line: Line) -> bool:
    """Whether a line is a postal address, opening hours or the towns that a practice serves."""
    text = line.text.strip()
    if word_count(text) > PRACTICE_WORDS:
        return False
    if label_of(text)[0] in cues("trailing", "hours") and any(map(str.isdigit, text)):
        return True
    serves = starting("trailing", "serving").match(line.words)
    if serves and SERVED.search(text):
        return True
    is_short = word_count(text) <= LINE_WORDS and not ENDED.search(text)
    return is_short and "," in text and any(addresses_in(text))


def _is_reached_by(line: Line) -> bool:
    """Whether a line gives an address of the web, or a number with no more than a label."""
    return any(
        ADDRESS.search(part) or (PHONE.search(part) and _is_number(part))
        for part in PARTED.split(line.text)
    )


def _is_number(part: str) -> bool:
    label = label_of(part)[0] or Line(part).words.partition(" ")[0]
    return label in cues("trailing", "contact") or not any(map(str.isalpha, PHONE.sub("", part)))
