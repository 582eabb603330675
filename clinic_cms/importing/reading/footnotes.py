"""Footnotes: their marks leave the text, their words are reported to become references."""

import re
from collections.abc import Iterable
from itertools import chain

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from django.utils.translation import gettext as _

from clinic_cms.importing.reading.left_out import quoted

NUMBERS = re.compile(r"\[?\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*\]?")
BRACKETED = re.compile(r"\[\s*(?:\d{1,3}|[a-z]|[ivx]+)\s*\]")
MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§]+)\s*[\])]?")
MARK_CLASS = re.compile(r"footnote|endnote|noteref|reference", re.I)
AFTER_WORDS = re.compile(r"(?:[^\W\d_]{3,}|[%.,;:!?)\]\"”’»]|\s)$")
"""What a footnote's mark follows; an exponent follows a number or a short unit: 10³, cm²."""
WORDS_AROUND = 3
NOTES = frozenset({"li", "p", "dd", "tr", "div", "aside", "section"})


def drop_footnotes(soup: BeautifulSoup, raised: Iterable[Tag]) -> list[str]:
    """Remove the marks of footnotes and the notes they lead to; return warnings with both.

    `raised` are the superscripts; a mark may also be a link such as "[1]".
    """
    links = (link for link in soup.find_all("a", href=True) if _is_bracketed_link(link))
    marks: list[str] = []
    targets: list[str] = []
    for tag in chain([tag for tag in raised if _is_mark(tag)], [*links]):
        if tag.decomposed:
            continue
        link = tag if tag.name == "a" else tag.find("a") or tag.find_parent("a")
        if link is not None and str(link.get("href", "")).startswith("#"):
            targets.append(str(link["href"]).removeprefix("#"))
        number = tag.get_text(strip=True).strip("[]() ")
        marks.append(f"“{_end_of_text_before(tag)}” ({number})")
        tag.decompose()
    warnings = []
    if marks:
        message = _("Marks of footnotes were left out, after: %(marks)s.")
        warnings.append(message % {"marks": ", ".join(marks)})
    notes = [text for target in dict.fromkeys(targets) if (text := _dropped_note(soup, target))]
    if notes:
        message = _("Footnotes were left out; add those that are sources as references: %(notes)s")
        warnings.append(message % {"notes": " · ".join(notes)})
    return warnings


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
    for back in note.find_all("a", href=re.compile("^#")):
        back.decompose()
    text = quoted(note.get_text(" "))
    note.decompose()
    return text


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
