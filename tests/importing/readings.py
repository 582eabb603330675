"""What tests of the readers share: a page or a text, read and imported for no clinic."""

from clinic_cms.importing.article import ImportResult, read_article
from clinic_cms.importing.document import Document
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.plain import read_plain
from clinic_cms.merge import ClinicFacts, DoctorFacts, Facts, LocationFacts

NOBODY = Facts(ClinicFacts(), DoctorFacts(), LocationFacts(), "en-us")


def imported(document: Document, facts: Facts = NOBODY) -> ImportResult:
    return read_article(document, facts, facts.language)


def page(source: str) -> ImportResult:
    return imported(read_html(source, "en-us"))


def body(source: str) -> str:
    """The rich text of HTML below a title."""
    return page(f"<h1>Stiff shoulders</h1>{source}").sections["overview"].html


def plain_body(text: str) -> str:
    """The rich text of a plain text below a title."""
    return imported(read_plain(f"Hips\n\n{text}", "en-us")).sections["overview"].html


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.line) for block in document.blocks]
