"""Superscripts and subscripts as Unicode has them, so that 10³ is never read as 103."""

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from django.utils.translation import gettext as _

from clinic_cms.importing.reading.footnotes import drop_footnotes
from clinic_cms.importing.reading.styles import Styles

RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
FRACTIONS = {"1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/8": "⅛"}
ORDINALS = frozenset(
    ["st", "nd", "rd", "th", "er", "re", "e", "ère", "ème", "o", "a", "os", "as", "ers", "res"]
)
SIGNS = re.compile(r"[\d+−-]")
TAGS = {"sup": "super", "sub": "sub"}


def write_raised(soup: BeautifulSoup, styles: Styles) -> tuple[list[str], list[str]]:
    """Replace superscripts and subscripts by plain text; return the footnotes, and warnings.

    Footnotes, whose marks are superscripts too, are taken out.
    """
    found = [(tag, side) for tag in soup.find_all(True) if (side := _side(tag, styles))]
    raised = [tag for tag, side in found if side == "super"]
    notes, warnings = drop_footnotes(soup, raised, styles)
    changed = []
    for tag, side in found:
        if tag.decomposed or tag.find(["sup", "sub", "p", "div", "li"]):
            continue
        text = tag.get_text()
        before = _before(tag)
        written = _written(text.strip(), side, before)
        if written is None:
            written = f"^({text.strip()})" if side == "super" else f"_({text.strip()})"
            changed.append(f"{before}{written}")
        if written != text.strip():
            tag.replace_with(NavigableString(written))
    if changed:
        message = _("Signs that are raised or lowered were written as %(signs)s; check them.")
        warnings.append(message % {"signs": ", ".join(f"“{text}”" for text in changed)})
    return notes, warnings


def _side(tag: Tag, styles: Styles) -> str:
    """Return "super" or "sub" for text that is raised or lowered, else ""."""
    declared = styles.of(tag).get("vertical-align", "")
    if declared in ("super", "sub"):
        return declared
    return "" if declared == "baseline" else TAGS.get(tag.name, "")


def _written(text: str, side: str, before: str) -> str | None:
    """Return a raised or lowered text as plain text; None if it would read as something else.

    Most letters read the same on the line ("5th", "1er", "Vmax", "®").
    """
    signs = RAISED if side == "super" else LOWERED
    if side == "super" and text in FRACTIONS:
        return FRACTIONS[text]
    if text and all(ord(sign) in signs for sign in text):
        return text.translate(signs)
    is_power = side == "super" and before[-1:].isdigit() and text.lower() not in ORDINALS
    return None if SIGNS.search(text) or (is_power and text[:1].isalpha()) else text


def _before(tag: Tag) -> str:
    """Return the word before an element."""
    before = tag.find_previous(string=True)
    return str(before).split()[-1] if before and str(before).split() else ""
