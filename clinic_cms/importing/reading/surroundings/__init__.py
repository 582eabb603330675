"""What stands around an article in its file: mails, bylines, remarks of editors, page footers.

Who wrote or reviewed the article is kept beside the draft; everything else is left out and
reported. No text goes by its place alone: each part shows by a word, or by its form, what it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from django.utils.translation import gettext_noop

from clinic_cms.formats.sentences import sentences_of
from clinic_cms.importing.reading.left_out import is_sentence, left_out_warnings
from clinic_cms.importing.reading.surroundings.bylines import (
    byline_lines,
    is_byline,
    without_opening_bylines,
)
from clinic_cms.importing.reading.surroundings.lines import (
    Line,
    cues,
    label_of,
    paragraphs,
    text_of,
)
from clinic_cms.importing.reading.surroundings.mail import (
    chatter_start,
    mail_of,
    signature_start,
    unquoted,
)
from clinic_cms.importing.reading.surroundings.remarks import remark_lines
from clinic_cms.importing.reading.surroundings.trailing import (
    About,
    contacts_start,
    disclaims,
    entries,
    trailing_parts,
)
from clinic_cms.importing.wordings import is_safety_text

__all__ = [
    "LEFT_OUT",
    "Line",
    "Surroundings",
    "is_byline",
    "safety_lines",
    "surroundings_of",
    "told_apart",
    "unquoted",
    "without_opening_bylines",
]

LEFT_OUT = gettext_noop("Left out, as no part of the article: “%(text)s”.")


@dataclass(frozen=True)
class Surroundings:
    """Which lines are no part of the article, by their index, and what is known from them.

    `title` is a mail's subject; `bylines` say who wrote or reviewed the article, and when; `notes`
    are the entries of a list of references; `safety` are passages below it that tell when to get
    help.
    """

    lines: frozenset[int]
    title: str
    bylines: tuple[str, ...]
    notes: tuple[str, ...]
    safety: tuple[str, ...]
    warnings: tuple[str, ...]


def surroundings_of(lines: Sequence[Line], language: str) -> Surroundings:
    """Find what stands around the article in a file's lines, with "" between paragraphs."""
    mail = mail_of(lines, language)
    outside = [range(mail.start), range(mail.end, len(lines))]
    start, end = mail.start, mail.end
    closing = signature_start(lines[start:end]) + start
    if start or closing < end:
        closing = chatter_start(lines[start:closing]) + start
    contacts = contacts_start(lines[start:closing], language) + start
    parts = [range(contacts, closing), range(closing, end)]
    article = lines[start:contacts]
    bylines: list[range] = []
    sources: list[range] = []
    kinds = {About.AUTHOR: bylines, About.SOURCES: sources, About.OTHER: parts}
    for part in trailing_parts(article, language):
        kinds[part.about].append(_moved(part.lines, start))
    parts += [range(start + index, start + index + 1) for index in remark_lines(article)]
    gone = {index for part in (*outside, *parts, *bylines, *sources) for index in part}
    kept = [Line("") if index + start in gone else line for index, line in enumerate(article)]
    bylines += [range(start + index, start + index + 1) for index in byline_lines(kept, language)]
    left_out = [text for part in outside for text in paragraphs(_within(lines, part))]
    safety: list[str] = []
    for text in (it for part in parts for it in paragraphs(_within(lines, part))):
        told, others = told_apart(text, language)
        safety += [" ".join(told)] if told else []
        left_out += [others] if others else []
    return Surroundings(
        lines=frozenset(gone | {index for part in bylines for index in part}),
        title=mail.title,
        bylines=tuple(text for part in bylines if (text := text_of(_within(lines, part)))),
        notes=tuple(entry for part in sources for entry in entries(lines, part)),
        safety=tuple(safety),
        warnings=tuple(left_out_warnings((LEFT_OUT, text) for text in left_out)),
    )


def told_apart(text: str, language: str) -> tuple[list[str], str]:
    """Return the sentences of a text that tell when to get help, and the rest of it."""
    label, rest = label_of(text)
    start = len(text) - len(rest) if rest and label in cues("trailing", About.OTHER) else 0
    sentences = [text[start:][first:last].strip() for first, last in sentences_of(text[start:])]
    at = [index for index, it in enumerate(sentences) if is_safety_text(it, language)]
    # What stands between them says what they are about: "… That needs a doctor the same day."
    within = range(at[0], at[-1] + 1) if at else range(0)
    told = [it for index, it in enumerate(sentences) if index in within and not disclaims(it)]
    others = " ".join(it for it in sentences if it not in told)
    return told, f"{text[:start]}{others}"


def safety_lines(text: str, language: str) -> Iterator[str]:
    """Yield the lines of a page's part that tell when to get help: whole, with their lists.

    A sentence alone may say too little: "See a doctor that same day."
    """
    lines = [line for it in text.split("\n") if (line := " ".join(it.split()))]
    for index, line in enumerate(lines):
        if told_apart(line, language)[0]:
            is_list = line.endswith((":", "："))
            below = takewhile(lambda it: not is_sentence(it), lines[index + 1 :])
            yield f"{line} {'; '.join(below) if is_list else ''}".strip()


def _moved(lines: range, by: int) -> range:
    return range(lines.start + by, lines.stop + by)


def _within(lines: Sequence[Line], part: range) -> Sequence[Line]:
    return lines[part.start : part.stop]
