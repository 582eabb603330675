"""Errors for people: each has an id, says what happened and where, and what to do next."""

from dataclasses import dataclass

SHOWN = 60
"""Characters of what was read that a message quotes."""


def shortened(value: object) -> str:
    """Return what was read as a message quotes it: on one line, and not too long."""
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong in what somebody gave us.

    `where` names the place as its author knows it: "kosak.toml, line 12, locations[0].phone".
    """

    id: str
    where: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if self.where else self.message
        return f"[{self.id}] {text}{' ' + self.hint if self.hint else ''}"


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
