"""Values whose direction is not the page's: a Latin name in an Arabic text, or the reverse."""

import unicodedata
from functools import lru_cache
from typing import Self

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from clinic_cms.merge.layout import Linked, babel_locale, joined

AGAINST = {
    "left-to-right": frozenset({"R", "AL"}),
    # Digits too: "27 Wharf Street" would turn into "Wharf Street 27".
    "right-to-left": frozenset({"L", "EN"}),
}
"""Bidirectional classes of Unicode (UAX 9) that need to be kept apart, by a page's direction."""


class Isolated(str):
    """A text of which ``bdi`` keeps parts whole in HTML: in order, with the signs at their ends."""

    __slots__ = ("html",)
    html: SafeString

    def __new__(cls, text: str, html: SafeString) -> Self:
        made = super().__new__(cls, text)
        made.html = html
        return made

    def __html__(self) -> SafeString:
        return self.html


def isolated(text: str, language: str) -> str:
    """Return a text that runs against a language's direction so that HTML keeps it apart."""
    if isinstance(text, Isolated | Linked) or not runs_against(text, language):
        return text
    return Isolated(text, format_html("<bdi>{}</bdi>", text))


def listed(items: tuple[str, ...], language: str) -> str:
    """Return the items as one list of the language, each kept apart that runs against it."""
    shown = (isolated(item, language) for item in items)
    # What stands between the items is Babel's own.
    html = SafeString(joined(tuple(conditional_escape(item) for item in shown), language))
    return Isolated(joined(items, language), html)


@lru_cache(maxsize=4096)
def runs_against(text: str, language: str) -> bool:
    """Whether a text has letters, or digits, that run against the language's direction."""
    against = AGAINST[babel_locale(language).character_order]
    return any(unicodedata.bidirectional(character) in against for character in text)
