"""Puts an article's blocks into its sections, by their headings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from django.utils.translation import gettext as _

from clinic_cms.formats.sentences import sentences_of
from clinic_cms.importing.document import BOLD_LEVEL, Block, Kind
from clinic_cms.importing.wordings import (
    CERTAIN,
    DANGER,
    Announcement,
    announced,
    is_closing,
    is_safety_text,
)
from clinic_cms.models import SECTIONS

OVERVIEW = SECTIONS[0]
HELP = SECTIONS[-1]
HEADING_LENGTH = 160


@dataclass
class Placed:
    """A section: `lead` is what comes before its heading (the opening), `body` what is below it.

    `further` is what has a heading of its own and reads best after the body: symptoms in the
    overview, how to reach the clinic in “when to get help”, and what fits no section.
    """

    heading: Block | None = None
    lead: list[Block] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    further: list[Block] = field(default_factory=list)

    @property
    def parts(self) -> tuple[list[Block], ...]:
        """The lists of the section's blocks, in the order in which they are read."""
        return self.lead, self.body, self.further


@dataclass
class Placement:
    """Every section by name, and warnings; those about safety come first in the report."""

    sections: dict[str, Placed]
    warnings: list[str]
    safety_warnings: list[str] = field(default_factory=list)

    def section_of(self, block: Block | None) -> str:
        """Return the name of the section that a block is in; the overview's, if it is in none."""
        for name, section in self.sections.items():
            blocks = [section.heading, *(it for part in section.parts for it in part)]
            if any(block is it for it in blocks):
                return name
        return OVERVIEW


def place(blocks: Sequence[Block], language: str) -> Placement:
    """Put each block into a section. No text is lost; what a machine doubts is a warning.

    Text before any heading, or under a heading that fits no section, goes to the overview.
    A heading below the level on which sections are announced stays within its section, except one
    that tells when to get help.
    """
    placer = _Placer(blocks, language)
    for block in blocks:
        placer.add(block)
    warnings = placer.warnings
    if not placer.knows_any:
        warnings.append(_("No heading was recognised: all of the text is in the overview."))
    return Placement(placer.sections, warnings)


def is_announced_help(heading: str, language: str) -> bool:
    """Whether a heading clearly tells when to get help."""
    return _is_help(announced(heading, language))


def _is_help(found: Announcement | None) -> bool:
    return found is not None and found.sort == HELP and found.score >= CERTAIN


def remove_empty_headings(placement: Placement) -> None:
    """Remove the headings that no text follows, with a warning for each."""
    message = _("The heading “%(heading)s” has no text; it was left out.")
    for section in placement.sections.values():
        empty = [heading for blocks in section.parts for heading in _cut_empty(blocks)]
        if section.heading and not section.body:
            empty.insert(0, section.heading)
            section.heading = None
        placement.warnings += [message % {"heading": block.line} for block in empty]


def _cut_empty(blocks: list[Block]) -> list[Block]:
    """Take the headings without text out of a list and return them."""
    empty: list[Block] = []
    follows: int | None = 0
    for index in reversed(range(len(blocks))):
        block = blocks[index]
        if block.kind is not Kind.HEADING:
            follows = None
        elif follows is not None and block.level >= follows:
            empty.insert(0, blocks.pop(index))
        else:
            follows = block.level
    return empty


