"""Reads spec files: all specs, or every mistake in them, each with its line."""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from clinic_cms.errors import Mistake, Refused, Report, error_id, place_in
from clinic_cms.formats.slugs import slugify
from clinic_cms.launching.spec.localized_texts import slugs_for
from clinic_cms.launching.spec.mistakes import Problem, explain, without_consequences
from clinic_cms.launching.spec.schema import ClinicSpec
from clinic_cms.launching.spec.toml_lines import KeyLines, KeyPath, format_path, key_lines
from clinic_cms.launching.spec.validation_context import ValidationContext
from clinic_cms.models.validators import holds_tags

UNREADABLE = error_id("clinic_cms.L001")
PATH_TWICE = error_id("clinic_cms.L018")
LOCALE_TWICE = error_id("clinic_cms.L038")
NO_SLUG = error_id("clinic_cms.L060")

FILES_AT_A_TIME = 100
"""So many are parsed before the install is asked about what they name."""
NAME_ONE = gettext_lazy("Name a spec file, or a folder of them.")


@dataclass(frozen=True)
class SpecFile:
    """A spec, its file, and the lines of its keys."""

    path: Path
    spec: ClinicSpec
    lines: KeyLines

    def where(self, path: KeyPath) -> str:
        """Return a key's place as its author knows it: file, line and key."""
        return place_in(self.path, self.lines.line(path), format_path(path))


def spec_paths(paths: Iterable[Path]) -> list[Path]:
    """Return the files that some paths name; a folder stands for its `*.toml`, by name."""
    files: dict[Path, None] = {}
    for path in paths:
        # A folder without specs stands for itself, and is refused when read.
        for file in sorted(path.glob("*.toml")) or [path]:
            files.setdefault(file, None)
    return [*files]


def read_specs(paths: Iterable[Path], context: ValidationContext) -> list[SpecFile]:
    """Read spec files; raises Refused with all mistakes of all files."""
    return [*read_each(paths, context)]


def read_each(paths: Iterable[Path], context: ValidationContext) -> Iterator[SpecFile]:
    """Yield the specs of files one by one; in the end, raises Refused with all mistakes of all.

    A mistake in one file refuses the whole run: half a run would be hard to tell from a whole one.
    """
    mistakes: list[Mistake] = []
    paths = iter(paths)
    while some := [*islice(paths, FILES_AT_A_TIME)]:
        reports = {path: Report(str(path)) for path in some}
        parsed = {path: _parse(path, report) for path, report in reports.items()}
        context.read_named(each[0] for each in parsed.values() if each is not None)
        for path, file in parsed.items():
            if file is not None:
                raw, lines = file
                spec = _validate(raw, lines, context.for_file(path, raw), reports[path])
                context.note_file(path, raw)
                if spec is not None:
                    yield SpecFile(path, spec, lines)
            mistakes += reports[path].mistakes
    if mistakes:
        raise Refused(mistakes)


def _parse(path: Path, report: Report) -> tuple[dict[str, Any], KeyLines] | None:
    """Return a file's values and the lines of its keys, or None after reporting a mistake."""
    try:
        source = path.read_text(encoding="utf-8")
        return tomllib.loads(source), key_lines(source)
    except FileNotFoundError:
        report.add(UNREADABLE, 0, _("There is no such file or folder."), str(NAME_ONE))
    except IsADirectoryError:
        report.add(UNREADABLE, 0, _("There is no *.toml in this folder."), str(NAME_ONE))
    except (OSError, UnicodeDecodeError) as error:
        message = _("The file cannot be read: %(error)s.") % {"error": error}
        report.add(UNREADABLE, 0, message, _("It must be a text file in UTF-8."))
    except tomllib.TOMLDecodeError as error:
        message = _("This is not TOML: %(error)s.") % {"error": error}
        hint = _("Put texts in quotes, and lists in brackets with commas.")
        report.add(UNREADABLE, 0, message, hint)
    return None


def _validate(
    raw: Mapping[str, Any], lines: KeyLines, context: ValidationContext, report: Report
) -> ClinicSpec | None:
    """Return the spec of a parsed file, or None after reporting its mistakes."""
    problems, spec = [*duplicates(raw, context.locales)], None
    try:
        spec = ClinicSpec.model_validate(raw, context=context)
    except ValidationError as error:
        problems += map(explain, without_consequences(error.errors()))
    for id, path, message, hint in problems:
        report.add(id, lines.line(path), message, hint, key=format_path(path))
    return spec


def duplicates(raw: Mapping[str, Any], locales: Collection[str]) -> Iterator[Problem]:
    """Yield each locale and each URL path that a file states twice."""
    if len({*locales}) < len(locales):
        message = _("A locale is named twice.")
        yield LOCALE_TWICE, ("clinic", "locales"), message, _("Name each locale once.")
    owners = {
        slug: f"pages.{page}"
        for code in locales
        for page, slug in slugs_for(code, next(iter(locales))).items()
    } | {code: _("a locale") for code in locales}
    for name in ("practitioners", "locations"):
        tables = raw.get(name)
        for index, table in enumerate(tables if isinstance(tables, list) else []):
            (slug, source), path = _slug(table), (name, index)
            # One that holds merge tags is refused for them.
            if source and not slug and not holds_tags(source):
                message = _("No slug can be made of “%(value)s”.") % {"value": source}
                hint = _("Write one for it: %(example)s") % {"example": 'slug = "fairfield"'}
                yield NO_SLUG, path, message, hint
            if slug in owners:
                message = _("Its path “/%(slug)s/” is that of %(owner)s.")
                hint = _('Give it its own slug: slug = "%(slug)s-2".')
                values = {"slug": slug, "owner": owners[slug]}
                yield PATH_TWICE, path, message % values, hint % values
            if slug:
                owners[slug] = format_path(path)


def _slug(table: object) -> tuple[str, str]:
    """Return the slug that a table states, or that of its name, title or city; and that text."""
    if not isinstance(table, dict):
        return "", ""
    title = table.get("title")
    title = next(iter(title.values()), "") if isinstance(title, dict) else title
    values = (table.get("slug"), table.get("name"), title, table.get("city"))
    slug, *names = (value.strip() if isinstance(value, str) else "" for value in values)
    source = next((name for name in names if name), "")
    return slug or slugify(source), source
