"""Headings and texts in capitals become sentences: how a heading looks is for the theme to say.

Names keep their capitals: those of the clinic, those that the article's text writes with one, and
acronyms. A person checks the result: it is reported.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _

from clinic_cms.formats.sentences import sentences_of
from clinic_cms.importing.document import Block, Kind, Run, bare
from clinic_cms.importing.headings import Outline
from clinic_cms.importing.likely_names import may_name_someone, with_likely_names
from clinic_cms.importing.reading.left_out import quoted
from clinic_cms.importing.tagging.matches import WORDS, literal
from clinic_cms.importing.wordings import base_language, word_count
from clinic_cms.merge import Facts, LocationFacts

KNOWN = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
ACRONYMS = frozenset(KNOWN["acronyms"].split())
NAMES = {name.upper(): name for name in KNOWN["names"].split()}
TITLES: dict[str, str] = KNOWN["titles"]

WORD = re.compile(r"[^\W_]+")
OPENS = re.compile(r"(?:^|[.!?…:]|\n)[\"“”'‘’(\[¿¡\s\-–—]*$")
"""What stands before the first word of a sentence, where a capital says nothing."""
SENTENCE_START = re.compile(r"(^|[.!?]\s)([^\w\n]*(?:\d+(?:\.\d+)*[.)]\s+)?[^\w\n]*)([^\W\d_])")
"""A sentence's first letter; a number may stand before it as a list's: "98% of" begins with one."""
ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH|S)")
ROMAN = re.compile(r"[IVX]{2,4}")
VOWELS = re.compile(r"[AEIOUYÀ-ÖØ-Ý]")
PLACED = re.compile(r"\b(?:in|near|around|from|of|en|de|à|em|bei)\s+$", re.I)
PLACE_WORDS = "in|near|around|from|of|to|serve|serves|serving|en|de|desde|à|a|depuis|tại|ở|từ"
PLACE_JOINTS = r",?\s+(?:and|or|y|e|et|và)\s+|,\s+|\s+&\s+"
TITLED = re.compile(r"\b(?:DR|DRA|MR|MRS|MS|PROF|SR|SRA|BS|ThS)\b\.?\s+$", re.I)
"""What stands before a family name, whoever it is."""
LONGEST_ACRONYM = 5
TEXT_WORDS, ITEM_WORDS = 2, 1
QUOTED = 40
"""Characters that a report shows of a text."""
MOSTLY = 0.7
CAPITAL_NOUNS = {"de", "lb"}
"""Languages that write every noun with a capital."""


def with_sentence_case(outline: Outline, facts: Facts) -> Outline:
    """Write the title, headings and texts that are in capitals as sentences; report them.

    Where a language writes common words with a capital, texts stay as they are.
    """
    writer = _Writer(outline.blocks, facts)
    title = writer.heading(outline.title)
    blocks = tuple(
        replace(block, runs=bare([replace(block.runs[0], text=writer.heading(block.text))]))
        if block.kind is Kind.HEADING
        else block
        for block in outline.blocks
    )
    warnings = [*outline.warnings]
    if writer.changed:
        message = _(
            "Headings in capitals were written as sentences; check the names in: %(headings)s."
        )
        shown = ", ".join(f"“{heading}”" for heading in writer.changed)
        warnings.append(message % {"headings": shown})
    texts = [quoted(block.text, QUOTED) for block in blocks if is_text_in_capitals(block)]
    if texts and writer.language in CAPITAL_NOUNS:
        message = _("Texts in capitals were left as they are; write them as sentences: %(texts)s.")
    else:
        message = _("Texts in capitals were written as sentences; check the names in: %(texts)s.")
        texts = []
        written = [writer.text(it) if is_text_in_capitals(it) else None for it in blocks]
        for block, made in zip(blocks, written, strict=True):
            texts += _to_check(block.text, made.text) if made else []
        blocks = tuple(made or block for block, made in zip(blocks, written, strict=True))
    if texts:
        shown = ", ".join(f"“{text}”" for text in texts)
        warnings.append(message % {"texts": shown})
    return Outline(title, blocks, tuple(warnings))


def _to_check(before: str, written: str) -> list[str]:
    """Return the sentences of a text that may name someone; else how it began, if it has words."""
    spans = sentences_of(written)
    named = [written[start:end].strip() for start, end in spans]
    told = [it for it in named if may_name_someone(it)]
    return told or [quoted(before, QUOTED)] * (word_count(before) > 1)


def is_text_in_capitals(block: Block) -> bool:
    """Whether a paragraph or an item is written in capitals."""
    least = ITEM_WORDS if block.kind is Kind.ITEM else TEXT_WORDS
    is_long = word_count(block.text) >= least
    return block.kind is not Kind.HEADING and is_long and is_in_capitals(block.text)


def is_in_capitals(text: str) -> bool:
    """Whether a heading is written in capitals, acronyms and a small word or two aside."""
    letters = [letter for letter in text if letter.isalpha() and letter.lower() != letter.upper()]
    capitals = sum(letter.isupper() for letter in letters)
    words = [word for word in WORD.findall(text) if word.isupper() and not _is_acronym(word)]
    has_word = any(len(word) > 1 for word in words)
    return has_word and capitals >= MOSTLY * len(letters)


class _Writer:
    """Writes words as the article's text and the clinic's facts write them."""

    def __init__(self, blocks: Iterable[Block], facts: Facts) -> None:
        self.spellings: dict[str, Counter[str]] = defaultdict(Counter)
        for block in blocks:
            if block.kind is not Kind.HEADING and not is_in_capitals(block.text):
                self._learn(block.text)
        self.names = {word.upper(): word for word in _name_words(facts)}
        self.places = {word.upper(): word for word in _place_words(facts)}
        self.listed = _place_lists(facts.location)
        self.phrases = [fact for fact in (facts.clinic.name, facts.doctor.name) if fact]
        self.language = base_language(facts.language)
        self.changed: dict[str, str] = {}

    def _learn(self, text: str) -> None:
        for match in WORD.finditer(text):
            word = match[0]
            if word.isupper() and len(word) > LONGEST_ACRONYM:
                # The text writes in capitals here too.
                continue
            if word.islower() or word.isupper() or not OPENS.search(text[: match.start()]):
                self.spellings[word.upper()][word] += 1

    def heading(self, text: str) -> str:
        """Return a heading; one in capitals as a sentence."""
        if not is_in_capitals(text):
            return text
        written = with_likely_names(self._sentence(text, {**self.names, **self.places}))
        if written != text:
            self.changed[" ".join(written.split())] = text
        return written

    def text(self, block: Block) -> Block:
        """Return a paragraph or an item in sentences; places count only where they can be one."""
        written = with_likely_names(self._sentence(block.text, self.names))
        if self.listed:
            written = self.listed.sub(self._place_list, written)
        if len(written) != len(block.text):
            return replace(block, runs=(Run(written),))
        runs = []
        position = 0
        for run in block.runs:
            end = position + len(run.text)
            runs.append(replace(run, text=written[position:end]))
            position = end
        return replace(block, runs=tuple(runs))

    def _place_list(self, match: re.Match[str]) -> str:
        return match[1] + WORD.sub(lambda it: self.places.get(it[0].upper(), it[0]), match[2])

    def _sentence(self, text: str, facts: dict[str, str]) -> str:
        written = WORD.sub(lambda match: self._word(match, text, facts), text)
        for phrase in self.phrases:
            written = re.sub(rf"\b{literal(phrase)}\b", phrase, written, flags=re.I)
        return SENTENCE_START.sub(lambda m: f"{m[1]}{m[2]}{m[3].upper()}", written)

    def _word(self, match: re.Match[str], text: str, facts: dict[str, str]) -> str:
        word = match[0]
        if not word.isupper():
            return word
        before, after = text[: match.start()], text[match.end() :]
        if self.language == "en" and word == "I":
            return word
        if before.endswith(("'", "\u2019")) and before[-2:-1].isalpha():
            return word.lower()
        if word in TITLES and (after[:1] in (".", " ") or len(word) > 3):
            return TITLES[word]
        seen = self.spellings.get(word, Counter())
        is_lower = word.lower() in seen
        if word in facts and (not is_lower or PLACED.search(before)):
            return facts[word]
        if TITLED.search(before):
            return word.capitalize()
        if seen:
            return word.lower() if is_lower else seen.most_common(1)[0][0]
        return self._unseen(word)

    def _unseen(self, word: str) -> str:
        """Return a word that the text does not hold."""
        if word in NAMES:
            return NAMES[word]
        if ORDINAL.fullmatch(word):
            return word.lower()
        if _is_acronym(word):
            return word
        return word.capitalize() if self.language in CAPITAL_NOUNS else word.lower()


def _is_acronym(word: str) -> bool:
    has_digit = any(character.isdigit() for character in word)
    return (
        word in ACRONYMS
        or (has_digit and not ORDINAL.fullmatch(word))
        or bool(ROMAN.fullmatch(word))
        or (1 < len(word) <= LONGEST_ACRONYM and word.isascii() and not VOWELS.search(word))
    ) and word not in TITLES


def _name_words(facts: Facts) -> Iterator[str]:
    """Yield the words of the clinic's and the doctor's names that are names by themselves."""
    doctor = facts.doctor
    names = [doctor.first_name, doctor.last_name, doctor.credentials]
    yield from (word for name in names for word in WORD.findall(name))
    for word in WORD.findall(facts.clinic.name):
        if word.casefold() not in WORDS["common_names"]:
            yield word


def _place_words(facts: Facts) -> Iterator[str]:
    """Yield the words of the clinic's places."""
    location = facts.location
    for name in (location.city, location.region, *location.service_areas):
        yield from WORD.findall(name)


def _place_lists(location: LocationFacts) -> re.Pattern[str] | None:
    """Return the pattern of one place or several in a row, behind a word such as "in"."""
    places = [literal(name) for name in (location.city, *location.service_areas) if name]
    if not places:
        return None
    place = f"(?:{'|'.join(sorted(places, key=len, reverse=True))})"
    region = rf"(?:,\s+{literal(location.region)}\b)?" if location.region else ""
    listed = rf"{place}{region}(?:(?:{PLACE_JOINTS}){place}{region})*"
    return re.compile(rf"(\b(?:{PLACE_WORDS})\s+)({listed})(?!\w)", re.I)
