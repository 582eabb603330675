"""The slug in the form of a page: proposed as it is typed, by the rule of `formats.slugs`."""

from functools import cache

from django.forms import Field
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import SlugInput

from clinic_cms.formats.slugs import SILENT, TAGS, latin_letters

FORMATTERS = "data-w-slug-formatters-value"
"""What Wagtail's script replaces in a title before it makes a slug of it."""
DIVIDERS = r"[/_–—―,;:&+|·・、。，：；]"
MARKED_SCRIPTS = r"^.*[\u0900-\u109f\u1780-\u17ff].*$"
"""From Devanagari to Burmese, and Khmer: slugs cannot have their marks, so the editor is asked."""

HELP = _("The end of the page's URL. If you change it, the old URL redirects to the new one.")


def propose_slug(field: Field) -> None:
    """Let a slug's field follow our rule in the browser, and say what a change does."""
    field.help_text = HELP
    field.widget.attrs[FORMATTERS] = _formatters()


@cache
def _formatters() -> str:
    letters = [(f"[{''.join(signs)}]", plain) for plain, signs in latin_letters().items()]
    rules = [
        (TAGS, " "),
        (MARKED_SCRIPTS, ""),
        (SILENT.pattern, ""),
        (DIVIDERS, " "),
        *letters,
    ]
    return str(SlugInput(formatters=rules).attrs[FORMATTERS])
