"""Joins the lines of a wrapped text; a word that was broken at a line's end becomes whole."""

import re
from collections import Counter

from django.utils.translation import gettext as _

BROKEN = re.compile(r"(?P<first>[^\W\d_]+)-$")
NEXT = re.compile(r"(?P<second>[^\W\d_]+)")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CONJUNCTIONS = frozenset(
    [
        "and",
        "or",
        "to",
        "nor",
        "but",
        "y",
        "o",
        "e",
        "u",
        "und",
        "oder",
        "bis",
        "et",
        "ou",
        "ed",
        "i",
        "ja",
    ]
)
"""Words after a hyphen that stands for a missing end: "upper- and lower-back"."""
_COMPOUNDS = "well self long short low high half full part whole soft hard deep upper lower"
COMPOUNDS = frozenset(_COMPOUNDS.split())
"""Words that are joined to others by a hyphen more often than they are broken by one."""


class Hyphens:
    """Decides about the hyphens at line ends by the other words of one text."""

    def __init__(self, text: str) -> None:
        self.words = Counter(word.casefold() for word in WORD.findall(text))
        self.joined: dict[str, str] = {}

    def join(self, before: str, after: str) -> str:
        """Return two lines as one."""
        broken, following = BROKEN.search(before), NEXT.match(after)
        if broken is None or following is None or not following["second"][0].islower():
            return f"{before} {after}"
        first, second = broken["first"], following["second"]
        if second in CONJUNCTIONS:
            return f"{before} {after}"
        if self.words[f"{first}-{second}".casefold()]:
            return f"{before}{after}"
        whole = f"{first}{second}"
        if not self.words[whole.casefold()]:
            if first.casefold() in COMPOUNDS:
                whole = f"{first}-{second}"
            self.joined[f"{first}- {second}"] = whole
        return f"{before[: broken.start()]}{whole}{after[following.end() :]}"

    def warnings(self) -> list[str]:
        """Return the warning about the words that the text has nowhere else, if any."""
        if not self.joined:
            return []
        message = _("Words broken at the end of a line were joined; check them: %(words)s.")
        return [message % {"words": ", ".join(f"“{word}”" for word in self.joined.values())}]
