"""Lines that say who wrote or reviewed an article, and when."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from clinic_cms.formats.person_names import parse_name
from clinic_cms.formats.sentences import sentences_of
from clinic_cms.importing.document import Block, Kind, cut, normalise
from clinic_cms.importing.reading.surroundings.lines import (
    COLON,
    Line,
    cues,
    filled,
    holding,
    label_of,
    starting,
)
from clinic_cms.importing.reading.surroundings.remarks import is_remark
from clinic_cms.importing.wordings import IDEOGRAPHS, announced, plain_words, word_count

SEPARATORS = re.compile(r"\s*[|·•‧/]\s*|\s+[\u2013—-]\s+")
TOKEN = re.compile(r"[^\s,;|·•()]+")
YEAR = re.compile(r"(?:19|20)\d\d")
NUMBERS = re.compile(r"\d+")
NO_NAME = re.compile(rf"[\d{IDEOGRAPHS}]")
MONTH_WORDS = 4
"""Most words of a date that are no numbers: "3 de mayo de", "Ngày … tháng … năm"."""
DATE_WORDS = 2
"""How far behind "Published on" a number stands; the name of the day may come before."""
LONGEST, LONGEST_NAME, LONGEST_PART, UNCASED_WORDS = 32, 14, 8, 10
FIRST_TEXT = 4
"""The first blocks of an article, with its title, that may hold the start of its text."""
AT_TOP, AT_END = 8, 8
"""How many lines from the start and the end are looked at."""
ENDS_SENTENCE = re.compile(r"[.!?。؟](?!\s*$)")
ENDED = (".", "!", "?", "。", "؟")


def byline_lines(lines: Sequence[Line], language: str) -> Iterator[int]:
    """Yield the indexes of the bylines at the top and at the end of an article."""
    full = [*filled(lines, range(len(lines)))]
    top = full[:AT_TOP]
    first = next((i for i in top[1:] if _opens_text(lines[i], language)), None)
    above = top[: top.index(first)] if first is not None else top
    for place, index in enumerate(above):
        text = lines[index].text
        # Of a line that goes on as the article, only the first sentences are cut off.
        sentences = (text[start:end] for start, end in sentences_of(text))
        if _is_all_about_the_text(sentences) or (place and _stands_alone(text)):
            yield index
    for index in full[-AT_END:]:
        if index not in above and is_byline(lines[index].text):
            yield index


def _is_all_about_the_text(sentences: Iterable[str]) -> bool:
    """Whether sentences are bylines, with remarks of an editor among them."""
    texts = [*sentences]
    return any(map(is_byline, texts)) and all(is_byline(it) or is_remark(it) for it in texts)


def is_byline(text: str) -> bool:
    """Whether a line says by a word of its own who wrote or reviewed a text, or when."""
    text = text.strip().strip("*_()[]")
    if not text or word_count(text) > LONGEST:
        return False
    parts = [part for part in SEPARATORS.split(text) if part.strip()]
    if len(parts) > 1 and all(word_count(part) <= LONGEST_PART for part in parts):
        return any(map(_says_who, parts)) or any(map(_says_when, parts))
    return _says_who(text) or _says_when(text)


def without_opening_bylines(blocks: Sequence[Block]) -> tuple[list[Block], tuple[str, ...]]:
    """Cut the bylines off that begin the first text: "By Jane Doe, DC. A knee that clicks …"."""
    kept, bylines = [*blocks], list[str]()
    for index, block in enumerate(blocks[:FIRST_TEXT]):
        sentences = [*sentences_of(block.text)] if block.kind is Kind.PARAGRAPH else []
        if len(sentences) < 2:
            continue
        texts = [block.text[start:end] for start, end in sentences]
        for text in takewhile(is_byline, texts[:-1]):
            bylines.append(text.strip())
        start = sentences[len(bylines)][0]
        runs = normalise(cut(block.runs, start, len(block.text)))
        kept[index] = replace(block, runs=runs) if bylines else block
        break
    return kept, tuple(bylines)


def _opens_text(line: Line, language: str) -> bool:
    """Whether a line is a section's heading: what is below it is the article."""
    return announced(line.text, language) is not None and not is_byline(line.text)


def _says_who(text: str) -> bool:
    words = plain_words(text)
    opening = starting("byline", "opening").match(words)
    after = words[opening.end() :].strip() if opening else words
    if starting("byline", "sure").match(after):
        return True
    label, rest = label_of(text)
    if label in cues("byline", "label") and rest:
        return True
    name = starting("byline", "name").match(words)
    who = "".join(COLON.sub(" ", text).split(maxsplit=1)[-1:])
    return name is not None and (_is_name(who) or _is_described(who))


def _is_described(text: str) -> bool:
    """Whether a text is someone with degrees, and what she is: "Jane Doe MCSP, mum of two"."""
    ends = [at for at, sign in enumerate(text) if sign == ","]
    return any(_is_person(text[:end]) and not ENDS_SENTENCE.search(text, end) for end in ends)


def _says_when(text: str) -> bool:
    words = plain_words(text)
    if holding("byline", "reading_time").search(words) and word_count(text) <= LONGEST_PART:
        return True
    cue = starting("byline", "date").match(words)
    rest = words[cue.end() :] if cue else ""
    # The date comes at once: "Published on May 3", not "Updated advice of 2019".
    has_label = label_of(text)[0] in cues("byline", "date")
    near = rest.split()[: DATE_WORDS * (2 if has_label or "," in text else 1)]
    is_dated = any(character.isdigit() for word in near for character in word)
    return is_dated and (has_label or word_count(text) <= LONGEST_PART)


def _is_name(text: str) -> bool:
    """Whether a text is made of names, degrees and dates: it has few words in lower case."""
    tokens = TOKEN.findall(text)
    if not tokens or len(tokens) > LONGEST_NAME:
        return False
    cased = [token for token in tokens if token.lower() != token.upper()]
    if not cased:
        return len(tokens) <= UNCASED_WORDS
    small = cues("byline", "small")
    names = [token for token in cased if token[0].isupper()]
    return bool(names) and all(token in names or plain_words(token) in small for token in cased)


def _stands_alone(text: str) -> bool:
    """Whether a line below the title is nothing but a doctor's name or a date."""
    text = text.strip().strip("*_()")
    parts = [part for part in SEPARATORS.split(text) if part.strip()]
    return any(_is_person(part) or _is_date(part) for part in parts) and all(
        word_count(part) <= LONGEST_PART for part in parts
    )


def _is_person(text: str) -> bool:
    if text.endswith(ENDED) or NO_NAME.search(text):
        return False
    person = parse_name(text)
    has_title = person.honorific or person.credentials
    return bool(has_title and not person.turned and _is_name(person.name))


def _is_date(text: str) -> bool:
    """Whether a text is a date: a year with a day or month beside it, and little else."""
    numbers = NUMBERS.findall(text)
    words = re.findall(r"[^\W\d_]+", text)
    has_day = len(numbers) > 1 or len(words) == 1
    return bool(YEAR.search(text)) and has_day and len(words) <= MONTH_WORDS and len(numbers) < 6
