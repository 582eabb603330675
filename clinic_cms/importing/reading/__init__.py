"""From an article's file to a `Document`: decodes it, and calls the reader of its kind."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _

from clinic_cms.errors import Mistake, Refused, error_id
from clinic_cms.importing.document import Document, with_warnings
from clinic_cms.importing.reading.docx import NotWordFile, read_docx
from clinic_cms.importing.reading.encoding import decoded
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.markdown import read_markdown
from clinic_cms.importing.reading.plain import read_plain

NO_FILE = error_id("clinic_cms.I001")
UNKNOWN_KIND = error_id("clinic_cms.I002")
NO_TEXT = error_id("clinic_cms.I003")
NO_PARSER = error_id("clinic_cms.I004")
NOT_UTF8 = error_id("clinic_cms.I005")
NOT_WORD = error_id("clinic_cms.I006")

HTML = (".html", ".htm", ".xhtml")
READERS: dict[str, Callable[[str, str], Document]] = {
    **dict.fromkeys((".txt", ".text"), read_plain),
    **dict.fromkeys((".md", ".markdown"), read_markdown),
    **dict.fromkeys(HTML, read_html),
}
WORD = ".docx"
SUFFIXES = (*READERS, WORD)


def read_document(path: Path, language: str) -> Document:
    """Read an article's file. Raises Refused when it is missing, empty or of an unknown kind."""
    if not path.is_file():
        raise refused(NO_FILE, path, _("There is no such file."), _("Check the path."))
    if path.suffix.lower() not in SUFFIXES:
        hint = _("Save it as one of: %(suffixes)s.") % {"suffixes": ", ".join(SUFFIXES)}
        raise refused(UNKNOWN_KIND, path, _("This kind of file cannot be read."), hint)
    try:
        document = _read(path, language)
    except ModuleNotFoundError as error:
        message = _("Reading this kind of file needs the package “%(name)s”.")
        hint = _("Install it: pip install 'wagtail-clinic-cms[import]'")
        raise refused(NO_PARSER, path, message % {"name": error.name}, hint) from error
    if not any(block.text for block in document.blocks):
        raise refused(NO_TEXT, path, _("The file holds no text."), _("Save the article again."))
    return replace(document, fallback_title=document.fallback_title or _title_of(path))


def _read(path: Path, language: str) -> Document:
    suffix = path.suffix.lower()
    if suffix == WORD:
        try:
            return read_docx(path, language)
        except NotWordFile as error:
            hint = _("Open it in Word, without a password, and save it as .docx again.")
            raise refused(NOT_WORD, path, _("The file is not a Word document."), hint) from error
    known = decoded(path.read_bytes(), language, markup=suffix in HTML)
    if known is None:
        hint = _("Open it in an editor and save it as UTF-8.")
        raise refused(NOT_UTF8, path, _("The file is not text in UTF-8."), hint)
    text, warnings = known
    return with_warnings(READERS[suffix](text, language), warnings)


def refused(id: str, path: Path, message: str, hint: str) -> Refused:
    """Return the error for one mistake about a file."""
    return Refused([Mistake(id, str(path), message, hint)])


def _title_of(path: Path) -> str:
    words = path.stem.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
