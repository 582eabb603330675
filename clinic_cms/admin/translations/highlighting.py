"""Texts of a translation as its translator and reader see them: merge tags marked."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString

from clinic_cms.merge import VOCABULARY, variables
from clinic_cms.translating.strings import TranslatedString

TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
NAME = re.compile(r"\{\{\s*([\w.]+)")
SAMPLES = {variable.name: variable.sample for variable in VOCABULARY}


@dataclass(frozen=True)
class UsedTag:
    """A merge tag of a text, with what a patient might read in its place."""

    name: str
    label: str
    sample: str


def marked(text: str) -> SafeString:
    """Return a string of wagtail-localize, without its markup, its merge tags marked."""
    plain = html.unescape(strip_tags(text))
    return format_html_join("", "{}", ((_piece(piece),) for piece in TAG.split(plain)))


def _piece(piece: str) -> SafeString | str:
    if not TAG.fullmatch(piece):
        return piece
    name = NAME.match(piece)
    sample = SAMPLES.get(name[1], "") if name else ""
    return format_html('<span class="clinic-tag" title="{}">{}</span>', sample, piece)


def signable(strings: Iterable[TranslatedString]) -> list[TranslatedString]:
    """Return the strings that a signature covers: what is wrong is mended by a person first."""
    return [string for string in strings if not string.error]


def tags_used(texts: Iterable[str]) -> list[UsedTag]:
    """Return the variables that texts use, in the order of the vocabulary."""
    used = {name for text in texts for name in variables(text, rich=True)}
    return [
        UsedTag(variable.name, str(variable.label), variable.sample)
        for variable in VOCABULARY
        if variable.name in used
    ]
