"""Collects what is wrong in a master's file, with the line where its author finds it."""

from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.translation import gettext as _

from clinic_cms.errors import Mistake

DIRECTORY = "clinic_cms.A001"
FILE_NAME = "clinic_cms.A002"
FRONT_MATTER = "clinic_cms.A003"
UNKNOWN_KEY = "clinic_cms.A004"
VALUE = "clinic_cms.A005"
SECTION = "clinic_cms.A006"
BLOCK_KIND = "clinic_cms.A007"
BRACES = "clinic_cms.A008"
MARKDOWN = "clinic_cms.A009"
EVIDENCE = "clinic_cms.A010"
BLOCK = "clinic_cms.A011"
MERGE_TAG = "clinic_cms.A012"
TRANSLATION = "clinic_cms.A013"
RELATED = "clinic_cms.A014"
SLUG = "clinic_cms.A015"
NO_PARSER = "clinic_cms.A016"
REFUSED = "clinic_cms.A017"

SHOWN = 60  # characters of what was read that a message quotes


@dataclass
class Report:
    """The mistakes of one file."""

    file: str
    found: list[tuple[int, Mistake]] = field(default_factory=list)

    @property
    def mistakes(self) -> list[Mistake]:
        """The mistakes in the order of their lines."""
        return [mistake for _line, mistake in sorted(self.found, key=lambda each: each[0])]

    def add(self, code: str, line: int, place: str, message: str, hint: str = "") -> None:
        """Add a mistake at a line (0 for the whole file) and a key or heading."""
        where = [self.file]
        if line:
            where.append(_("line %(line)d") % {"line": line})
        if place:
            where.append(place)
        self.found.append((line, Mistake(code, ", ".join(where), message, hint)))


def nearest(word: str, known: list[str]) -> str:
    """Return "Did you mean …?", or all that is known when nothing comes near."""
    near = get_close_matches(word, known, n=1)
    if near:
        return _("Did you mean “%(near)s”?") % {"near": near[0]}
    return _("Write one of: %(known)s.") % {"known": ", ".join(known)}
