"""Puts an article's blocks into its sections, by their headings."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from clinic_cms.importing.document import BOLD_LEVEL, Block, Kind
from clinic_cms.importing.wordings import announced, announced_sections, is_closing
from clinic_cms.models import SECTIONS

OVERVIEW = SECTIONS[0]
HEADING_LENGTH = 160


@dataclass
class Placed:
    """A section: `lead` is what comes before its heading (the opening), `body` the rest."""

    heading: Block | None = None
    lead: list[Block] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)

    def add(self, block: Block) -> None:
        """Add the next block: to the body once there is a heading, before that to the lead."""
        (self.body if self.heading else self.lead).append(block)


def place(blocks: Sequence[Block], language: str) -> tuple[dict[str, Placed], list[str]]:
    """Return every section by name, and warnings. No text is lost.

    Text before any heading, or under a heading that fits no section, goes to the overview.
    A heading below the level on which sections are announced stays within its section.
    """
    placed = {name: Placed() for name in SECTIONS}
    warnings: list[str] = []
    level = _section_level(blocks, language)
    high = (it.line for it in blocks if it.kind is Kind.HEADING and it.level <= level)
    firm = announced_sections(high, language)
    current = OVERVIEW
    for block in blocks:
        if block.outside:
            placed[OVERVIEW].add(block)
            continue
        if block.kind is Kind.HEADING and _opens_section(block, language, level, firm):
            found = announced(block.line, language)
            current = found.section if found else OVERVIEW
            if found is None:
                warnings.append(_unplaced(block))
            elif placed[current].heading is None and len(block.line) <= HEADING_LENGTH:
                placed[current].heading = block
                warnings += _doubtful(block, found.also, firm)
                continue
        elif block.kind is Kind.HEADING and is_closing(block.line, language):
            warnings.append(_staying(block, placed[current]))
        placed[current].add(block)
    if not any(section.heading for section in placed.values()):
        warnings.append(_("No heading was recognised: all of the text is in the overview."))
    if any(block.outside for block in blocks):
        warnings.append(
            _("Text beside the article (header, footer, sidebar) is in the overview; check it.")
        )
    return placed, warnings


def _section_level(blocks: Sequence[Block], language: str) -> int:
    """Return the heading level that announces most sections; of equals, the highest."""
    by_level: dict[int, set[str]] = defaultdict(set)
    headings = [block for block in blocks if block.kind is Kind.HEADING]
    for block in headings:
        if block.level <= BOLD_LEVEL and not block.outside:
            by_level[block.level] |= announced_sections([block.line], language)
    if not any(by_level.values()):
        return min((block.level for block in headings), default=BOLD_LEVEL)
    return min(by_level, key=lambda level: (-len(by_level[level]), level))


def _opens_section(block: Block, language: str, level: int, firm: set[str]) -> bool:
    """Whether a heading is on the level of the sections.

    A bold paragraph has no level: it counts if it announces what no real heading announces.
    """
    if block.level <= level:
        return True
    found = announced(block.line, language)
    return block.level == BOLD_LEVEL and found is not None and found.section not in firm


def _unplaced(block: Block) -> str:
    message = _("The heading “%(heading)s” fits no section: it is in the overview with its text.")
    return message % {"heading": block.line}


def _staying(block: Block, section: Placed) -> str:
    """Warn about a closing heading below the level of the sections: its text stays in the last."""
    message = _("The heading “%(heading)s” stays in the section “%(section)s”; check its text.")
    name = section.heading.line if section.heading else _("Overview")
    return message % {"heading": block.line, "section": name}


def _doubtful(block: Block, also: str, firm: set[str]) -> list[str]:
    """Warn about a heading that also announces a second section, which has no other heading."""
    if not also or also in firm:
        return []
    message = _("The heading “%(heading)s” announces two sections; check where its text belongs.")
    return [message % {"heading": block.line}]
