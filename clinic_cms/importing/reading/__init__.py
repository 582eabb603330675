"""From an article's file to a `Document`: decodes it, and calls the reader of its kind."""

import codecs
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _

from clinic_cms.errors import Mistake, Refused, error_id
from clinic_cms.importing.document import Document
from clinic_cms.importing.reading.markup import read_html, read_markdown
from clinic_cms.importing.reading.plain import read_plain

NO_FILE = error_id("clinic_cms.I001")
UNKNOWN_KIND = error_id("clinic_cms.I002")
NO_TEXT = error_id("clinic_cms.I003")
NO_PARSER = error_id("clinic_cms.I004")
NOT_UTF8 = error_id("clinic_cms.I005")

UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"PK\x03\x04")
"""The first bytes of pictures, PDFs and Word files, whatever their suffix."""


PLAIN = (".txt", ".text")
MARKUP: dict[str, Callable[[str], Document]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
}


def read_document(path: Path, language: str) -> Document:
    """Read an article's file. Raises Refused when it is missing, empty or of an unknown kind."""
    suffix = path.suffix.lower()
    if not path.is_file():
        raise refused(NO_FILE, path, _("There is no such file."), _("Check the path."))
    if suffix not in (*PLAIN, *MARKUP):
        hint = _("Save it as one of: %(suffixes)s.") % {"suffixes": ", ".join([*PLAIN, *MARKUP])}
        raise refused(UNKNOWN_KIND, path, _("This kind of file cannot be read."), hint)
    text, warnings = _decoded(path)
    try:
        document = read_plain(text, language) if suffix in PLAIN else MARKUP[suffix](text)
    except ModuleNotFoundError as error:
        message = _("Reading this kind of file needs the package “%(name)s”.")
        hint = _("Install it: pip install 'wagtail-clinic-cms[import]'")
        raise refused(NO_PARSER, path, message % {"name": error.name}, hint) from error
    if not any(block.text for block in document.blocks):
        raise refused(NO_TEXT, path, _("The file holds no text."), _("Save the article again."))
    return replace(
        document,
        warnings=(*warnings, *document.warnings),
        fallback_title=document.fallback_title or _title_of(path),
    )


def refused(id: str, path: Path, message: str, hint: str) -> Refused:
    """Return the error for one mistake about a file."""
    return Refused([Mistake(id, str(path), message, hint)])


def _decoded(path: Path) -> tuple[str, tuple[str, ...]]:
    """Return a file's text, and a warning if its encoding is a guess."""
    raw = path.read_bytes()
    encodings = ["utf-8-sig", "cp1252"]
    if raw.startswith(UTF16_MARKS):
        encodings = ["utf-16"]
    elif raw.startswith(SIGNATURES) or b"\0" in raw:
        encodings = []
    warning = _("The file is not in UTF-8; it was read as Windows-1252. Check accents and quotes.")
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding), (warning,) if encoding == "cp1252" else ()
    hint = _("Open it in an editor and save it as UTF-8.")
    raise refused(NOT_UTF8, path, _("The file is not text in UTF-8."), hint)


def _title_of(path: Path) -> str:
    words = path.stem.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
