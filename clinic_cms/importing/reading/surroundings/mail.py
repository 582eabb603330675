"""What a mail puts around an article: headers, a greeting, other mails, a signature."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clinic_cms.importing.reading.surroundings.lines import (
    COLON,
    Line,
    cues,
    filled,
    holding,
    label_of,
    starting,
    text_of,
)
from clinic_cms.importing.wordings import announced, word_count

RAW = re.compile(r"[A-Z][A-Za-z]*(?:-[A-Za-z]+)+")
"""Names of headers that only a saved mail shows: "Message-ID", "MIME-Version"."""
QUOTED = re.compile(r"^\s*(?:>\s?)+")
TAG = re.compile(r"^\s*\[[^\]]{1,20}\]\s*")
"""What mail servers put before a subject: "[External]"."""
GREETING_WORDS, TITLE_WORDS, CHATTER_PARAGRAPHS = 5, 12, 3
SIGNATURE_LINES, CHATTER_WORDS = 14, 30
CLOSING_WORDS, NAME_WORDS, LINE_WORDS = 5, 5, 12
DELIMITERS = ("--", "\u2013", "—")
GREETS = (",", "!", "，", "！", "،", ":", "：")
ENDED = (".", "!", "?", "…", ",", ";", ":", "。", "！", "？", "，", "：", "؟", "،")


@dataclass(frozen=True)
class Headers:
    """The headers of one mail: the lines from `start` up to `end`, and the subject."""

    start: int
    end: int
    subject: str


@dataclass(frozen=True)
class Mail:
    """The lines with the article, from `start` up to `end`, and the title that the mail gives."""

    start: int
    end: int
    title: str = ""


def mail_of(lines: Sequence[Line], language: str) -> Mail:
    """Find the article in a mail: of several mails in one file, it is the longest.

    A file that is no mail is the article from its first line to its last.
    """
    groups = list(_headers(lines))
    if not groups:
        return Mail(0, len(lines))
    starts = [0, *(group.end for group in groups)]
    ends = [*(group.start for group in groups), len(lines)]
    sizes = [_size(lines, *span) for span in zip(starts, ends, strict=True)]
    best = sizes.index(max(sizes))
    above = groups[best - 1].subject if best else ""
    title = above or next((group.subject for group in groups if group.subject), "")
    start, end = starts[best], ends[best]
    if best:
        start = _after_greeting(lines, start, end, language)
    return Mail(start, end, title)


def unquoted(lines: Sequence[Line]) -> list[Line]:
    """Return lines without the signs that a mail program puts before a quoted mail."""
    full = [line for line in lines if line.text.strip()]
    quoted = sum(bool(QUOTED.match(line.text)) for line in full)
    if not full or 2 * quoted <= len(full):
        return [*lines]
    return [Line(QUOTED.sub("", line.text), line.heading) for line in lines]


def without_reply(subject: str) -> str:
    """Return a subject without "Re:", "Fwd:" and tags of servers."""
    subject = TAG.sub("", subject.strip())
    label, rest = label_of(subject)
    return without_reply(rest) if rest and label in cues("mail", "reply") else subject


def _size(lines: Sequence[Line], start: int, end: int) -> int:
    return sum(word_count(line.text) for line in lines[start:end])


def _headers(lines: Sequence[Line]) -> Iterator[Headers]:
    """Yield the groups of headers, each with the line that says that a mail was forwarded."""
    index = 0
    while index < len(lines):
        group = _group(lines, index) if lines[index].text.strip() else None
        if group:
            yield group
        index = group.end if group else index + 1


def _group(lines: Sequence[Line], start: int) -> Headers | None:
    """Return the group of headers that begins with a line, if one does."""
    words = lines[start].words
    if lines[start].text.rstrip().endswith((":", "：")) and _says_wrote(lines[start].text):
        return Headers(start, start + 1, "")
    is_forwarded = words in cues("mail", "forwarded")
    names: dict[str, str] = {}
    last = start if is_forwarded else start - 1
    for index in filled(lines, range(last + 1, len(lines))):
        name, value = _header(lines[index].text)
        is_folded = bool(names) and lines[index].text[:1] in " \t" and index == last + 1
        if not name and not is_folded:
            break
        last = index
        if name:
            names.setdefault(name, value)
    at_top = not any(line.text.strip() for line in lines[:start])
    enough = len(names) > 1 and bool(names.keys() & {"from", "subject"})
    if not (enough or (at_top and "subject" in names)):
        return Headers(start, start + 1, "") if is_forwarded else None
    return Headers(start, last + 1, without_reply(names.get("subject", "")))


def _header(text: str) -> tuple[str, str]:
    """Return the kind of a header and its value, ("", "") for another line."""
    text = QUOTED.sub("", text).strip().strip("*_")
    label, value = label_of(text)
    value = value.strip().strip("*_").strip()
    for kind in ("from", "subject"):
        if label in cues("mail", kind):
            return kind, value
    raw = COLON.split(text, maxsplit=1)[0]
    known = label and (label in cues("mail", "other") or RAW.fullmatch(raw))
    return (label, value) if known else ("", "")


def _says_wrote(text: str) -> bool:
    """Whether a line introduces a quoted mail: "On Monday, Jane <jane@x.example> wrote:"."""
    is_dated = any(character.isdigit() for character in text)
    return ("@" in text or is_dated) and bool(holding("mail", "wrote").search(Line(text).words))


def _after_greeting(lines: Sequence[Line], start: int, end: int, language: str) -> int:
    """Return where the article begins after "Hi Anna," and what stands above its title."""
    first = next(filled(lines, range(start, end)), end)
    if first == end:
        return start
    text = lines[first].text.strip()
    if word_count(text) > GREETING_WORDS or not text.endswith(GREETS):
        return start
    if announced(text, language) is not None:
        return start
    paragraphs = [
        index for index in filled(lines, range(first + 1, end)) if not lines[index - 1].text.strip()
    ]
    for index in paragraphs[:CHATTER_PARAGRAPHS]:
        if _is_title(lines, index, language):
            return index
    return first + 1


def _is_title(lines: Sequence[Line], index: int, language: str) -> bool:
    """Whether a line stands alone and could be the title of what follows."""
    text = lines[index].text.strip()
    alone = index + 1 < len(lines) and not lines[index + 1].text.strip()
    short = word_count(text) <= TITLE_WORDS and not text.endswith(ENDED)
    return alone and short and announced(text, language) is None


def signature_start(lines: Sequence[Line]) -> int:
    """Return where the signature begins: at "-- ", or at "Best regards," with a name."""
    start = len(lines)
    tail = [*filled(lines, range(start))][-SIGNATURE_LINES:]
    for index in reversed(tail):
        if lines[index].text.strip() in DELIMITERS:
            start = index
    for index in reversed(tail):
        if index < start and not _is_short(lines[index].text):
            break
        is_closing = _closes(lines[index].text)
        if index <= start and (is_closing or starting("mail", "device").match(lines[index].words)):
            start = index
    return start


def chatter_start(lines: Sequence[Line]) -> int:
    """Return where the sender's last words about the article begin: "Let me know …"."""
    start = len(lines)
    for _paragraph in range(CHATTER_PARAGRAPHS):
        full = [*filled(lines, range(start))]
        first = next((i for i in reversed(full) if i == 0 or not lines[i - 1].text.strip()), start)
        said = Line(text_of(lines[first:start]))
        is_text = any(line.heading or line.item for line in lines[first:start])
        if is_text or not 0 < word_count(said.text) <= CHATTER_WORDS:
            break
        if not holding("mail", "chatter").search(said.words):
            break
        start = first
    return start


def _closes(text: str) -> bool:
    """Whether a line ends a letter: "Kind regards,", "Thanks, Teddy"."""
    before, _comma, after = text.strip().replace("،", ",").replace("，", ",").partition(",")
    known = Line(before).words in cues("mail", "closing")
    return known and len(after.split()) <= NAME_WORDS


def _is_short(text: str) -> bool:
    """Whether a line may stand in a signature; a sentence may not."""
    return word_count(text) <= LINE_WORDS and not (
        word_count(text) > CLOSING_WORDS and text.rstrip().endswith((".", "!", "?", "。"))
    )
