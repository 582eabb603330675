"""Collects what is wrong in a PO file, with the line where its translator finds it."""

from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.translation import gettext as _

from clinic_cms.errors import Mistake, shortened

FILES = "clinic_cms.P010"
ENCODING = "clinic_cms.P011"
SYNTAX = "clinic_cms.P012"
HEADER = "clinic_cms.P013"
LOCALE = "clinic_cms.P014"
ARTICLE = "clinic_cms.P015"
CUT_OFF = "clinic_cms.P016"
TWICE = "clinic_cms.P017"
UNKNOWN_TEXT = "clinic_cms.P018"
PLURAL = "clinic_cms.P019"
TAGS = "clinic_cms.P020"
MARKUP = "clinic_cms.P021"
EDGES = "clinic_cms.P022"
CONTROL = "clinic_cms.P023"
TOO_LONG = "clinic_cms.P024"
ADDRESS = "clinic_cms.P025"
CLINIC = "clinic_cms.P026"
ADDRESS_TAKEN = "clinic_cms.P027"

MOST = 50
"""Mistakes of one file that are listed; a file in quite another format has one on each line."""


@dataclass
class Report:
    """The mistakes and the warnings of one file; line 0 stands for the whole file."""

    file: str
    found: list[tuple[int, Mistake]] = field(default_factory=list)
    noticed: list[tuple[int, str]] = field(default_factory=list)

    @property
    def mistakes(self) -> list[Mistake]:
        """The mistakes in the order of their lines."""
        ordered = [mistake for _line, mistake in sorted(self.found, key=lambda each: each[0])]
        more = len(ordered) - MOST
        if more > 0:
            message = _("There are %(count)s more mistakes.") % {"count": more}
            ordered[MOST:] = [Mistake(ordered[MOST].id, self.file, message)]
        return ordered

    @property
    def warnings(self) -> list[str]:
        """The warnings in the order of their lines, each with its place."""
        ordered = sorted(self.noticed, key=lambda each: each[0])
        return [f"{self._place(line)}: {message}" for line, message in ordered]

    def add(self, code: str, line: int, message: str, hint: str = "") -> None:
        """Add a mistake at a line."""
        self.found.append((line, Mistake(code, self._place(line), message, hint)))

    def warn(self, line: int, message: str) -> None:
        """Add what is worth knowing and stops nothing."""
        self.noticed.append((line, message))

    def _place(self, line: int) -> str:
        if not line:
            return self.file
        return ", ".join((self.file, _("line %(line)d") % {"line": line}))


def nearest(text: str, known: list[str]) -> str:
    """Return "Did you mean …?", or "" where nothing comes near."""
    near = get_close_matches(text, known, n=1)
    return _did_you_mean(near[0]) if near else ""


def nearest_language(code: str, known: list[str]) -> str:
    """Return "Did you mean …?" for a code; a variant of the same language is nearest."""
    code = code.replace("_", "-").lower()
    language = code.partition("-")[0]
    kin = [each for each in sorted(known) if each.partition("-")[0] == language]
    near = get_close_matches(code, kin, n=1, cutoff=0)
    return _did_you_mean(near[0]) if near else nearest(code, known)


def _did_you_mean(near: str) -> str:
    return _("Did you mean “%(near)s”?") % {"near": shortened(near)}
