"""From a read document to the result of an import: sections, merge tags, warnings. No database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from types import MappingProxyType

from clinic_cms.facts.fact_check import Finding
from clinic_cms.formats.slugs import slug_of_title
from clinic_cms.importing.block_tagger import BlockTagger
from clinic_cms.importing.capitals import with_sentence_case
from clinic_cms.importing.causes import Cause, split_causes
from clinic_cms.importing.cited_sources import Source, sort_notes
from clinic_cms.importing.dead_calls import without_dead_calls
from clinic_cms.importing.document import Block, Document
from clinic_cms.importing.headings import outline_of
from clinic_cms.importing.numbering import unnumbered
from clinic_cms.importing.own_calls import with_own_calls
from clinic_cms.importing.reading.surroundings import without_opening_bylines
from clinic_cms.importing.reading.surroundings.blocks import without_disclaimers
from clinic_cms.importing.rendering import plain, rich_texts
from clinic_cms.importing.safety import (
    move_safety_text,
    safety_warnings,
    says_nothing,
    unsaid_of_page,
    with_safety_from_below,
)
from clinic_cms.importing.sections import (
    HELP,
    OVERVIEW,
    Placed,
    Placement,
    place,
    remove_empty_headings,
)
from clinic_cms.importing.set_aside import (
    BYLINE,
    PAGE_SAFETY,
    REASONS,
    Passage,
    SetAside,
    places_of,
    take_out,
)
from clinic_cms.importing.wordings.foreign import other_language
from clinic_cms.merge import Facts
from clinic_cms.publishing.notes.passage_places import AT_END

CAUSES = "causes"


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

    `set_aside` are bylines, claims and reviews that were taken out; they are kept beside the draft.
    `findings` are what the fact check finds in the draft: it is not published until each of them is
    answered. `references` are footnotes and entries of a list of references that name a source.
    """

    slug: str
    title: str
    sections: Mapping[str, Section]
    merge_tags: tuple[MergeTag, ...]
    warnings: tuple[str, ...]
    set_aside: tuple[SetAside, ...] = ()
    findings: tuple[Finding, ...] = ()
    references: tuple[Source, ...] = ()
    page_id: int | None = None

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
    sources, unknown_notes = sort_notes(document.notes, facts)
    document, bylines = _of_the_article(document, facts, language)
    outline = with_sentence_case(outline_of(document, language), facts)
    blocks, passages = take_out(outline.blocks, facts, language)
    placement = place(blocks, language)
    homes = [placement.section_of(it.after) for it in passages]
    move_safety_text(placement, language)
    of_page, told_around = _safety_of_page(document, placement, language)
    remove_empty_headings(placement)
    tagging = BlockTagger(facts)
    title = tagging.title(outline.title)
    # In the order of the file: a bare surname means the person named last.
    bare = _unnumbered(blocks, placement)
    tagged = {id(block): tagging.block(bare.get(id(block), block)) for block in blocks}
    warnings = [
        *safety_warnings(placement, language),
        *_foreign(document, language),
        *outline.warnings,
        *told_around,
        *unknown_notes,
        *placement.warnings,
        *tagging.warnings,
    ]
    return ImportResult(
        slug=slug_of_title(title),
        title=title,
        sections=MappingProxyType(_sections(placement, tagged, language)),
        merge_tags=tuple(MergeTag(*key, count) for key, count in tagging.counts.items()),
        warnings=tuple(dict.fromkeys(warnings)),
        set_aside=(*of_page, *bylines, *_taken_out(passages, homes, tagged)),
        references=tuple(sources),
    )


def _of_the_article(
    document: Document, facts: Facts, language: str
) -> tuple[Document, list[SetAside]]:
    """Return a document without what stands around its article, and the bylines."""
    text, opening_bylines = without_opening_bylines(document.blocks)
    document = without_disclaimers(replace(document, blocks=tuple(text)), language)
    document = with_safety_from_below(document, language)
    document = without_dead_calls(with_own_calls(document, facts), language)
    bylines = (*opening_bylines, *document.bylines)
    return document, [SetAside(OVERVIEW, byline, str(BYLINE)) for byline in bylines]


def _safety_of_page(
    document: Document, placement: Placement, language: str
) -> tuple[list[SetAside], list[str]]:
    """Return the safety text around an article that has none, else warnings of what it leaves."""
    if says_nothing(placement, language):
        return [SetAside(HELP, it, str(PAGE_SAFETY), AT_END) for it in document.page_safety], []
    return [], unsaid_of_page(document)


def _taken_out(
    passages: Sequence[Passage], homes: Sequence[str], tagged: Mapping[int, Block]
) -> Iterator[SetAside]:
    """Yield the passages that were taken out, each with its section and its place there."""
    stored = [replace(it, after=tagged[id(it.after)] if it.after else None) for it in passages]
    places = places_of(stored, [*tagged.values()])
    for home, it, place_there in zip(homes, passages, places, strict=True):
        yield SetAside(home, it.text, str(REASONS[it.kind]), place_there)


def _foreign(document: Document, language: str) -> list[str]:
    """Return a warning if an article is in another language."""
    foreign = other_language([block.text for block in document.blocks], language)
    return [foreign] if foreign else []


def _sections(
    placement: Placement, tagged: Mapping[int, Block], language: str
) -> dict[str, Section]:
    sections = {name: _section(section, tagged) for name, section in placement.sections.items()}
    sections[CAUSES] = _with_causes(sections[CAUSES], placement.sections[CAUSES], tagged, language)
    return sections


def _unnumbered(blocks: Sequence[Block], placement: Placement) -> dict[int, Block]:
    """Return the headings that lose their numbers; each cause becomes a block of its own."""
    groups = [
        part
        for name, section in placement.sections.items()
        for part in section.parts
        if name != CAUSES
    ]
    return unnumbered(blocks, groups)


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
