"""Parses a PO file strictly, and keeps the line of everything in it.

polib drops the last letter of a text whose closing quote is missing, and reads an entry that was
cut off as an untranslated one: neither may be imported.
The format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from clinic_cms.errors import Report, error_id, shortened

FILES = error_id("clinic_cms.P010")
ENCODING = error_id("clinic_cms.P011")
SYNTAX = error_id("clinic_cms.P012")
HEADER = error_id("clinic_cms.P013")

PAGE = "X-Clinic-Page"
SOURCE_LOCALE = "X-Clinic-Source-Locale"
SOURCE_DIGEST = "X-Clinic-Source-Digest"
SOURCE_REVISION = "X-Clinic-Source-Revision"
TEXTS = "X-Clinic-Texts"
LANGUAGE = "Language"
CONTENT_TYPE = "Content-Type"
"""Fields of the header."""

KEYWORDS = ("msgctxt", "msgid", "msgid_plural", "msgstr")
"""In the order that they have in an entry."""
KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)\b(\[\d+\])?\s*")
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"\s*')
LITERALS = re.compile(rf"(?:{LITERAL.pattern})*")
OBSOLETE = re.compile(r"^#~(?!\|)\s*")
ESCAPE = re.compile(r"\\(?:(?P<octal>[0-7]{1,3})|x(?P<hex>[0-9A-Fa-f]+)|(?P<sign>.))")
"""As in C: gettext's lexer knows these (`control_sequence` in po-lex.c)."""
ESCAPED: Mapping[str, bytes] = {
    **dict(zip("ntrvbfa", (b"\n", b"\t", b"\r", b"\v", b"\b", b"\f", b"\a"), strict=True)),
    '"': b'"',
    "\\": b"\\",
}


@dataclass
class Entry:
    """One text with its translation; lines count from 1."""

    line: int
    fuzzy: bool = False
    obsolete: bool = False
    plural: bool = False
    lines: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    """What each keyword has: the number of each line, and the text there."""

    @property
    def context(self) -> str:
        return self._text("msgctxt")

    @property
    def msgid(self) -> str:
        return self._text("msgid")

    @property
    def msgstr(self) -> str:
        return self._text("msgstr")

    @property
    def msgstr_line(self) -> int:
        return self.lines["msgstr"][0][0]

    def _text(self, keyword: str) -> str:
        return "".join(text for _number, text in self.lines.get(keyword, ()))


@dataclass
class PoFile:
    """A parsed file; `head` is the entry with its header."""

    head: Entry
    entries: list[Entry]

    def header_value(self, name: str) -> str:
        """Return a field of the header, or ""."""
        fields = (line.partition(":") for line in self.head.msgstr.splitlines())
        values = {key.strip().lower(): value.strip() for key, _colon, value in fields}
        return values.get(name.lower(), "")

    def line_of(self, name: str) -> int:
        """Return the line of a field of the header; of the header itself if it has none."""
        start = f"{name}:".lower()
        lines = self.head.lines.get("msgstr", ())
        return next((at for at, text in lines if text.lower().startswith(start)), self.head.line)


def parse(content: bytes, report: Report) -> PoFile | None:
    """Return a file's content, or None if it cannot be read; the report has the reasons."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = _("Save the file again as UTF-8.")
        report.add(ENCODING, line, _("The file is not text in UTF-8."), hint)
        return None
    entries = _parse_entries(text, report)
    if report.mistakes:
        return None
    has_header = bool(entries) and not entries[0].msgid and not entries[0].context
    head = entries[0] if has_header else Entry(1)
    file = PoFile(head, [entry for entry in entries if entry.msgid or entry.context])
    charset = re.search(r"charset=([\w-]+)", file.header_value(CONTENT_TYPE), re.IGNORECASE)
    if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
        message = _("The header says that the file is in %(charset)s.") % {"charset": charset[1]}
        report.add(HEADER, file.line_of(CONTENT_TYPE), message, _("Save it in UTF-8."))
    return None if report.mistakes else file


def _parse_entries(text: str, report: Report) -> list[Entry]:
    """Read line by line; a line that cannot be read is reported, and the next one is tried."""
    entries: list[Entry] = []
    fuzzy, last = False, ""
    for number, raw in enumerate(text.split("\n"), start=1):
        line, obsolete = OBSOLETE.subn("", raw.strip())
        if line.startswith("#"):
            fuzzy |= line.startswith("#,") and "fuzzy" in line[2:].replace(",", " ").split()
            # After a translation it belongs to the next entry.
            last = "" if last == "msgstr" else last
        elif line:
            keyword = KEYWORD.match(line)
            start = keyword.end() if keyword else 0
            readable = LITERALS.fullmatch(line, start) and (keyword or last)
            if not readable:
                _refuse(line, number, report)
            if keyword:
                if _begins_entry(keyword[1], last, entries):
                    entries.append(Entry(number, fuzzy))
                    fuzzy = False
                last = keyword[1]
                entries[-1].obsolete |= bool(obsolete)
                entries[-1].plural |= last == "msgid_plural" or keyword[2] is not None
            if last:
                # A keyword may stand alone: its text follows on the next lines.
                strings = entries[-1].lines.setdefault(last, [])
                literals = LITERAL.findall(line, start) if readable else [""]
                strings += [(number, _unescaped(each, number, report)) for each in literals]
    for entry in entries:
        keywords = dict.fromkeys(("msgid", "msgstr", *entry.lines))
        missing = [keyword for keyword in keywords if not entry.lines.get(keyword)]
        if missing:
            message = _("A “%(keyword)s” is missing here.") % {"keyword": missing[0]}
            report.add(SYNTAX, entry.line, message, _("The file may have been cut off."))
    return entries


def _begins_entry(keyword: str, last: str, entries: Sequence[Entry]) -> bool:
    """Whether a keyword cannot follow the last one in the same entry."""
    if keyword == last == "msgstr":
        return not entries[-1].plural
    return not last or KEYWORDS.index(keyword) <= KEYWORDS.index(last)


def _refuse(line: str, number: int, report: Report) -> None:
    message = _("This line cannot be read: “%(line)s”.") % {"line": shortened(line)}
    hint = _(
        "Write a text between straight quotes, all on one line. Inside it, write a "
        'quote as \\" and a new line as \\n.'
    )
    report.add(SYNTAX, number, message, hint)


def _unescaped(text: str, number: int, report: Report) -> str:
    r"""Return a literal's text. Its numbers are bytes: gettext writes é as \303\251 or \xc3\xa9."""
    bytes_read, end = b"", 0
    for escape in ESCAPE.finditer(text):
        bytes_read += text[end : escape.start()].encode()
        end = escape.end()
        value = _byte_of(escape)
        if value is None:
            message = _("“%(sign)s” has no meaning.") % {"sign": escape[0]}
            report.add(SYNTAX, number, message, _("Write \\\\ for a backslash."))
        bytes_read += value or b""
    try:
        return (bytes_read + text[end:].encode()).decode()
    except UnicodeDecodeError:
        message = _("The numbers after “\\” are not text in UTF-8.")
        report.add(ENCODING, number, message, _("Write the letters themselves."))
        return ""


def _byte_of(escape: re.Match[str]) -> bytes | None:
    if escape["sign"]:
        return ESCAPED.get(escape["sign"])
    value = int(escape["octal"], 8) if escape["octal"] else int(escape["hex"], 16)
    return bytes([value]) if value < 256 else None
