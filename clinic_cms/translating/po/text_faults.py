"""Checks whether a translation can be used in its place, and yields each reason against it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail_localize.strings import StringValue, extract_ids, validate_translation_links

from clinic_cms.errors import error_id
from clinic_cms.formats.slugs import slugify
from clinic_cms.models.content_paths import FieldLocation
from clinic_cms.translating.shown_markup import explain_shown, shown_markup
from clinic_cms.translating.strings import explain, tag_problems

TAGS = error_id("clinic_cms.P020")
MARKUP = error_id("clinic_cms.P021")
EDGES = error_id("clinic_cms.P022")
CONTROL = error_id("clinic_cms.P023")
TOO_LONG = error_id("clinic_cms.P024")
WRONG_SLUG = error_id("clinic_cms.P025")

SLUG = "slug"
"""The path of a page's slug, which is a text for wagtail-localize."""
MARKUP_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)[^<>]*>")
MARKUP_SIGN = re.compile(r"<[A-Za-z/!?]")
"""What a browser reads as the beginning of markup."""
LINE_BREAK = "br"
INVISIBLE = frozenset("\ufeff\ufffd")
"""Traces of a wrong conversion: a byte order mark, and the replacement character."""


@dataclass(frozen=True)
class Fault:
    """One reason against a translation."""

    code: str
    message: str
    hint: str = ""


def faults_of(*, path: str, text: str, data: str, place: FieldLocation) -> Iterator[Fault]:
    """Yield each fault of the translation `data` of `text`; both are HTML."""
    markup = _markup_fault(text, data, place)
    yield from _strange_characters(data)
    if markup is not None:
        yield markup
    elif found := shown_markup(text, data):
        yield Fault(MARKUP, explain_shown(found))
    problems = tag_problems(text, data)
    if problems:
        yield Fault(TAGS, explain(problems))
    if markup is None:
        yield from _fit_faults(path, text, data, place)


def loses_a_link(text: str, data: str) -> bool:
    """Whether a link of the original is missing in its translation."""
    return bool(extract_ids(text) - extract_ids(data))


def _strange_characters(data: str) -> Iterator[Fault]:
    for at, sign in enumerate(data, start=1):
        is_control = unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t"
        if is_control or sign in INVISIBLE:
            message = _("Character %(position)s cannot be shown (U+%(code)s).")
            values = {"position": at, "code": f"{ord(sign):04X}"}
            yield Fault(CONTROL, message % values, _("Delete it."))
            return


def _markup_fault(text: str, data: str, place: FieldLocation) -> Fault | None:
    """Return the first fault only: others may follow from it."""
    opened: list[re.Match[str]] = []
    for tag in MARKUP_TAG.finditer(data):
        name = tag["name"].lower()
        if not place.is_rich and name != LINE_BREAK:
            hint = _("This is a plain text: write it without markup.")
            return _at(_("“%(found)s” would be lost."), tag, hint)
        if tag["end"]:
            if not opened or opened[-1]["name"].lower() != name:
                return _at(_("“%(found)s” closes nothing that is open."), tag)
            opened.pop()
        elif name != LINE_BREAK:
            opened.append(tag)
    if opened:
        return _at(_("“%(found)s” is not closed."), opened[-1])
    loose = MARKUP_SIGN.search(MARKUP_TAG.sub(lambda tag: " " * len(tag[0]), data))
    if loose:
        return _at(_("“%(found)s” does not begin any markup."), loose, _("Write &lt; for “<”."))
    try:
        StringValue.from_translated_html(data)
        validate_translation_links(text, data)
    except ValueError as error:
        return Fault(MARKUP, str(error), _("Keep the markup of the original."))
    return None


def _at(message: str, found: re.Match[str], hint: str = "") -> Fault:
    located = _("%(message)s (Character %(position)s.)")
    values = {"message": message % {"found": found[0]}, "position": found.start() + 1}
    return Fault(MARKUP, located % values, hint or _("Keep the markup of the original."))


def _fit_faults(path: str, text: str, data: str, place: FieldLocation) -> Iterator[Fault]:
    if _edges(text) != _edges(data):
        message = _("It begins or ends with other spaces or line breaks than the original.")
        yield Fault(EDGES, message, _("Remove them."))
    shown = StringValue(data).render_text()
    if place.is_line and "\n" in shown.strip():
        yield Fault(EDGES, _("Only one line is allowed."), _("Remove the line break."))
    if place.most is not None and len(shown) > place.most:
        message = _("It has %(length)s characters; at most %(most)s are allowed.")
        values = {"length": len(shown), "most": place.most}
        yield Fault(TOO_LONG, message % values, _("Say it in fewer words."))
    if path == SLUG and data != slugify(data):
        message = _("A slug has only small letters, digits and single hyphens.")
        slug = slugify(data)
        hint = _("Write “%(slug)s”.") % {"slug": slug} if slug else ""
        yield Fault(WRONG_SLUG, message, hint)


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
