"""Reads Word files (.docx), by way of HTML; hidden and deleted text and comments are left out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from clinic_cms.importing.document import Document, with_warnings
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.left_out import left_out_warnings
from clinic_cms.importing.reading.shown import COMMENT, DELETED, HIDDEN
from clinic_cms.importing.reading.surroundings import LEFT_OUT

TEXT = "word/document.xml"
PROPERTIES = "docProps/core.xml"
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
"""
RUN = re.compile(r"<w:r(?:\s[^>]*)?>.*?</w:r>", re.S)
VANISHED = re.compile(r"<w:(?:vanish|specVanish)(?:\s+w:val=\"(?:1|true|on)\")?\s*/>")
MARGINS = re.compile(r"word/(?:header|footer)\d*\.xml")
DECLARATION = re.compile(r"<\?xml[^>]*>")
STYLE_MESSAGE = re.compile(r"Unrecognised \w+ style")
UNREAD = gettext_noop("A part of the Word file could not be read: %(text)s")


class NotWordFile(Exception):
    """The file is no Word file, or it is damaged or has a password."""


def read_docx(path: Path, language: str) -> Document:
    """Return the blocks of a Word file. Raises NotWordFile."""
    import mammoth

    try:
        content, warnings = _without_hidden(path)
        result = mammoth.convert_to_html(
            content,
            style_map=STYLES,
            convert_image=mammoth.images.img_element(lambda image: {"src": image.content_type}),
        )
    except (BadZipFile, KeyError, OSError, ValueError, ExpatError) as error:
        raise NotWordFile(str(error)) from error
    unread = [
        _(UNREAD) % {"text": each.message}
        for each in result.messages
        if not STYLE_MESSAGE.match(each.message)
    ]
    document = read_html(result.value, language)
    document = replace(document, fallback_title=_title_of(path))
    return with_warnings(document, [*warnings, *unread])


def _title_of(path: Path) -> str:
    """Return the title among the file's properties; Word fills in its own name for want of one."""
    with ZipFile(path) as source:
        known = PROPERTIES in source.namelist()
        properties = _parsed(source.read(PROPERTIES) if known else b"")
    title = properties.find("dc:title")
    text = " ".join(title.get_text().split()) if title else ""
    return "" if text.startswith("Microsoft Word") else text


def _without_hidden(path: Path) -> tuple[BytesIO, list[str]]:
    """Return the file without hidden text, and warnings about all that stands in no line of it."""
    copy = BytesIO()
    with ZipFile(path) as source, ZipFile(copy, "w") as target:
        parts = {name: source.read(name) for name in source.namelist()}
        text = parts[TEXT].decode("utf-8-sig")
        hidden = [run for run in RUN.findall(text) if VANISHED.search(run)]
        parts[TEXT] = RUN.sub(
            lambda match: "" if VANISHED.search(match[0]) else match[0], text
        ).encode()
        for name, content in parts.items():
            target.writestr(name, content)
    copy.seek(0)
    return copy, left_out_warnings([(HIDDEN, _text_of("".join(hidden))), *_reports(parts)])


def _reports(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield a message and a text for each thing that is not printed with the article's text."""
    for change in _parsed(parts[TEXT]).find_all(["w:del", "w:movefrom"]):
        yield DELETED, " ".join(change.get_text().split())
    for comment in _parsed(parts.get("word/comments.xml", b"")).find_all("w:comment"):
        yield COMMENT, " ".join(comment.get_text(" ").split())
    for name, content in parts.items():
        if MARGINS.fullmatch(name):
            yield LEFT_OUT, _text_of(content)


def _text_of(xml: str | bytes) -> str:
    texts = (text.get_text() for text in _parsed(xml).find_all(["w:t", "w:tab"]))
    return " ".join("".join(texts).split())


def _parsed(xml: str | bytes) -> BeautifulSoup:
    """Return XML to search in; the parser for HTML needs no further package."""
    text = xml if isinstance(xml, str) else xml.decode("utf-8-sig", "replace")
    return BeautifulSoup(DECLARATION.sub("", text), "html.parser")
