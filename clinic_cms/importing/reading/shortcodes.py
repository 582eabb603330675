"""Shortcodes: what other systems replace by something of theirs, "[gallery ids=…]"."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from clinic_cms.importing.reading.left_out import quoted

ATTRIBUTES = r"(?:\s+[\w-]+=(?:\"[^\"\]]*\"|'[^'\]]*'|[“”″][^“”″\]]*[“”″]|[^\s\]\"']+))+"
OPENING = re.compile(rf"\[(?P<name>[a-z][\w-]*)(?:{ATTRIBUTES}\s*/?|\s*/)?\]")
CLOSING = re.compile(r"\[/(?P<name>[a-z][\w-]*)\]")
HUGO = re.compile(r"\{\{[<%]\s*/?\s*\w[^{}]*?[>%]\}\}")
KNOWN = frozenset(
    ["gallery", "toc", "contact-form-7", "divider", "spacer", "clear", "button", "map", "video"]
)
"""Shortcodes that need neither an attribute nor an end."""


def closed_names(texts: Iterable[str]) -> frozenset[str]:
    """Return the names of the shortcodes that are closed somewhere in the texts."""
    return frozenset(match["name"] for text in texts for match in CLOSING.finditer(text))


def without_shortcodes(text: str, closed: frozenset[str]) -> tuple[str, list[str]]:
    """Return a text without shortcodes, and them; what stands between two of them is kept."""
    found: list[str] = []

    def drop(match: re.Match[str]) -> str:
        found.append(match[0])
        return ""

    def drop_opening(match: re.Match[str]) -> str:
        name = match["name"]
        bare = match[0] == f"[{name}]"
        is_one = not bare or name in closed or name in KNOWN or "_" in name
        return drop(match) if is_one else match[0]

    text = HUGO.sub(drop, text)
    return CLOSING.sub(drop, OPENING.sub(drop_opening, text)), found


def shortcode_warnings(found: Iterable[str]) -> list[str]:
    """Return the warning about the shortcodes that were left out, if any."""
    shown = list(dict.fromkeys(quoted(text, 80) for text in found))
    message = _("Shortcodes of another system were left out: %(codes)s.")
    return [message % {"codes": ", ".join(shown)}] if shown else []
