"""The standard texts of a clinic's pages, by language: `default_texts/<language>.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import to_locale

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
    for name in (code, language, FALLBACK):
        source = FOLDER / f"{name}.toml"
        if source.is_file():
            texts = tomllib.loads(source.read_text(encoding="utf-8"))
            for page in (texts["home"], *texts["pages"].values()):
                page["body"] = [_block(block) for block in page.get("body", [])]
            return Texts(name, **texts)
    raise FileNotFoundError(FALLBACK)


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
