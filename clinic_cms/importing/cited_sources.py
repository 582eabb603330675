"""Which footnotes and entries of a list of references name a source of the article."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clinic_cms.importing.reading.left_out import quoted
from clinic_cms.importing.wordings import plain_words, word_count
from clinic_cms.merge import Facts

URL = re.compile(r"<?\bhttps?://[^\s<>]*[^\s<>.,;)\]]>?", re.I)
DOI = re.compile(r"\bdoi:?\s*(10\.\d{4,}/[^\s<>]*[^\s<>.,;)\]])", re.I)
YEAR = re.compile(r"\b(?:19|20)\d\d[a-z]?(?=\s*(?:[).,;:\]–-]|$))")
"""A year as lists of references write it: "(2019)", "2019;4:1", "2019."; not "In 2019 we …"."""
MARK = re.compile(r"\s*(?:\[?\(?\d{1,3}[\])]?[.)]?|\[?[ivx]{1,4}[\].)]|[*†‡•^-])\s+")
LABEL = re.compile(r"[\s:,.;()]*(?:(?:available at|retrieved from|url|link)[\s:]*)?$", re.I)
"""What is left at the end of an entry whose address was taken out."""
LONGEST = 250
MOST_WORDS = 80


@dataclass(frozen=True)
class Source:
    """A source of the article: its title with authors and year, as written, and its address."""

    title: str
    url: str = ""


def sort_notes(notes: Iterable[str], facts: Facts) -> tuple[list[Source], list[str]]:
    """Return the sources among some notes, and a warning with the other notes, if any.

    What names the clinic or its doctor is not believed: references are the same for all clinics.
    """
    sources: dict[Source, None] = {}
    others: list[str] = []
    own = [plain_words(it) for it in (facts.clinic.name, facts.doctor.last_name) if it]
    for note in notes:
        source = source_of(note)
        words = f" {plain_words(note)} "
        if source is None or any(f" {name} " in words for name in own):
            others.append(quoted(_without_mark(note)))
        else:
            sources[source] = None
    message = _("Footnotes were left out; add those that are sources as references: %(notes)s")
    warnings = [message % {"notes": " · ".join(others)}] if others else []
    return [*sources], warnings


def source_of(note: str) -> Source | None:
    """Return the source that a note names: it has an address or a year, and is no story."""
    text = _without_mark(note)
    doi, url = DOI.search(text), URL.search(text)
    if not (doi or url or YEAR.search(text)) or word_count(text) > MOST_WORDS:
        return None
    address = url[0].strip("<>") if url else f"https://doi.org/{doi[1]}" if doi else ""
    found = url or doi
    title = text[: found.start()] + text[found.end() :] if found else text
    title = LABEL.sub("", title) if found else title
    return Source(quoted(title, LONGEST - 2) or address[:LONGEST], address)


def _without_mark(note: str) -> str:
    text = " ".join(note.split())
    mark = MARK.match(text)
    return text[mark.end() :] if mark else text
