"""Finds markup that readers of a translation would see as text.

Translation tools and machines escape what they do not know: “&lt;b&gt;” for “<b>”, or once more
“&amp;lt;b&amp;gt;”, and “&amp;nbsp;” for “&nbsp;”.
"""

import html
import re
from collections import Counter

from django.utils.translation import gettext as _
from wagtail_localize.strings import StringValue

WIDE = str.maketrans("＜＞／", "<>/")
"""The signs that machines write for “<b>” in Chinese and Japanese."""
TAG = re.compile(r"</?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>|<!--")
SIGNS = re.compile("[&<＜]")
ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")


def shown_markup(source: str, translation: str, *, rich: bool = True) -> str:
    """Return the first tag or entity that only the translation shows to its readers, or "".

    `rich` texts are HTML.
    """
    if not SIGNS.search(translation):
        return ""
    known = Counter(_shown(source, rich=rich))
    found = Counter(_shown(translation, rich=rich)) - known
    return next(iter(found), "")


def explain_shown(found: str) -> str:
    """Return the message for a translator."""
    return _("Readers would see “%(found)s”. Write real markup, or none.") % {"found": found}


def _shown(text: str, *, rich: bool) -> list[str]:
    shown = StringValue(text).render_text() if rich else text
    entities = [entity for entity in ENTITY.findall(shown) if html.unescape(entity) != entity]
    return TAG.findall(_unescaped(shown).translate(WIDE)) + entities


def _unescaped(text: str) -> str:
    """Undo every layer of escapes. Each one makes the text shorter, so this ends."""
    while (plain := html.unescape(text)) != text:
        text = plain
    return text
