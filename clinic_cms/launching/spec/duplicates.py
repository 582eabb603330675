"""What a spec says twice: addresses and locales. Read from the raw file, whatever else is wrong."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from clinic_cms.launching.spec.schema import slug_of
from clinic_cms.launching.spec.toml_lines import KeyPath, written
from clinic_cms.launching.standard_texts import slugs_for

Repetition = tuple[str, KeyPath, str, str]
"""Mistake id, path, message and hint."""


def repetitions(raw: Mapping[str, Any], locales: Collection[str]) -> Iterator[Repetition]:
    """Yield each locale and each address that a file names twice."""
    if len({*locales}) < len(locales):
        message = _("A locale is named twice.")
        yield "clinic_cms.L010", ("clinic", "locales"), message, _("Name each locale once.")
    yield from _addresses(raw, locales)


def _addresses(raw: Mapping[str, Any], locales: Collection[str]) -> Iterator[Repetition]:
    """Yield the pages of one clinic that would have the address of another."""
    seen = {
        slug: f"pages.{page}"
        for code in locales
        for page, slug in slugs_for(code, next(iter(locales))).items()
    } | {code: _("a locale") for code in locales}
    for name in ("practitioners", "locations"):
        tables = raw.get(name)
        for index, table in enumerate(tables if isinstance(tables, list) else []):
            slug, path = _slug(table), (name, index)
            if slug in seen:
                message = _("Its address “/%(slug)s/” is that of %(owner)s.")
                hint = _('Give it a slug of its own: slug = "%(slug)s-2".')
                values = {"slug": slug, "owner": seen[slug]}
                yield "clinic_cms.L018", path, message % values, hint % values
            if slug:
                seen[slug] = written(path)


def _slug(table: object) -> str:
    """Return the slug that a table states, or that of its name, title or city."""
    if not isinstance(table, dict):
        return ""
    title = table.get("title")
    title = next(iter(title.values()), "") if isinstance(title, dict) else title
    words = (table.get("slug"), table.get("name"), title, table.get("city"))
    stated, *others = (word.strip() if isinstance(word, str) else "" for word in words)
    return stated or slug_of(next((word for word in others if word), ""))
