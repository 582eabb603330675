"""Texts by language: those that a spec states, and the standard ones of `default_texts/`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from babel import Locale as BabelLocale
from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import to_locale
from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from clinic_cms.errors import error_id, language_suggestion
from clinic_cms.launching.spec.validation_context import context_of
from clinic_cms.launching.spec.value_rules import value_error
from clinic_cms.merge import Problem, check
from clinic_cms.models.language_help import TAG_LINES

UNKNOWN_LOCALE = error_id("clinic_cms.L010")
BROKEN_TEXT = error_id("clinic_cms.L014")
NO_HELP_NOTICE = error_id("clinic_cms.L021")
NOT_A_LANGUAGE = error_id("clinic_cms.L032")

LANGUAGE_CODE = re.compile(r"([A-Za-z]{2,3})(-[A-Za-z0-9]{2,8})*")
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
FALLBACK = "en"
FOLDER = files("clinic_cms.launching") / "default_texts"


@dataclass(frozen=True)
class Texts:
    """The texts of one language: `home` and `pages` (conditions, about, contact) by field."""

    language: str
    home: Mapping[str, Any]
    pages: Mapping[str, Mapping[str, Any]]


@lru_cache(maxsize=32)
def texts_for(code: str) -> Texts:
    """Return the texts for a locale: its own, its language's ("es" for "es-mx"), or English."""
    language = code.partition("-")[0]
    files_of = {name: FOLDER / f"{name}.toml" for name in (code, language, FALLBACK)}
    name, file = next((name, file) for name, file in files_of.items() if file.is_file())
    texts = tomllib.loads(file.read_text(encoding="utf-8"))
    for page in (texts["home"], *texts["pages"].values()):
        page["body"] = [_block(block) for block in page.get("body", [])]
    return Texts(name, **texts)


def _block(table: dict[str, Any]) -> dict[str, Any]:
    """Return a block as streams have it; the files leave out the "value" around its fields."""
    fields = {name: value for name, value in table.items() if name != "type"}
    return {"type": table["type"], "value": fields.get("value", fields)}


def has_texts(code: str) -> bool:
    """Whether a locale's standard texts are in its own language."""
    return texts_for(code).language in {code, code.partition("-")[0]}


def slugs_for(code: str, first_locale: str) -> dict[str, str]:
    """Return the slugs of the standard pages in a locale, by page."""
    texts = texts_for(code if has_texts(code) else first_locale)
    return {page: fields["slug"] for page, fields in texts.pages.items()}


def has_catalogue(code: str) -> bool:
    """Whether buttons and labels are translated into a locale's language; the source is English."""
    names = {to_locale(code), code.partition("-")[0]}
    folders = [Path(str(files("clinic_cms"))) / "locale", *map(Path, settings.LOCALE_PATHS)]
    return code.partition("-")[0] == FALLBACK or any(
        (folder / name / "LC_MESSAGES" / "django.mo").is_file()
        for folder in folders
        for name in names
    )


def html_of(text: str) -> str:
    """Return prose as HTML: HTML stays as it is, else empty lines separate paragraphs."""
    text = text.strip()
    if text.startswith("<"):
        return normal_html(text)
    paragraphs = (re.sub(r"\s+", " ", part) for part in re.split(r"\n\s*\n", text) if part)
    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in paragraphs)


def normal_html(html: str) -> str:
    """Return HTML without what the admin's editor adds when it saves unchanged text."""
    html = BLOCK_KEY.sub("", html).replace("&quot;", '"').replace("&#x27;", "'")
    return html if strip_tags(html).strip() or "<embed" in html else ""


def _plain_text(value: str) -> str:
    return _unbroken(value, check(value))


def _rich_text(value: str) -> str:
    # Checked as it will be kept: a condition must not reach over paragraphs.
    return _unbroken(value, check(html_of(value), rich=True))


def _unbroken(value: str, problems: list[Problem]) -> str:
    if problems:
        raise value_error(BROKEN_TEXT, " ".join(problem.message for problem in problems))
    return value


def _language(value: str, info: ValidationInfo) -> str:
    languages = context_of(info).languages
    if value not in languages:
        message = _("“%(value)s” is not a locale of this install.")
        listed = _("Locales are listed in WAGTAIL_CONTENT_LANGUAGES.")
        hint = f"{language_suggestion(value, languages)} {listed}"
        raise value_error(UNKNOWN_LOCALE, message, hint, value=value)
    return value


def _text_language(value: str, info: ValidationInfo) -> str:
    """Accept any locale of the install: a text may wait until the clinic offers its language.

    A wrong code that `locales` names too is reported there.
    """
    return value if value in context_of(info).locales else _language(value, info)


def _text_language_or_first(value: str, info: ValidationInfo) -> str:
    return _text_language(value, info) if value else value


def _help_language(value: str) -> str:
    if value not in TAG_LINES:
        message = _("There is no language help notice for “%(value)s”.")
        hint = language_suggestion(value, TAG_LINES)
        raise value_error(NO_HELP_NOTICE, message, hint, value=value)
    return value


def _spoken(value: str) -> str:
    match = LANGUAGE_CODE.fullmatch(value)
    # ISO 639-3 has thousands of three letters, such as yua for Maya, of which Babel knows some.
    if match and (len(match[1]) == 3 or match[1].lower() in BabelLocale("en").languages):
        return value
    message = _("“%(value)s” is not a language's code.")
    hint = _("Write a code of BCP 47, such as “en” or “es-MX”.")
    raise value_error(NOT_A_LANGUAGE, message, hint, value=value)


def _by_locale(value: Any) -> Any:
    """A text alone is the first locale's; a table holds one text per locale."""
    return value if isinstance(value, dict) else {"": value}


PlainText = Annotated[str, AfterValidator(_plain_text)]
RichText = Annotated[str, AfterValidator(_rich_text)]
Language = Annotated[str, AfterValidator(_language)]
TextLanguage = Annotated[str, AfterValidator(_text_language)]
HelpLanguage = Annotated[str, AfterValidator(_help_language)]
Spoken = Annotated[str, Field(max_length=12), AfterValidator(_spoken)]
TextLanguageOrFirst = Annotated[str, AfterValidator(_text_language_or_first)]
LocalTitle = Annotated[
    dict[TextLanguageOrFirst, Annotated[PlainText, Field(max_length=255)]],
    BeforeValidator(_by_locale),
]
LocalText = Annotated[dict[TextLanguageOrFirst, RichText], BeforeValidator(_by_locale)]
