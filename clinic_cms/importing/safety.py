"""Finds text that tells when and where to get help, and puts it where patients look for it."""

import re
from dataclasses import dataclass, replace
from itertools import chain

from django.utils.translation import gettext as _

from clinic_cms.formats.sentences import sentences_of
from clinic_cms.importing.document import Block, Document, Kind, Run
from clinic_cms.importing.reading.left_out import left_out_warnings
from clinic_cms.importing.reading.surroundings import LEFT_OUT
from clinic_cms.importing.sections import HELP, Placed, Placement, is_announced_help, unplaced
from clinic_cms.importing.wordings import base_language, is_safety_text, languages
from clinic_cms.publishing.notes.safety import NO_HELP

INTRODUCES = re.compile(r"[:：]\s*$")
SHOWN = 80


@dataclass(frozen=True)
class SafetyWordings:
    """Knows safety text of a stored article as the importer does; None: without wordings."""

    def tells(self, sentence: str, language: str) -> bool | None:
        """Whether a sentence tells when to get help."""
        return _unless_unknown(is_safety_text(sentence, language), language)

    def hints(self, sentence: str, language: str) -> bool | None:
        """Whether a sentence has any words of such text."""
        return _unless_unknown(is_safety_text(sentence, language, least=1), language)

    def announces(self, heading: str, language: str) -> bool:
        """Whether a heading clearly tells when to get help."""
        return is_announced_help(heading, language)


def _unless_unknown(found: bool, language: str) -> bool | None:
    return found if found or base_language(language) in languages() else None


def with_safety_from_below(document: Document, language: str) -> Document:
    """Return a document with the safety text of what stood below it, if it has none of its own.

    A disclaimer may be all that says when to call an emergency number. Else it is left out.
    """
    own = (sentence for block in document.blocks for sentence in _sentences(block))
    if any(is_safety_text(sentence, language) for sentence in own):
        left_out = left_out_warnings((LEFT_OUT, text) for text in document.safety)
        return replace(document, warnings=(*document.warnings, *left_out))
    added = (Block(Kind.PARAGRAPH, (Run(text),)) for text in document.safety)
    return replace(document, blocks=(*document.blocks, *added))


def move_safety_text(placement: Placement, language: str) -> None:
    """Move paragraphs that are wholly about safety to “when to get help”, with their lists.

    There is a warning for each of them, and for each such sentence within another text.
    """
    moved: list[Block] = []
    parts = [
        part
        for name, section in placement.sections.items()
        for part in section.parts
        if name != HELP
    ]
    for part in parts:
        for first, *others in _passages(part):
            sentences = _sentences(first)
            found = [sentence for sentence in sentences if is_safety_text(sentence, language)]
            if _is_about_safety(sentences, found) and first.kind is Kind.PARAGRAPH:
                cut = _cut(part, first, len(others))
                known = {unplaced(it) for it in cut if it.kind is Kind.HEADING}
                placement.warnings[:] = [it for it in placement.warnings if it not in known]
                moved += cut
                message = _("“%(text)s” was moved to “When to get help”; check how it reads there.")
                placement.safety_warnings.append(message % {"text": _short(first.line)})
                continue
            message = _("“%(text)s” tells when to get help, but is in another section; check it.")
            placement.safety_warnings += [
                message % {"text": _short(sentence)} for sentence in found
            ]
    placement.sections[HELP].further[:0] = moved


def _is_about_safety(sentences: list[str], found: list[str]) -> bool:
    """Whether a paragraph is about safety from its first sentence to its last."""
    return bool(found) and found[0] == sentences[0] and found[-1] == sentences[-1]


def _cut(part: list[Block], first: Block, others: int) -> list[Block]:
    """Take a passage out, with the headings that have no other text."""
    start = next(index for index, block in enumerate(part) if block is first)
    end = start + 1 + others
    follows = part[end] if end < len(part) else None
    while start and _leads_only_to(part[start - 1], follows):
        start -= 1
    cut = part[start:end]
    del part[start:end]
    return cut


def _leads_only_to(block: Block, follows: Block | None) -> bool:
    """Whether a block is the heading of the passage after it, and of nothing that follows it."""
    if block.kind is not Kind.HEADING:
        return False
    return follows is None or (follows.kind is Kind.HEADING and follows.level <= block.level)


def safety_warnings(placement: Placement, language: str) -> list[str]:
    """Return what to check about safety: first that there is nothing about it, if so."""
    return [str(NO_HELP)] if says_nothing(placement, language) else placement.safety_warnings


def unsaid_of_page(document: Document) -> list[str]:
    """Return warnings for safety text of the page's own parts that no other one quotes whole."""
    told = "\n".join(document.warnings)
    unsaid = (text for text in document.page_safety if text not in told)
    return left_out_warnings((LEFT_OUT, text) for text in unsaid)


def says_nothing(placement: Placement, language: str) -> bool:
    """Whether nothing in an article tells when to get help."""
    in_help = _has_safety_text(placement.sections[HELP], language)
    return not placement.safety_warnings and not in_help


def _has_safety_text(section: Placed, language: str) -> bool:
    blocks = [block for block in (section.heading, *chain(*section.parts)) if block]
    return any(
        is_announced_help(block.line, language)
        if block.kind is Kind.HEADING
        else any(is_safety_text(sentence, language) for sentence in _sentences(block))
        for block in blocks
    )


def _sentences(block: Block) -> list[str]:
    return [block.text[start:end].strip() for start, end in sentences_of(block.text)]


def _passages(blocks: list[Block]) -> list[list[Block]]:
    """Return each text that is no heading, a paragraph together with the list it introduces."""
    passages = []
    index = 0
    while index < len(blocks):
        end = index + 1
        if blocks[index].kind is Kind.PARAGRAPH and INTRODUCES.search(blocks[index].text):
            while end < len(blocks) and blocks[end].kind is Kind.ITEM:
                end += 1
        if blocks[index].kind is not Kind.HEADING:
            passages.append(blocks[index:end])
        index = end
    return passages


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN].rsplit(' ', 1)[0]} …"
