"""Themes, and the contrast that their colours need."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_cms.errors import error_id

NO_COLOUR = error_id("clinic_cms.C001")
LOW_CONTRAST = error_id("clinic_cms.C002")

AA_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3: contrast of text with its background."""

COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Theme:
    """A look: its name in the style sheet, its page background and its own primary colour."""

    name: str
    label: str | Promise
    surface: str
    primary: str


THEMES = {
    theme.name: theme
    for theme in (
        Theme("calm", gettext_lazy("Calm: rounded cards, airy"), "#f4f8f6", "#0b5d4e"),
        Theme("heritage", gettext_lazy("Heritage: centred serif on paper"), "#fbf7ef", "#6b2d1f"),
        Theme("bold", gettext_lazy("Bold: dark band, heavy capitals"), "#ffffff", "#1d3a8a"),
    )
}
ON_PRIMARY = "#ffffff"


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio (1 to 21) of two colours written as "#rrggbb" (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def check_primary(theme_name: str, primary: str) -> None:
    """Raise ValidationError unless a primary colour is readable in a theme.

    It is the colour of links on the theme's surface, and the background of white button text.
    """
    if not COLOUR.fullmatch(primary):
        message = _("“%(value)s” is not a colour. Write it as #rrggbb, such as #0b5d4e.")
        raise ValidationError(message % {"value": primary}, code=NO_COLOUR)
    theme = THEMES.get(theme_name)
    for behind in {ON_PRIMARY, theme.surface if theme else ON_PRIMARY}:
        ratio = contrast(primary, behind)
        if ratio < AA_CONTRAST:
            message = _(
                "The colour %(primary)s on %(behind)s has a contrast of %(ratio).1f to 1; "
                "readers need at least 4.5 to 1. Choose a darker colour."
            )
            values = {"primary": primary, "behind": behind, "ratio": ratio}
            raise ValidationError(message % values, code=LOW_CONTRAST)
