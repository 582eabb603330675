"""How a report quotes what a reader left out of an article."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

LONGEST = 200
"""Characters of a menu or another list of words that a report quotes: enough to find it."""
SHORT_SENTENCE, LONG_TEXT = 4, 10
"""Fewest words of a sentence, and of a text that counts as one without an end."""


def is_sentence(text: str) -> bool:
    """Whether a text reads like a sentence, or a good part of one."""
    words = text.split()
    ends = text.rstrip('"”’)] \n\t\xa0').endswith((".", "!", "?", ":", "。"))
    return len(words) >= LONG_TEXT or (ends and len(words) >= SHORT_SENTENCE)


def quoted(text: str, longest: int = LONGEST) -> str:
    """Return a text on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return f"{line[:longest].rsplit(' ', 1)[0]} …"


def left_out_warnings(found: Iterable[tuple[str, str]]) -> list[str]:
    """Return one warning for each message, with all the texts that it is about.

    `found` are pairs of a message with “%(text)s” and a text, in lines; signs alone, such as "#",
    are no text. Sentences are quoted whole: they may be the article's after all.
    """
    texts: dict[str, dict[str, None]] = defaultdict(dict)
    for message, text in found:
        if any(sign.isalnum() for sign in text):
            is_whole = any(map(is_sentence, text.split("\n")))
            texts[message][quoted(text, len(text) if is_whole else LONGEST)] = None
    return [_(message) % {"text": "”, “".join(lines)} for message, lines in texts.items()]
