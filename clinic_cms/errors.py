"""Errors for people: each has an id, says what happened and where, and what to do next."""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.translation import gettext as _

ID = re.compile(r"clinic_cms\.[A-Z]\d{3}")
LONGEST_QUOTE = 60
"""Characters of what was read that a message quotes."""
MOST_NAMES = 20
"""Names that a message lists when none of them comes near."""
NEAR = 0.55
"""How like a name must be to be suggested: "en-us" for "en", but not "ar" for "fr"."""

_declared: dict[str, str] = {}


def error_id(id: str) -> str:
    """Declare the id of an error ("clinic_cms.P001") and return it.

    Called once per id, at the level of a module, beside the check that raises the error. Raises
    ValueError for an id that is declared elsewhere or has another form.
    """
    if not ID.fullmatch(id):
        raise ValueError(f"“{id}” is not an error id: write clinic_cms., a letter, three digits.")
    caller = sys._getframe(1)
    place = f"{caller.f_globals['__name__']}, line {caller.f_lineno}"
    first = _declared.setdefault(id, place)
    if first != place:
        raise ValueError(f"{id} is declared twice: in {first}, and in {place}.")
    return id


def shortened(value: object) -> str:
    """Return what was read as a message quotes it: on one line, and not too long."""
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong in a person's input.

    `where` names the place as its author knows it: "kosak.toml, line 12, locations[0].phone".
    """

    id: str
    where: str
    message: str
    hint: str = ""

    @property
    def text(self) -> str:
        """What is wrong and what to do, for readers who need neither the place nor the id."""
        return f"{self.message} {self.hint}".strip()

    @property
    def located(self) -> str:
        """The text with the place before it, if there is one."""
        return f"{self.where}: {self.text}" if self.where else self.text

    def __str__(self) -> str:
        return f"[{self.id}] {self.located}"


def place_in(file: object, line: int = 0, key: str = "") -> str:
    """Return a place in a file; line 0 and an empty key stand for the whole file."""
    at = _("line %(line)d") % {"line": line} if line else ""
    return ", ".join(part for part in (str(file), at, key) if part)


@dataclass
class Report:
    """The mistakes and the warnings of one file; line 0 stands for the whole file.

    `most` limits the mistakes that are listed: a file in quite another format has one a line.
    """

    file: str
    most: int | None = None
    _mistakes: list[tuple[int, Mistake]] = field(default_factory=list)
    _warnings: list[tuple[int, str]] = field(default_factory=list)

    def add(self, id: str, line: int, message: str, hint: str = "", *, key: str = "") -> None:
        """Add a mistake at a line, and at a key or heading."""
        mistake = Mistake(id, place_in(self.file, line, key), message, hint)
        self._mistakes.append((line, mistake))

    def warn(self, line: int, message: str) -> None:
        """Add a warning at a line: worth reading, and no reason to refuse the file."""
        self._warnings.append((line, message))

    @property
    def mistakes(self) -> list[Mistake]:
        """The mistakes in the order of their lines."""
        mistakes = [mistake for _line, mistake in sorted(self._mistakes, key=lambda row: row[0])]
        more = len(mistakes) - self.most if self.most is not None else 0
        if more > 0:
            message = _("There are %(count)s more mistakes.") % {"count": more}
            mistakes[self.most :] = [Mistake(mistakes[-more].id, self.file, message)]
        return mistakes

    @property
    def warnings(self) -> list[str]:
        """The warnings in the order of their lines, each with its place."""
        rows = sorted(self._warnings, key=lambda row: row[0])
        return [f"{place_in(self.file, line)}: {message}" for line, message in rows]


def nearest_name(word: str, names: Iterable[str], *, cutoff: float = NEAR) -> str:
    """Return the name that a word probably stands for, whatever its case; "" if none is near.

    The only name that holds the word comes first ("Wilson" in "Michael Wilson"), then the one
    that is spelt most like it, from the likeness `cutoff` on (0 to 1, by `difflib`).
    """
    by_folded = {name.casefold(): name for name in sorted(names)}
    word = word.casefold()
    holding = [name for name in by_folded if len(word) > 1 and word in name]
    near = holding if len(holding) == 1 else get_close_matches(word, by_folded, 1, cutoff)
    return by_folded[near[0]] if near else ""


def nearest_languages(code: str, codes: Iterable[str]) -> list[str]:
    """Return the codes that a language's code probably stands for: of the same language, if any."""
    codes = sorted(codes)
    code = code.replace("_", "-").casefold()
    kin = [each for each in codes if each.partition("-")[0] == code.partition("-")[0]]
    near = nearest_name(code, kin or codes)
    return [near] if near else kin


def did_you_mean(*near: str) -> str:
    """Return “Did you mean …?” for the names that are near; "" if there are none, or only ""."""
    names = [name for name in near if name]
    if len(names) > 1:
        return _("Did you mean one of these: %(names)s?") % {"names": ", ".join(names)}
    return "".join(_("Did you mean “%(name)s”?") % {"name": shortened(name)} for name in names)


def suggestion(word: str, names: Iterable[str]) -> str:
    """Return “Did you mean …?” for the nearest name, or “Write one of: …” if none is near."""
    names = [*names]
    return did_you_mean(nearest_name(word, names)) or _write_one_of(names)


def language_suggestion(code: str, codes: Iterable[str]) -> str:
    """Return “Did you mean …?” for codes of the same language, or “Write one of: …”."""
    codes = sorted(codes)
    return did_you_mean(*nearest_languages(code, codes)) or _write_one_of(codes)


def _write_one_of(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")
    return _("Write one of: %(values)s.") % {"values": shown} if names else ""


class ClinicCMSError(Exception):
    """Base of the plugin's own errors."""


class Refused(ClinicCMSError):
    """Input was refused, and nothing was changed; `mistakes` lists every reason."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(str(mistake) for mistake in mistakes))


class Withheld(ClinicCMSError):
    """A page cannot be shown for one clinic: a fact is missing or its text is broken.

    `missing` names the variables of the facts.
    """

    def __init__(self, reason: str, *, missing: frozenset[str] = frozenset()) -> None:
        self.reason = reason
        self.missing = missing
        super().__init__(reason)