class _Placer:
    """Takes the blocks of an article one by one."""

    def __init__(self, blocks: Sequence[Block], language: str) -> None:
        self.language = language
        self.found = _announcements(blocks, language)
        headings = [block for block in blocks if block.kind is Kind.HEADING]
        self.level = _section_level(headings, self.found)
        high = (self.found[id(it)] for it in headings if it.level <= self.level)
        self.firm = {found.section for found in high if found}
        self.sections = {name: Placed() for name in SECTIONS}
        self.warnings: list[str] = []
        self.knows_any = False
        self.current = OVERVIEW
        self.target = self.sections[OVERVIEW].lead
        self.interrupted: tuple[int, str, list[Block]] | None = None

    def add(self, block: Block) -> None:
        """Put the next block where it belongs."""
        if block.kind is not Kind.HEADING:
            self.target.append(block)
        else:
            self._heading(block)

    def _heading(self, block: Block) -> None:
        found = self.found[id(block)]
        if self.interrupted and block.level <= self.interrupted[0]:
            _level, self.current, self.target = self.interrupted
            self.interrupted = None
        if _opens_section(block, found, self.level, self.firm):
            self._open(block, found)
        elif self.current != HELP and _is_help(found):
            self.interrupted = (block.level, self.current, self.target)
            self._open(block, found)
        else:
            if is_closing(block.line, self.language):
                self.warnings.append(_staying(block, self.sections[self.current]))
            self.target.append(block)

    def _open(self, block: Block, found: Announcement | None) -> None:
        """Begin a section, or a part of one, with its heading."""
        self.current = found.section if found else OVERVIEW
        section = self.sections[self.current]
        is_own = found is not None and found.sort == self.current
        self.knows_any = self.knows_any or found is not None
        if found is None:
            self.warnings.append(unplaced(block))
        self.warnings += _doubtful(block, found, self.firm)
        is_late = self.interrupted is not None and self.current in self.firm
        if is_own and section.heading is None and len(block.line) <= HEADING_LENGTH and not is_late:
            section.heading = block
            self.target = section.body
            return
        self.target = section.body if is_own and section.heading else section.further
        self.target.append(block)


def _announcements(blocks: Sequence[Block], language: str) -> dict[int, Announcement | None]:
    """Return what each heading announces, by its id.

    "Is it dangerous?" announces safety text only if its answer tells when to get help.
    """
    return {
        id(block): _answered(found, blocks[index + 1 :], language)
        if (found := announced(block.line, language)) and found.sort == DANGER
        else found
        for index, block in enumerate(blocks)
        if block.kind is Kind.HEADING
    }


def _answered(found: Announcement, after: Sequence[Block], language: str) -> Announcement | None:
    answer = takewhile(lambda block: block.kind is not Kind.HEADING, after)
    told = (block.text[first:last] for block in answer for first, last in sentences_of(block.text))
    if not any(is_safety_text(sentence, language) for sentence in told):
        return None
    return replace(found, sort=HELP, score=max(found.score, CERTAIN))


def _section_level(
    headings: Sequence[Block], announcements: Mapping[int, Announcement | None]
) -> int:
    """Return the heading level that announces most sections; of equals, the highest."""
    by_level: dict[int, set[str]] = defaultdict(set)
    for block in headings:
        found = announcements[id(block)]
        if found and block.level <= BOLD_LEVEL:
            by_level[block.level].add(found.section)
    if not by_level:
        return min((block.level for block in headings), default=BOLD_LEVEL)
    return min(by_level, key=lambda level: (-len(by_level[level]), level))


def _opens_section(block: Block, found: Announcement | None, level: int, firm: set[str]) -> bool:
    """Whether a heading is on the level of the sections.

    A bold paragraph has no level: it counts if it announces what no real heading announces.
    """
    if block.level <= level:
        return True
    return block.level == BOLD_LEVEL and found is not None and found.section not in firm


def unplaced(block: Block) -> str:
    """Warn about a heading that fits no section."""
    message = _("The heading “%(heading)s” fits no section: it is in the overview with its text.")
    return message % {"heading": block.line}


def _staying(block: Block, section: Placed) -> str:
    """Warn about a closing heading below the level of the sections: its text stays in the last."""
    message = _("The heading “%(heading)s” stays in the section “%(section)s”; check its text.")
    name = section.heading.line if section.heading else _("Overview")
    return message % {"heading": block.line, "section": name}


def _doubtful(block: Block, found: Announcement | None, firm: set[str]) -> list[str]:
    """Warn about a heading that also announces a second section, which has no other heading."""
    if found is None or not found.also or found.also in firm:
        return []
    message = _("The heading “%(heading)s” announces two sections; check where its text belongs.")
    return [message % {"heading": block.line}]
