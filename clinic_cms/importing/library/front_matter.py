"""The head of a master's file: TOML between two `+++` lines."""

import re
import tomllib
from datetime import date
from typing import Annotated

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails

from clinic_cms.errors import Report, error_id, shortened, suggestion
from clinic_cms.formats.slugs import slugify
from clinic_cms.launching.spec.toml_lines import KeyLines, format_path, key_lines

FRONT_MATTER = error_id("clinic_cms.A003")
UNKNOWN_KEY = error_id("clinic_cms.A004")
VALUE = error_id("clinic_cms.A005")

FENCE = "+++"
KEY = r"[a-z0-9]+(?:-[a-z0-9]+)*"
TABLE = "[[references]]"
TRANSLATION_KEYS = ("translator", "machine", "translation_reviewer", "translation_reviewed")


def _slug(value: str) -> str:
    if value != slugify(value):
        raise ValueError(value)
    return value


Key = Annotated[str, StringConstraints(pattern=f"^{KEY}$", max_length=80)]
Slug = Annotated[str, StringConstraints(min_length=1, max_length=80), AfterValidator(_slug)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\n]*$", max_length=120)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Strict(BaseModel):
    """A table of the front matter: no value is converted, and no unknown key is ignored."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Reference(Strict):
    """A source of the article."""

    title: Annotated[Text, Field(max_length=250)]
    publisher: Line = ""
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] = ""
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None


class FrontMatter(Strict):
    """The keys of the front matter: everything about an article except its text."""

    slug: Slug
    title: Annotated[Text, Field(max_length=255)]
    seo_title: Annotated[str, Field(max_length=255)] = ""
    search_description: str = ""
    summary: Text
    author: Line = ""
    reviewer: Line = ""
    reviewer_credentials: Line = ""
    reviewed: date | None = None
    next_review: date | None = None
    translator: Line = ""
    machine: bool = False
    translation_reviewer: Line = ""
    translation_reviewed: date | None = None
    this_is_right: tuple[Text, ...] = Field(default=(), strict=False)
    related: tuple[Key, ...] = Field(default=(), strict=False)
    references: tuple[Reference, ...] = Field(min_length=1, strict=False)

    @property
    def is_translation(self) -> bool:
        """Whether any key marks the text as a translation."""
        return any(getattr(self, key) for key in TRANSLATION_KEYS)


WANTED: dict[str, tuple[str | Promise, str]] = {
    "slug": (gettext_lazy("words of small letters and digits joined by hyphens"), '"back-spasms"'),
    "title": (gettext_lazy("one line of text"), '"Treating back spasms"'),
    "seo_title": (gettext_lazy("one line of text"), '"Back spasms | {{ clinic.name }}"'),
    "search_description": (gettext_lazy("one line of text"), '"What may ease back spasms."'),
    "summary": (gettext_lazy("one or two sentences"), '"A muscle that will not let go."'),
    "author": (gettext_lazy("a name of at most 120 characters"), '"Elena Marsh"'),
    "reviewer": (gettext_lazy("a name of at most 120 characters"), '"Thomas Okafor"'),
    "reviewer_credentials": (gettext_lazy("at most 120 characters"), '"DC"'),
    "reviewed": (gettext_lazy("a date without quotes"), "2026-09-14"),
    "next_review": (gettext_lazy("a date without quotes"), "2028-09-14"),
    "translator": (gettext_lazy("a name of at most 120 characters"), '"Lucía Paredes"'),
    "machine": (gettext_lazy("whether a machine translated it, without quotes"), "true"),
    "translation_reviewer": (gettext_lazy("a name of at most 120 characters"), '"Marta Solís"'),
    "translation_reviewed": (gettext_lazy("a date without quotes"), "2026-09-20"),
    "this_is_right": (gettext_lazy("a list of words that are right for all"), '["Dr. Dix"]'),
    "related": (gettext_lazy("a list of English slugs"), '["sciatica", "neck-pain"]'),
    "references": (gettext_lazy("at least one [[references]] table with a title"), TABLE),
    "url": (gettext_lazy("a URL with https://"), '"https://www.who.int/"'),
    "publisher": (gettext_lazy("at most 120 characters"), '"World Health Organization"'),
    "year": (gettext_lazy("a year without quotes"), "2023"),
}
"""What to write for each key, in words and as an example."""


def split_file(text: str, report: Report) -> tuple[str, str, int] | None:
    """Return (front matter, body, line where the body begins); None if there is no front matter."""
    lines = text.split("\n")
    fences = [index for index, line in enumerate(lines) if line.rstrip() == FENCE][:2]
    if len(fences) < 2 or "".join(lines[: fences[0]]).strip():
        report.add(
            FRONT_MATTER,
            1,
            _("The file does not begin with front matter."),
            _("Begin it with a line of three plus signs (+++), keys, and +++ again."),
        )
        return None
    head = "\n".join([*[""] * (fences[0] + 1), *lines[fences[0] + 1 : fences[1]]])
    return head, "\n".join(lines[fences[1] + 1 :]), fences[1] + 2


def read_front_matter(head: str, report: Report) -> tuple[FrontMatter, KeyLines] | None:
    """Return the front matter and the lines of its keys, or None after reporting its mistakes.

    `head` has the same line numbers as the file.
    """
    try:
        values = tomllib.loads(head)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        report.add(
            FRONT_MATTER,
            int(line[1]) if line else len(head.rstrip().split("\n")),
            _("The front matter is not TOML: %(reason)s.") % {"reason": error},
            _('Write each key as: title = "Back spasms".'),
        )
        return None
    places = key_lines(head)
    try:
        return FrontMatter.model_validate(values), places
    except ValidationError as error:
        for details in error.errors():
            _report(details, places, report)
        return None


def _report(details: ErrorDetails, places: KeyLines, report: Report) -> None:
    path = tuple(details["loc"])
    names = [part for part in path if isinstance(part, str)]
    key, line, place = names[-1], places.line(path, missing=0), format_path(path)
    if details["type"] == "extra_forbidden":
        model = Reference if len(names) > 1 else FrontMatter
        message = _("Unknown key “%(key)s”.") % {"key": key}
        report.add(UNKNOWN_KEY, line, message, suggestion(key, model.model_fields), key=place)
        return
    what, example = WANTED[key]
    hint = _("Write %(what)s: %(example)s") % {
        "what": what,
        "example": example if example == TABLE else f"{key} = {example}",
    }
    if details["type"] == "missing":
        message = _("The key “%(key)s” is missing.") % {"key": key}
    else:
        message = _("The value is “%(read)s”.") % {"read": shortened(details["input"])}
    report.add(VALUE, line, message, hint, key=place)
