"""Replaces the facts in an article's title and blocks by merge tags."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from clinic_cms.importing.document import Block, Kind, Run, cut
from clinic_cms.importing.rendering import has_signs, plain
from clinic_cms.importing.sections import HEADING_LENGTH
from clinic_cms.importing.tagging import Tagger
from clinic_cms.importing.tagging.agreement import (
    articles_before_clinics,
    misfits,
    with_agreement,
)
from clinic_cms.importing.tagging.guards import Guard, guards_of
from clinic_cms.importing.tagging.matches import Find, is_elided
from clinic_cms.importing.tagging.phones import PHONES
from clinic_cms.importing.tagging.place_names import at_streets
from clinic_cms.importing.tagging.pronouns import Pronouns
from clinic_cms.importing.titles import TITLE_LENGTH
from clinic_cms.merge import Facts


class BlockTagger:
    """Replaces the facts of one article by merge tags, and counts them."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.tagger = Tagger(facts)
        self.pronouns = Pronouns(facts)
        self.counts: Counter[tuple[str, str]] = Counter()
        self.warnings: list[str] = []

    def title(self, text: str) -> str:
        """Return a title with tags; one that would become too long stays unchanged."""
        finds = [it for it in self.tagger.find(text, heading=True) if not is_elided(text, it.start)]
        runs = _replaced((Run(text),), finds, [])
        if len(plain(runs)) > TITLE_LENGTH:
            self.warnings.append(
                _("With merge tags the title would be too long; it was left unchanged.")
            )
            return plain((Run(text),))
        self._note(text, finds)
        return plain(runs)

    def block(self, block: Block) -> Block:
        """Return a block with its facts replaced by tags."""
        is_heading = block.kind is Kind.HEADING
        finds = self.tagger.find(block.text, heading=is_heading)
        finds = self._without_foreign_calls(block.runs, finds)
        unsure: list[str] = []
        finds = with_agreement(block.text, finds, self.facts.language)
        if is_heading:
            self.pronouns.read_heading(block.text, finds)
        else:
            pronouns, unsure = self.pronouns.read(block.text, finds)
            finds = sorted([*finds, *pronouns], key=lambda it: it.start)
        guards, unguarded = ([], []) if is_heading else guards_of(block.text, finds)
        message = _(
            "“%(sentence)s” cannot do without a fact that some clinics lack: reword it, or only "
            "clinics that have it show the article."
        )
        self.warnings += [message % {"sentence": sentence} for sentence in unguarded]
        runs = _replaced(block.runs, [*finds, *at_streets(block.text, finds)], guards)
        if is_heading and len(plain(runs)) > HEADING_LENGTH:
            message = _(
                "With merge tags the heading “%(heading)s” would be too long; it was left "
                "unchanged."
            )
            self.warnings.append(message % {"heading": block.line})
            return block
        self._note(block.text, finds)
        self.warnings += unsure
        return replace(block, runs=runs)

    def _note(self, text: str, finds: Sequence[Find]) -> None:
        self.counts.update((find.shown, " ".join(find.variables)) for find in finds)
        self.warnings += [find.note for find in finds if find.note]
        self.warnings += misfits(text, finds, self.facts)
        self.warnings += articles_before_clinics(text, finds, self.facts.language)
        if has_signs(text):
            message = _(
                "The braces in “%(text)s” are not a merge tag; readers see them as they are."
            )
            self.warnings.append(message % {"text": " ".join(text.split())[:80]})

    def _without_foreign_calls(self, runs: tuple[Run, ...], finds: list[Find]) -> list[Find]:
        """Drop the clinic's numbers in links that dial another one."""
        phones, position = self.tagger.phones, 0
        for run in runs:
            end = position + len(run.text)
            if run.href.startswith("tel:") and not phones.is_own(run.href):
                finds = [
                    find
                    for find in finds
                    if not PHONES & {*find.variables} or find.end <= position or end <= find.start
                ]
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
