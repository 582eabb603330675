"""The languages in which a clinic can say that language help is free: `language_help.toml`.

US clinics that receive federal health funds must say so in the languages of their state
(45 CFR 92.11).
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clinic_cms.errors import error_id

UNKNOWN_LANGUAGE = error_id("clinic_cms.N001")
LANGUAGE_TWICE = error_id("clinic_cms.N002")


@dataclass(frozen=True)
class TagLine:
    """One language's sentence, split where the clinic's phone number goes."""

    code: str
    name: str
    """The language in its own words."""
    before: str
    after: str


SOURCE = (files("clinic_cms.models") / "language_help.toml").read_text(encoding="utf-8")
TAG_LINES = {
    code: TagLine(code, table["name"], *table["text"].split("{phone}"))
    for code, table in tomllib.loads(SOURCE).items()
}


def check_language_help(codes: Sequence[str]) -> None:
    """Raise ValidationError for a code that is not known, or that is named twice."""
    for code in codes:
        if code not in TAG_LINES:
            message = _("There is no language help notice for “%(value)s”. Known: %(codes)s.")
            values = {"value": code, "codes": ", ".join(TAG_LINES)}
            raise ValidationError(message % values, code=UNKNOWN_LANGUAGE)
    if len({*codes}) < len(codes):
        raise ValidationError(_("A language is named twice."), code=LANGUAGE_TWICE)
