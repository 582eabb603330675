"""Footnotes: their marks leave the text, and their words become references or are reported."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from django.utils.translation import gettext as _

from clinic_cms.importing.reading.styles import Styles

NUMBERS = re.compile(r"\[?\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*\]?")
BRACKETED = re.compile(r"\[\s*(?:\d{1,3}|[a-z]|[ivx]+)\s*\]")
MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§]+)\s*[\])]?")
MARK_CLASS = re.compile(r"footnote|endnote|noteref|reference", re.I)
AFTER_WORDS = re.compile(r"(?:[^\W\d_]{3,}|[%.,;:!?)\]\"”’»]|\s)$")
"""What a footnote's mark follows; an exponent follows a number or a short unit: 10³, cm²."""
WORDS_AROUND = 3
WORD_LISTS = ("footnote-list", "endnote-list")
WORD_NOTES = ("footnote", "endnote")
ROLES = ("doc-endnotes", "doc-footnote", "doc-bibliography")
LIST_NAME = re.compile(
    r"(?:wp-block-|mw-|blog-|post-)?(?:footnotes?|endnotes?|references|bibliography)"
    r"(?:[-_](?:list|section|container|wrapper|block))?|sd(?:footnote|endnote)\d+"
)
"""Classes and ids of lists of notes, in WordPress, MediaWiki, Pandoc and LibreOffice."""
LISTS = frozenset({"ol", "ul", "div", "section", "aside", "footer"})
NOTE_PARAGRAPHS = 4
NOTES = frozenset({"li", "p", "dd", "tr", "div", "aside", "section"})


def drop_footnotes(
    soup: BeautifulSoup, raised: Iterable[Tag], styles: Styles
) -> tuple[list[str], list[str]]:
    """Remove the marks of footnotes and the notes; return the notes, and warnings about marks.

    `raised` are the superscripts; a mark may also be a link such as "[1]".
    """
    listed = [*_dropped_lists(soup, styles)]
    links = (link for link in soup.find_all("a", href=True) if _is_bracketed_link(link))
    marks: list[str] = []
    targets: list[str] = []
    raised = [tag for tag in raised if not tag.decomposed and _is_mark(tag)]
    for tag in chain(raised, [*links]):
        if tag.decomposed:
            continue
        link = tag if tag.name == "a" else tag.find("a") or tag.find_parent("a")
        if link is not None and str(link.get("href", "")).startswith("#"):
            targets.append(str(link["href"]).removeprefix("#"))
        number = tag.get_text(strip=True).strip("[]() ")
        marks.append(f"“{_end_of_text_before(tag)}” ({number})")
        tag.decompose()
        if link is not None and not link.decomposed and not link.get_text(strip=True):
            link.decompose()
    warnings = []
    if marks:
        message = _("Marks of footnotes were left out, after: %(marks)s.")
        warnings.append(message % {"marks": ", ".join(marks)})
    notes = [text for target in dict.fromkeys(targets) if (text := _dropped_note(soup, target))]
    return [*notes, *listed], warnings


def _dropped_lists(soup: BeautifulSoup, styles: Styles) -> Iterator[str]:
    """Remove the lists of notes that a word processor or a site writes, and yield each note."""
    for tag in soup.find_all(True):
        if tag.decomposed or not _is_note_list(tag, styles):
            continue
        notes = tag.find_all("li") or [
            it for it in tag.find_all("div") if styles.of(it).get("mso-element") in WORD_NOTES
        ]
        for note in notes or tag.find_all("p") or [tag]:
            text = _note_text(note)
            if text:
                yield text
        tag.decompose()


def _is_note_list(tag: Tag, styles: Styles) -> bool:
    if styles.of(tag).get("mso-element") in WORD_LISTS or tag.get("role") in ROLES:
        return True
    names = [*tag.get_attribute_list("class"), tag.get("id")]
    is_list = any(LIST_NAME.fullmatch(str(name)) for name in names if name)
    return is_list and tag.name in LISTS and tag.find(["h1", "main", "article"]) is None


def _is_mark(tag: Tag) -> bool:
    text = tag.get_text(strip=True)
    link = tag.find("a") or tag.find_parent("a")
    if link is not None and str(link.get("href", "")).startswith("#") and MARK.fullmatch(text):
        return True
    classes = " ".join(map(str, tag.get_attribute_list("class")))
    if MARK.fullmatch(text) and (BRACKETED.fullmatch(text) or MARK_CLASS.search(classes)):
        return True
    return bool(NUMBERS.fullmatch(text) and AFTER_WORDS.search(_text_before(tag)))


def _is_bracketed_link(link: Tag) -> bool:
    href = str(link["href"])
    if not href.startswith("#") or not BRACKETED.fullmatch(link.get_text(strip=True)):
        return False
    # The link back, from a note to its mark, is removed with the note.
    return link.find_previous(id=href.removeprefix("#")) is None


def _dropped_note(soup: BeautifulSoup, target: str) -> str:
    """Remove the note with an id or a named link, and return its text; "" if there is none."""
    found = soup.find(id=target) or soup.find("a", attrs={"name": target})
    note = found if found is None or found.name in NOTES else found.find_parent(list(NOTES))
    if note is None or note.find(["h1", "h2", "main", "article"]):
        return ""
    note = _whole(note)
    text = _note_text(note)
    note.decompose()
    return text


def _whole(note: Tag) -> Tag:
    """Return the box of a note of several paragraphs, as Google Docs writes one for each."""
    box = note.parent
    is_first = note.find_previous_sibling() is None
    if box is None or box.name != "div" or note.name != "p" or not is_first:
        return note
    others = note.find_next_siblings()
    plain = all(it.name == "p" and it.find(id=True) is None for it in others)
    return box if plain and len(others) < NOTE_PARAGRAPHS else note


def _note_text(note: Tag) -> str:
    """Return a note without its mark and the link back to the text."""
    for back in note.find_all("a", href=re.compile("^#")):
        back.decompose()
    return " ".join(note.get_text(" ").split())


def _text_before(tag: Tag) -> str:
    """Return the text right before an element, within its block."""
    before = tag.find_previous(string=True)
    return str(before) if before is not None else ""


def _end_of_text_before(tag: Tag) -> str:
    """Return the last words before an element in its block."""
    words: list[str] = []
    for node in tag.previous_elements:
        if isinstance(node, NavigableString):
            words = [*node.split(), *words]
        if len(words) >= WORDS_AROUND or (isinstance(node, Tag) and node.name in NOTES):
            break
    return " ".join(words[-WORDS_AROUND:])
