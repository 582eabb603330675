"""From a read document to the result of an import: sections, merge tags, warnings. No database."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from types import MappingProxyType

from django.utils.translation import gettext as _

from clinic_cms.facts.fact_check import Finding
from clinic_cms.formats.slugs import slugify
from clinic_cms.importing.capitals import with_sentence_case
from clinic_cms.importing.causes import Cause, split_causes
from clinic_cms.importing.document import Block, Document, Kind, Run, cut
from clinic_cms.importing.headings import TITLE_LENGTH, outline_of
from clinic_cms.importing.own_calls import with_own_calls
from clinic_cms.importing.rendering import has_signs, plain, rich_texts
from clinic_cms.importing.safety import move_safety_text, safety_warnings
from clinic_cms.importing.sections import (
    HEADING_LENGTH,
    OVERVIEW,
    Placed,
    place,
    remove_empty_headings,
)
from clinic_cms.importing.set_aside import REASONS, SetAside, take_out
from clinic_cms.importing.tagging import Tagger
from clinic_cms.importing.tagging.guards import Guard, guards_of
from clinic_cms.importing.tagging.leftovers import leftovers, misfits
from clinic_cms.importing.tagging.matches import Find, Leftover
from clinic_cms.importing.tagging.phones import PHONES
from clinic_cms.importing.tagging.pronouns import find_pronouns
from clinic_cms.importing.wordings.foreign import other_language
from clinic_cms.merge import Facts

CAUSES = "causes"
SLUG_LENGTH = 120
_SMALL_WORDS = "a an and at by from in of the to with de en y la el"
SMALL_WORDS = frozenset(_SMALL_WORDS.split())
"""Words that no slug ends in."""


@dataclass(frozen=True)
class StreamText:
    """The text of one block of a stream: rich text, or a cause with a name."""

    rich_text: str
    name: str = ""

    @property
    def html(self) -> str:
        """The block with its name as a subheading."""
        heading = f"<h3>{escape(self.name, quote=False)}</h3>" if self.name else ""
        return heading + self.rich_text


@dataclass(frozen=True)
class Section:
    """A section's heading, and the texts of its blocks.

    `lead` is what came before the heading: the opening of the article, if this is the overview.
    """

    heading: str = ""
    lead: tuple[StreamText, ...] = ()
    body: tuple[StreamText, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The HTML of all of the section's blocks, without the heading."""
        return tuple(text.html for text in self.lead + self.body)

    @property
    def html(self) -> str:
        """The whole section without its heading."""
        return "".join(self.texts)


@dataclass(frozen=True)
class MergeTag:
    """What was found in the text, the tag (or tags) it became, and how often."""

    found: str
    tag: str
    count: int


