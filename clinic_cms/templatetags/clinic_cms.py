"""Filters that only format what a view holds; none of them reads anything."""

import re
from urllib.parse import urlsplit

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clinic_cms.blocks import CauseKind, TreatmentSetting
from clinic_cms.routing import language_tag

register = template.Library()
register.filter(language_tag)

NO_BREAK = str.maketrans(
    {
        "\N{THIN SPACE}": "\N{NARROW NO-BREAK SPACE}",
        "–": "\N{WORD JOINER}–\N{WORD JOINER}",
    }
)
HEADING = re.compile(r"<(/?)h([34])\b")


@register.filter
def cause_kind(value: str) -> str:
    """Return a kind of cause in the reader's language."""
    return str(CauseKind(value).label)


@register.filter
def treatment_setting(value: str) -> str:
    """Return where a treatment takes place, in the reader's language."""
    return str(TreatmentSetting(value).label)


@register.filter
def host(url: str) -> str:
    """Return a URL's host name, without "www."."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


@register.filter
def apart(name: str) -> SafeString:
    """Return a name for a sentence that may run in the other direction, kept whole by ``bdi``."""
    return format_html("<bdi>{}</bdi>", name)


@register.filter
def unbroken(hours: str) -> str:
    """Return opening hours whose spans do not break at their dash on a narrow screen."""
    return hours.translate(NO_BREAK)


@register.filter
def raise_headings(html: object) -> SafeString:
    """Return rich text with its h3 and h4 one level up, for pages without headings above them."""
    return SafeString(HEADING.sub(lambda match: f"<{match[1]}h{int(match[2]) - 1}", str(html)))
