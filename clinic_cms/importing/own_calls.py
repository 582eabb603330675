"""Links to the clinic's own phone number: the merge tag for the phone makes its own link."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from clinic_cms.importing.document import Document, Run
from clinic_cms.importing.tagging.phones import Phones
from clinic_cms.merge import Facts


def with_own_calls(document: Document, facts: Facts) -> Document:
    """Return a document without links to the clinic's number.

    A link that does not show the number is followed by it, to be tagged like any other: "Call now
    (+1 …)".
    """
    phones = Phones(facts)
    blocks = [replace(block, runs=tuple(_runs(block.runs, phones))) for block in document.blocks]
    return replace(document, blocks=tuple(blocks))


def _runs(runs: Sequence[Run], phones: Phones) -> Iterator[Run]:
    # A link that is partly bold has several runs.
    for href, group in groupby(runs, key=lambda run: run.href):
        link = list(group)
        if not href.startswith("tel:") or not phones.is_own(href):
            yield from link
            continue
        yield from (replace(run, href="") for run in link)
        if not any(character.isdigit() for run in link for character in run.text):
            yield Run(f" ({href.removeprefix('tel:')})")
