"""Filters that only format what a view contains; only pictures read their renditions."""

import json
import re
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from clinic_cms.blocks.condition import CauseKind, TreatmentSetting
from clinic_cms.blocks.content import Urgency
from clinic_cms.routing import language_tag
from clinic_cms.serving.json_ld import json_ld as structured_data
from clinic_cms.serving.links import host_of_source
from clinic_cms.serving.pictures import picture_of
from clinic_cms.serving.ui_strings import WORDS
from clinic_cms.serving.views import PageView

register = template.Library()
register.filter(language_tag)
register.filter("host", host_of_source)

NO_BREAK = str.maketrans(
    {
        "\N{THIN SPACE}": "\N{NARROW NO-BREAK SPACE}",
        "–": "\N{WORD JOINER}–\N{WORD JOINER}",
    }
)
IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""Text must not end the script element, or be read as markup (HTML, 4.12.1.3)."""
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
def urgency(value: str) -> str:
    """Return how soon to get help, in the reader's language."""
    return str(Urgency(value).label)


@register.simple_tag
def word(key: str, **values: Any) -> SafeString:
    """Return a text of the interface in the reader's language, its placeholders filled."""
    text = escape(WORDS[key].text)
    return format_html(text, **values) if values else text


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


@register.filter
def json_ld(page: PageView) -> SafeString:
    """Return a page's structured data for a script element."""
    text = json.dumps(structured_data(page), ensure_ascii=False)
    return SafeString(text.translate(IN_SCRIPT))


@register.simple_tag
def clinic_picture(image: Any, kind: str, **attributes: Any) -> SafeString:
    """Return a picture in the sizes and formats of its kind; "" if there is none to show."""
    picture = picture_of(image, kind, attributes) if image is not None else None
    return SafeString(picture.__html__() if picture else "")