@dataclass(frozen=True)
class ImportResult:
    """The result of an import; `page_id` is the draft's, None for a dry run.

    `set_aside` are claims and reviews that were taken out; they are kept beside the draft.
    `findings` are what the fact check finds in the draft: it is not published until each of them is
    answered. `leftovers` are the warnings about words that may be the clinic's.
    """

    slug: str
    title: str
    sections: Mapping[str, Section]
    merge_tags: tuple[MergeTag, ...]
    warnings: tuple[str, ...]
    set_aside: tuple[SetAside, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    findings: tuple[Finding, ...] = ()
    page_id: int | None = None

    def with_findings(self, findings: Iterable[Finding]) -> "ImportResult":
        """Return the result with findings, and without the warnings that say the same."""
        found = tuple(findings)
        texts = [finding.text.casefold() for finding in found]
        said = {
            it.message
            for it in self.leftovers
            if any(it.found.casefold() in text or text in it.found.casefold() for text in texts)
        }
        warnings = tuple(warning for warning in self.warnings if warning not in said)
        return replace(self, findings=found, warnings=warnings)

    @property
    def streams(self) -> dict[str, tuple[StreamText, ...]]:
        """The texts of each field of the draft, in the page's order: the opening comes first.

        Text before the first heading opens the article, unless there is no heading at all.
        """
        overview = self.sections[OVERVIEW]
        opening = overview.lead if overview.body else ()
        sections = {name: it.body or it.lead for name, it in self.sections.items()}
        return {"opening": opening, **sections}


def read_article(document: Document, facts: Facts, language: str) -> ImportResult:
    """Find an article's title and sections, and turn a clinic's facts into merge tags.

    `facts` are those in the article's language.
    """
    outline = outline_of(with_own_calls(document, facts), language)
    outline = with_sentence_case(outline, facts)
    blocks, passages = take_out(outline.blocks, facts, language)
    placement = place(blocks, language)
    set_aside = [
        SetAside(placement.section_of(it.after), it.text, str(REASONS[it.kind])) for it in passages
    ]
    move_safety_text(placement, language)
    remove_empty_headings(placement)
    tagging = _Tagging(facts)
    title = tagging.title(outline.title)
    # In the order of the file: a bare surname means the person named last.
    tagged = {id(block): tagging.block(block) for block in blocks}
    sections = {name: _section(section, tagged) for name, section in placement.sections.items()}
    sections[CAUSES] = _with_causes(sections[CAUSES], placement.sections[CAUSES], tagged, language)
    foreign = other_language([block.text for block in document.blocks], language)
    warnings = [
        *safety_warnings(placement, language),
        *([foreign] if foreign else ()),
        *outline.warnings,
        *placement.warnings,
        *tagging.warnings,
    ]
    return ImportResult(
        slug=slug_of(outline.title, tagging.title_finds),
        title=title,
        sections=MappingProxyType(sections),
        merge_tags=tuple(MergeTag(*key, count) for key, count in tagging.counts.items()),
        warnings=tuple(dict.fromkeys(warnings)),
        set_aside=tuple(set_aside),
        leftovers=tuple(tagging.leftovers),
    )


def slug_of(title: str, finds: Sequence[Find] = ()) -> str:
    """Return a slug without the clinic's facts, cut at a word; "" where none can be made."""
    for find in reversed(finds):
        title = f"{title[: find.start]} {title[find.end :]}"
    words = slugify(title).split("-")
    if finds:
        while words and words[-1] in SMALL_WORDS:
            words.pop()
    while len("-".join(words)) > SLUG_LENGTH and len(words) > 1:
        words.pop()
    return "-".join(words)[:SLUG_LENGTH].strip("-")


def _section(placed: Placed, tagged: Mapping[int, Block]) -> Section:
    heading = plain(tagged[id(placed.heading)].runs) if placed.heading else ""
    lead, body = (
        tuple(_texts([tagged[id(block)] for block in part]))
        for part in (placed.lead, placed.body + placed.further)
    )
    return Section(heading, lead, body)


def _texts(blocks: Sequence[Block]) -> Iterator[StreamText]:
    return (StreamText(text) for text in rich_texts(blocks))


def _with_causes(
    section: Section, placed: Placed, tagged: Mapping[int, Block], language: str
) -> Section:
    """Return the section about causes with a block for each cause that it lists."""
    texts: list[StreamText] = []
    for part in split_causes([tagged[id(it)] for it in placed.body + placed.further], language):
        if isinstance(part, Cause):
            texts.append(StreamText("".join(rich_texts(part.explanation)), plain(part.name)))
        else:
            texts += _texts(part)
    return replace(section, body=tuple(texts))


class _Tagging:
    """Replaces the facts of one article by merge tags, and counts them."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.tagger = Tagger(facts)
        self.counts: Counter[tuple[str, str]] = Counter()
        self.warnings: list[str] = []
        self.leftovers: list[Leftover] = []
        self.title_finds: list[Find] = []

    def title(self, text: str) -> str:
        """Return a title with tags; one that would become too long stays unchanged."""
        self.title_finds = self.tagger.find(text, heading=True)
        runs = _replaced((Run(text),), self.title_finds, [])
        if len(plain(runs)) > TITLE_LENGTH:
            self.warnings.append(
                _("With merge tags the title would be too long; it was left unchanged.")
            )
            return plain((Run(text),))
        self._note(text, self.title_finds)
        return plain(runs)

    def block(self, block: Block) -> Block:
        """Return a block with its facts replaced by tags."""
        is_heading = block.kind is Kind.HEADING
        finds = self.tagger.find(block.text, heading=is_heading)
        finds = self._without_foreign_calls(block.runs, finds)
        if not is_heading:
            finds = sorted(
                [*finds, *find_pronouns(block.text, finds, self.facts)], key=lambda it: it.start
            )
        guards, unguarded = ([], []) if is_heading else guards_of(block.text, finds)
        message = _(
            "“%(sentence)s” cannot do without a fact that some clinics lack: reword it, or only "
            "clinics that have it show the article."
        )
        self.warnings += [message % {"sentence": sentence} for sentence in unguarded]
        runs = _replaced(block.runs, finds, guards)
        if is_heading and len(plain(runs)) > HEADING_LENGTH:
            message = _(
                "With merge tags the heading “%(heading)s” would be too long; it was left "
                "unchanged."
            )
            self.warnings.append(message % {"heading": block.line})
            return block
        self._note(block.text, finds)
        return replace(block, runs=runs)

    def _note(self, text: str, finds: Sequence[Find]) -> None:
        self.counts.update((find.shown, " ".join(find.variables)) for find in finds)
        self.warnings += [find.note for find in finds if find.note]
        left = list(leftovers(text, list(finds), self.facts))
        self.leftovers += left
        self.warnings += [*(it.message for it in left), *misfits(text, finds, self.facts)]
        if has_signs(text):
            message = _(
                "The braces in “%(text)s” are not a merge tag; readers see them as they are."
            )
            self.warnings.append(message % {"text": " ".join(text.split())[:80]})

    def _without_foreign_calls(self, runs: tuple[Run, ...], finds: list[Find]) -> list[Find]:
        """Drop the clinic's numbers in links that dial another one, and warn of such links."""
        phones, position = self.tagger.phones, 0
        for run in runs:
            end = position + len(run.text)
            if run.href.startswith("tel:") and not phones.is_own(run.href):
                finds = [
                    find
                    for find in finds
                    if not PHONES & {*find.variables} or find.end <= position or end <= find.start
                ]
                if phones.parsed(run.text) != phones.parsed(run.href):
                    message = _("“%(found)s” is another phone number; it was left unchanged.")
                    self.warnings.append(message % {"found": run.href})
            position = end
        return finds


def _replaced(
    runs: tuple[Run, ...], finds: Sequence[Find], guards: Sequence[Guard]
) -> tuple[Run, ...]:
    """Return runs with tags for finds, and with guards; text in between stays as it was."""
    marks: list[tuple[int, int, int, Run]] = []
    for find in finds:
        tags = replace(_common(cut(runs, find.start, find.end)), text=find.tags)
        marks.append((find.start, 1, find.end, tags))
    for guard in guards:
        marks.append((guard.start, 0, guard.start, Run(guard.opening, literal=False)))
        # A find may end where its guard ends: the closing tag comes after it, before what follows.
        marks.append((guard.end, -1, guard.end, Run(guard.closing, literal=False)))
    made: list[Run] = []
    position = 0
    for start, _order, end, run in sorted(marks, key=lambda mark: mark[:2]):
        made += cut(runs, position, start)
        made.append(run)
        position = end
    return (*made, *cut(runs, position))


def _common(runs: Sequence[Run]) -> Run:
    """Return the format that all runs of a find share; spaces between them do not count."""
    words = [run for run in runs if run.text.strip()]
    hrefs = {run.href for run in words}
    return Run(
        "",
        bold=all(run.bold for run in words),
        italic=all(run.italic for run in words),
        href=hrefs.pop() if len(hrefs) == 1 else "",
        literal=False,
    )
