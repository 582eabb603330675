"""Whatever an article looks like, its words come out again, and no text breaks an import."""

import re
from collections import Counter
from html import escape
from pathlib import Path
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.importing.article import ImportResult, read_article
from clinic_cms.importing.document import Document
from clinic_cms.importing.reading import read_document
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.markdown import read_markdown
from clinic_cms.importing.reading.plain import read_plain
from clinic_cms.importing.rendering import JOINER
from clinic_cms.merge import ClinicFacts, DoctorFacts, Facts, LocationFacts, check, fill
from tests.importing.cases import Case, case_names, facts_of, words_of

NOBODY = Facts(ClinicFacts(), DoctorFacts(), LocationFacts(), "en-us")
LEFT_OUT = re.compile("left out", re.IGNORECASE)
DROPPED = ("head", "title", "nav", "script", "style")

word = st.text(st.sampled_from("abcdeéñABC123&<>{}%\"'.?!:,;()’-"), min_size=1, max_size=9)
starter = st.sampled_from(
    ["Causes", "Why", "What", "Treatment", "Prevention", "Dr.", "Neck", "¿Qué"]
)
line = st.builds(lambda first, rest: " ".join([first, *rest]), starter, st.lists(word, max_size=25))
element = st.sampled_from(["p", "h1", "h2", "h3", "h4", "li", "div", "blockquote", "dt", "td"])


def words(text: str) -> set[str]:
    """Words as a doubled title is compared: a second one may differ in capitals and signs."""
    return set(re.findall(r"[^\W_]+", text.replace(JOINER, "").casefold()))


def output(result: ImportResult) -> str:
    pieces = [f"{escape(s.heading)}\n{s.html}" for s in result.sections.values()]
    return f"{result.title} {words_of(' '.join(pieces))}"


def imported(document: Document, facts: Facts = NOBODY) -> ImportResult:
    result = read_article(document, facts, facts.language)
    assert [p for s in result.sections.values() for p in check(s.html, rich=True)] == []
    assert [p for s in result.sections.values() for p in check(s.heading)] == []
    assert check(result.title) == []
    return result


def left_out(result: ImportResult) -> set[str]:
    """Words of the headings without text, left out with a warning each, and what was set aside."""
    headings = (warning for warning in result.warnings if "left out" in warning)
    return words(" ".join([*headings, *(passage.text for passage in result.set_aside)]))


@given(st.lists(line, min_size=1, max_size=12), st.sampled_from(["\n", "\n\n", "\r\n\r\n"]))
def test_plain_text_keeps_its_words(lines: list[str], end: str) -> None:
    result = imported(read_plain(end.join(lines), "en-us"))

    expected = words(" ".join(lines))
    assert words(output(result)) <= expected <= words(output(result)) | left_out(result)


@given(st.lists(st.tuples(element, line, st.booleans()), min_size=1, max_size=12))
def test_html_keeps_its_words(pieces: list[tuple[str, str, bool]]) -> None:
    source = "".join(
        f"<{name}>{'<b>' if bold else ''}{escape(text)}{'</b>' if bold else ''}</{name}>"
        for name, text, bold in pieces
    )

    result = imported(read_html(source, "en-us"))

    expected = words(" ".join(text for _name, text, _bold in pieces))
    assert words(output(result)) <= expected <= words(output(result)) | left_out(result)


@given(st.text(max_size=300))
def test_no_text_breaks_the_readers(text: str) -> None:
    for document in (
        read_plain(text, "es"),
        read_markdown(text, "en-us"),
        read_html(text, "en-us"),
    ):
        imported(document)


FACT_PHRASES = (
    "Dr. Michael Wilson",
    "Dr. Wilson",
    "Michael Wilson",
    "Kosak Chiropractic",
    "Fairfield, CA",
    "near Fairfield",
    "from Vacaville and Dixon",
    "Dr. Wilson, DC,",
    "94533",
    "1220 Juniper Court in Fairfield",
    "KOSAK CHIROPRACTIC",
    "Kosak Chiropractic's",
    "Wilson Street",
    "Dr. Anne Wilson",
    "Fairfield, Ohio",
    "Fairfield, CA 94533",
    "(Fairfield)",
)
phrase = st.one_of(st.sampled_from(FACT_PHRASES), st.sampled_from(["and", "hurts.", "see", "with"]))


@given(st.lists(st.lists(phrase, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=6))
def test_filled_again_with_the_clinics_facts_it_says_the_same(paragraphs: list[str]) -> None:
    facts = facts_of("kosak-chiropractic")
    texts = [f"So {paragraph} today, and so on and so forth." for paragraph in paragraphs]

    result = imported(read_plain("\n\n".join(["A title", *texts]), "en-us"), facts)

    filled = " ".join(fill(s.html, facts, as_html=True) for s in result.sections.values())
    assert words_of(filled).split() == " ".join(texts).split()


@pytest.mark.parametrize("name", case_names())
def test_every_word_of_the_corpus_is_kept(name: str) -> None:
    path = Case(name).path
    result = imported(_read(path))

    sources = (f"{source.title} {source.url}" for source in result.references)
    aside = " ".join([*(passage.text for passage in result.set_aside), *sources])
    reported = " ".join(warning for warning in result.warnings if LEFT_OUT.search(warning))
    kept = Counter(_words(f"{output(result)} {aside} {reported}"))
    lost = Counter(_words(_visible(path))) - kept
    assert set(lost) <= set(_words(result.title))


def _read(path: Path) -> Document:
    if path.suffix == ".docx":
        return read_document(path, "en-us")
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".html":
        return read_html(text, "en-us")
    return read_markdown(text, "en-us") if path.suffix == ".md" else read_plain(text, "en-us")


def _visible(path: Path) -> str:
    """The file's text by the shortest way there is, so that it shares no mistake with ours."""
    if path.suffix == ".docx":
        with ZipFile(path) as file:
            text = file.read("word/document.xml").decode()
        return re.sub(r"<[^>]+>", "", text.replace("</w:p>", " "))
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".html":
        text = re.sub(r"<!--.*?-->|<!\[.*?\]>", "", text, flags=re.S)
        text = re.sub(r"</?(?:t\w+|p|li|ul|div|h\d|label|button)\b", r" \g<0>", text)
        soup = BeautifulSoup(text, "html.parser")
        for tag in soup(DROPPED):
            tag.decompose()
        return soup.get_text()
    return re.sub(r"\]\([^)]*\)|^[ \t]*(?:[-*] )?\[[x ]\]|^[a-z]\) ", " ", text, flags=re.M)


def _words(text: str) -> list[str]:
    """Words of letters alone, without case: numbers of lists are markup, capitals are design."""
    return re.findall(r"[^\W\d_]+", text.casefold())
