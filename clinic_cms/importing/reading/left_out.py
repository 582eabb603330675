"""How a report quotes what a reader left out of an article."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

LONGEST = 200
"""Characters of a text that a report quotes: enough to find it in the file."""


def quoted(text: str, longest: int = LONGEST) -> str:
    """Return a text on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return f"{line[:longest].rsplit(' ', 1)[0]} …"


def left_out_warnings(found: Iterable[tuple[str, str]]) -> list[str]:
    """Return one warning for each message, with all the texts that it is about.

    `found` are pairs of a message with “%(text)s” and a text; signs alone, such as "#", are no
    text.
    """
    texts: dict[str, dict[str, None]] = defaultdict(dict)
    for message, text in found:
        if any(sign.isalnum() for sign in text):
            texts[message][quoted(text)] = None
    return [_(message) % {"text": "”, “".join(lines)} for message, lines in texts.items()]
