"""Parses a PO file strictly, and keeps the line of everything in it.

polib drops the last letter of a text whose closing quote is missing, and reads an entry that was
cut off as an untranslated one: neither may be imported.
The format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import itemgetter

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

KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)\b(\[\d+\])?\s*(.*)")
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
ESCAPE = re.compile(r"\\(.)")
ESCAPED: Mapping[str, str] = {
    **dict(zip("ntrvbfa", "\n\t\r\v\b\f\a", strict=True)),
    '"': '"',
    "\\": "\\",
}


@dataclass
class Entry:
    """One text with its translation; lines count from 1."""

    line: int
    context: str = ""
    msgid: str | None = None
    msgstr: str | None = None
    msgstr_line: int = 0
    fuzzy: bool = False
    plural: bool = False
    obsolete: bool = False
    starts: list[tuple[int, int]] = field(default_factory=list)
    """Where in `msgstr` each line of the file begins: the character, and that line."""


@dataclass
class PoFile:
    """A parsed file; its header and the lines of that by lower-case keys."""

    header: dict[str, str] = field(default_factory=dict)
    header_lines: dict[str, int] = field(default_factory=dict)
    header_line: int = 1
    entries: list[Entry] = field(default_factory=list)

    def header_value(self, name: str) -> str:
        """Return a field of the header, or ""."""
        return self.header.get(name.lower(), "")

    def line_of(self, name: str) -> int:
        """Return the line of a field of the header; of the header itself if it has none."""
        return self.header_lines.get(name.lower(), self.header_line)


def parse(content: bytes, report: Report) -> PoFile | None:
    """Return a file's content, or None if it cannot be read; the report has the reasons."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = _("Save the file again as UTF-8.")
        report.add(ENCODING, line, _("The file is not text in UTF-8."), hint)
        return None
    entries = _Parser(report).parse(text)
    if report.mistakes:
        return None
    file = PoFile(entries=[entry for entry in entries if entry.msgid or entry.context])
    head = entries[0] if entries else None
    if head is not None and not head.msgid and not head.context:
        _read_header(head, file)
    charset = re.search(r"charset=([\w-]+)", file.header_value(CONTENT_TYPE), re.IGNORECASE)
    if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
        message = _("The header says that the file is in %(charset)s.") % {"charset": charset[1]}
        report.add(HEADER, file.line_of(CONTENT_TYPE), message, _("Save it in UTF-8."))
    return None if report.mistakes else file


def _read_header(head: Entry, file: PoFile) -> None:
    file.header_line, at = head.line, 0
    for line in (head.msgstr or "").splitlines(keepends=True):
        name, _colon, value = line.partition(":")
        name = name.strip().lower()
        file.header[name] = value.strip()
        file.header_lines[name] = head.starts[bisect_right(head.starts, at, key=itemgetter(0)) - 1][
            1
        ]
        at += len(line)


class _Parser:
    """Reads line by line; a line that cannot be read is reported, and the next one is tried."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.entries: list[Entry] = []
        self.entry: Entry | None = None
        self.fuzzy = False
        self.last = ""
        """The keyword that a line with only a text continues."""

    def parse(self, text: str) -> list[Entry]:
        number = 0
        for number, raw in enumerate(text.split("\n"), start=1):
            line = raw.strip()
            obsolete = line.startswith("#~")
            if obsolete and not line.startswith("#~|"):
                line = line[2:].lstrip()
            if line.startswith("#"):
                self._comment(line)
            elif line:
                self._line(line, number, obsolete=obsolete)
        self._close()
        return self.entries

    def _comment(self, line: str) -> None:
        if self.entry is not None and self.entry.msgstr is not None:
            self._close()
        if line.startswith("#,"):
            self.fuzzy |= "fuzzy" in (flag.strip() for flag in line[2:].split(","))

    def _line(self, line: str, number: int, *, obsolete: bool) -> None:
        keyword = KEYWORD.fullmatch(line)
        literal = LITERAL.fullmatch(keyword[3] if keyword else line)
        if literal is None or (keyword is None and not self.last):
            self._refuse(line, number)
        text = self._unescaped(literal[1], number) if literal else ""
        if keyword is None:
            self._take(self.last, text, number)
            return
        self._start(keyword[1], number)
        self.last = keyword[1]
        if self.entry is not None:
            self.entry.obsolete |= obsolete
            self.entry.plural |= self.last == "msgid_plural" or keyword[2] is not None
        self._take(self.last, text, number)

    def _refuse(self, line: str, number: int) -> None:
        message = _("This line cannot be read: “%(line)s”.") % {"line": shortened(line)}
        hint = _(
            "Write a text between straight quotes, all on one line. Inside it, write a "
            'quote as \\" and a new line as \\n.'
        )
        self.report.add(SYNTAX, number, message, hint)

    def _start(self, keyword: str, number: int) -> None:
        """Open the next entry if the keyword begins one."""
        entry = self.entry
        if keyword == "msgctxt" or (keyword == "msgid" and (not entry or entry.msgid is not None)):
            self._close()
            self.entry, self.fuzzy = Entry(number, fuzzy=self.fuzzy), False
            return
        is_open = entry is not None and entry.msgid is not None
        is_second = entry is not None and entry.msgstr is not None and not entry.plural
        if keyword != "msgid" and (not is_open or is_second):
            self._lacks("msgid", number)

    def _take(self, keyword: str, text: str, number: int) -> None:
        entry = self.entry
        if entry is None:
            return
        if keyword == "msgctxt":
            entry.context += text
        elif keyword == "msgid":
            entry.msgid = (entry.msgid or "") + text
        elif keyword == "msgstr":
            entry.msgstr_line = entry.msgstr_line or number
            entry.starts.append((len(entry.msgstr or ""), number))
            entry.msgstr = (entry.msgstr or "") + text

    def _close(self) -> None:
        entry, self.entry, self.last = self.entry, None, ""
        if entry is None:
            return
        if entry.msgid is None:
            self._lacks("msgid", entry.line)
        elif entry.msgstr is None:
            self._lacks("msgstr", entry.line)
        else:
            self.entries.append(entry)

    def _lacks(self, keyword: str, number: int) -> None:
        message = _("A “%(keyword)s” is missing here.") % {"keyword": keyword}
        self.report.add(SYNTAX, number, message, _("The file may have been cut off."))

    def _unescaped(self, text: str, number: int) -> str:
        for sign in ESCAPE.findall(text):
            if sign not in ESCAPED:
                message = _("“%(sign)s” has no meaning.") % {"sign": f"\\{sign}"}
                self.report.add(SYNTAX, number, message, _("Write \\\\ for a backslash."))
        return ESCAPE.sub(lambda match: ESCAPED.get(match[1], match[0]), text)
