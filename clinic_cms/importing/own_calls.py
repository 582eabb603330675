"""Links to the clinic's own phone number: the merge tag for the phone makes its own link."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from django.utils.translation import gettext as _

from clinic_cms.importing.document import Document, Run
from clinic_cms.importing.tagging.phones import Phones
from clinic_cms.merge import Facts


def with_own_calls(document: Document, facts: Facts) -> Document:
    """Return a document without links to the clinic's number.

    A link that does not show the number is followed by it, to be tagged like any other: "Call now
    (+1 …)", unless its block shows the number anyway. A link to a messenger that holds the number
    is removed with a warning.
    """
    phones, warnings = Phones(facts), [*document.warnings]
    blocks = [
        replace(block, runs=tuple(_runs(block.runs, phones, warnings))) for block in document.blocks
    ]
    return replace(document, blocks=tuple(blocks), warnings=tuple(dict.fromkeys(warnings)))


def removed_link(text: str, href: str) -> str:
    """Return the warning that a link to one clinic was removed."""
    message = _(
        "The link “%(text)s” to “%(href)s” was removed: it would lead every clinic's "
        "patients to one clinic."
    )
    return message % {"text": " ".join(text.split())[:60], "href": href[:80]}


def _runs(runs: Sequence[Run], phones: Phones, warnings: list[str]) -> Iterator[Run]:
    is_shown = any(phones.find("".join(run.text for run in runs)))
    # A link that is partly bold has several runs.
    for href, group in groupby(runs, key=lambda run: run.href):
        link = list(group)
        is_call = href.startswith("tel:") and phones.is_own(href)
        if not is_call and not phones.is_in_url(href):
            yield from link
            continue
        yield from (replace(run, href="") for run in link)
        if not is_call:
            warnings.append(removed_link("".join(run.text for run in link), href))
        elif not is_shown and not any(c.isdigit() for run in link for c in run.text):
            is_shown = True
            yield Run(f" ({href.removeprefix('tel:')})")
