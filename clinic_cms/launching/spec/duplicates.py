"""What a spec states twice: locales and URL paths. Read from the raw file, right or wrong."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from clinic_cms.errors import error_id
from clinic_cms.launching.spec.schema import slug_of
from clinic_cms.launching.spec.toml_lines import KeyPath, format_path
from clinic_cms.launching.standard_texts import slugs_for

PATH_TWICE = error_id("clinic_cms.L018")
LOCALE_TWICE = error_id("clinic_cms.L038")

Duplicate = tuple[str, KeyPath, str, str]
"""Error id, path, message and hint."""


def duplicates(raw: Mapping[str, Any], locales: Collection[str]) -> Iterator[Duplicate]:
    """Yield each locale and each URL path that a file states twice."""
    if len({*locales}) < len(locales):
        message = _("A locale is named twice.")
        yield LOCALE_TWICE, ("clinic", "locales"), message, _("Name each locale once.")
    yield from _url_paths(raw, locales)


def _url_paths(raw: Mapping[str, Any], locales: Collection[str]) -> Iterator[Duplicate]:
    """Yield the pages of a clinic that would have the URL of another page."""
    owners = {
        slug: f"pages.{page}"
        for code in locales
        for page, slug in slugs_for(code, next(iter(locales))).items()
    } | {code: _("a locale") for code in locales}
    for name in ("practitioners", "locations"):
        tables = raw.get(name)
        for index, table in enumerate(tables if isinstance(tables, list) else []):
            slug, path = _slug(table), (name, index)
            if slug in owners:
                message = _("Its path “/%(slug)s/” is that of %(owner)s.")
                hint = _('Give it its own slug: slug = "%(slug)s-2".')
                values = {"slug": slug, "owner": owners[slug]}
                yield PATH_TWICE, path, message % values, hint % values
            if slug:
                owners[slug] = format_path(path)


def _slug(table: object) -> str:
    """Return the slug that a table states, or that of its name, title or city."""
    if not isinstance(table, dict):
        return ""
    title = table.get("title")
    title = next(iter(title.values()), "") if isinstance(title, dict) else title
    values = (table.get("slug"), table.get("name"), title, table.get("city"))
    slug, *names = (value.strip() if isinstance(value, str) else "" for value in values)
    return slug or slug_of(next((name for name in names if name), ""))
