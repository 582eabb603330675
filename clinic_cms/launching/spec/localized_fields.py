"""What a spec says by language: codes of languages, and texts with one of them each."""

import re
from collections.abc import Iterable
from typing import Annotated, Any

from babel import Locale as BabelLocale
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from clinic_cms.launching.spec.fields import PlainText, RichText, closest, known_of, nearest, wrong
from clinic_cms.models.language_help import TAG_LINES

LANGUAGE_CODE = re.compile(r"([A-Za-z]{2,3})(-[A-Za-z0-9]{2,8})*")


def nearest_code(code: str, among: Iterable[str]) -> str:
    """Return what to write instead of a code: one of the same language, if there is any."""
    codes = sorted(among)
    language = re.split("[-_]", code.lower())[0]
    kin = [known for known in codes if known.partition("-")[0] == language]
    meant = closest(code, kin) or kin
    if len(meant) > 1:
        return _("Did you mean one of these: %(names)s?") % {"names": ", ".join(meant)}
    return nearest(meant[0] if meant else code, codes)


def _language(value: str, info: ValidationInfo) -> str:
    known = known_of(info)
    if value not in known.languages:
        raise wrong(
            "clinic_cms.L010",
            _("“%(value)s” is not a locale of this install.") % {"value": value},
            nearest_code(value, known.languages)
            + " "
            + _("Locales are listed in WAGTAIL_CONTENT_LANGUAGES."),
        )
    return value


def _text_language(value: str, info: ValidationInfo) -> str:
    """A text may wait for the clinic to offer its language. `locales` tells its own mistakes."""
    return value if value in known_of(info).locales else _language(value, info)


def _text_language_or_first(value: str, info: ValidationInfo) -> str:
    return _text_language(value, info) if value else value


def _help_language(value: str) -> str:
    if value not in TAG_LINES:
        message = _("There is no language help notice for “%(value)s”.") % {"value": value}
        raise wrong("clinic_cms.L021", message, nearest_code(value, TAG_LINES))
    return value


def _spoken(value: str) -> str:
    match = LANGUAGE_CODE.fullmatch(value)
    # ISO 639-3 has thousands of three letters, such as yua for Maya, of which Babel knows some.
    if match and (len(match[1]) == 3 or match[1].lower() in BabelLocale("en").languages):
        return value
    message = _("“%(value)s” is not a language's code.") % {"value": value}
    raise wrong("clinic_cms.L004", message, _("Write a code of BCP 47, such as “en” or “es-MX”."))


def _by_locale(value: Any) -> Any:
    """A text alone is the first locale's; a table holds one text per locale."""
    return value if isinstance(value, dict) else {"": value}


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
