"""Imports translators' PO files: all of them or none.

There are two kinds of files: those from `export_po`, and those from wagtail-localize's editor.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import to_language
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from clinic_cms.errors import Mistake, Refused, Report, error_id
from clinic_cms.models import MergePage
from clinic_cms.models.translation import source_of, text_digest
from clinic_cms.translating.gates import check_target
from clinic_cms.translating.memory import ensure_translation
from clinic_cms.translating.po.checking import TWICE, Imported, check, check_slugs
from clinic_cms.translating.po.parser import (
    FILES,
    HEADER,
    LANGUAGE,
    PAGE,
    SOURCE_LOCALE,
    PoFile,
    parse,
)
from clinic_cms.translating.po.sheet import LOCALE, Key, Sheet, no_locale
from clinic_cms.translating.strings import TranslatedString, strings_of

ARTICLE = error_id("clinic_cms.P015")
EDITOR_ID = "X-WagtailLocalize-TranslationID"
"""The field of the header that names the page in files from wagtail-localize's editor."""
TITLE = "title"
WRITTEN = (
    "data",
    "translation_type",
    "tool_name",
    "last_translated_by",
    "has_error",
    "field_error",
    "updated_at",
)
MOST_MISTAKES = 50
"""Listed mistakes of one file at most; a file in another format has one on each line."""


@dataclass(frozen=True)
class NamedFile:
    """A file with its name, from a folder or an upload."""

    name: str
    content: bytes


Progress = Callable[[Sequence[NamedFile]], Iterable[NamedFile]]


def find_files(paths: Sequence[Path]) -> list[NamedFile]:
    """Return the files at these paths; a folder stands for its *.po files. Raises Refused."""
    files, mistakes = [], []
    for path in paths:
        po_files = sorted(path.glob("*.po")) if path.is_dir() else [path]
        if not po_files:
            mistakes.append(Mistake(FILES, str(path), _("There is no *.po in this folder.")))
        for each in po_files:
            try:
                files.append(NamedFile(each.name, each.read_bytes()))
            except OSError as error:
                mistakes.append(Mistake(FILES, str(each), str(error.strerror)))
    if mistakes:
        raise Refused(mistakes)
    return files


def import_po(
    *,
    files: Sequence[NamedFile],
    user: Any = None,
    machine: str = "",
    dry_run: bool = False,
    publish: bool = False,
    only: Translation | None = None,
    progress: Progress = iter,
) -> list[Imported]:
    """Save the translations of these files; pages change only when they are published.

    `machine` names the tool that translated: a person has to sign its work. `only` is the
    translation that the files must belong to. Raises Refused with the mistakes of all files.
    """
    with transaction.atomic():
        checked = _check_all(files, only, progress)
        if not dry_run:
            # Parents first: the pages below need them.
            for each in sorted(checked, key=lambda each: each.sheet.source.path):
                _store(each, user=user, machine=machine)
    if publish and not dry_run:
        for each in checked:
            each.published, each.refused = _publish(each.sheet, user=user)
    return checked


def _check_all(
    files: Sequence[NamedFile], only: Translation | None, progress: Progress
) -> list[Imported]:
    reports: list[Report] = []
    checked: dict[tuple[Any, int], Imported] = {}
    for file in progress(files):
        report = Report(file.name, most=MOST_MISTAKES)
        reports.append(report)
        result = _check(file, report, only)
        if result is not None:
            key = (result.sheet.source.translation_key, result.sheet.locale.pk)
            first = checked.setdefault(key, result)
            if first is not result:
                message = _("This file is for the same page and language as %(file)s.")
                report.add(TWICE, 0, message % {"file": first.report.file})
    check_slugs(checked.values())
    mistakes = [mistake for report in reports for mistake in report.mistakes]
    if mistakes:
        raise Refused(mistakes)
    return list(checked.values())


def _check(file: NamedFile, report: Report, only: Translation | None) -> Imported | None:
    content = parse(file.content, report)
    sheet = _sheet_for(content, report) if content is not None else None
    if content is None or sheet is None:
        return None
    if only is not None and (sheet.source.translation_key, sheet.locale.pk) != (
        only.source.object_id,
        only.target_locale_id,
    ):
        message = _("This file is for “%(page)s” in %(language)s.")
        values = {"page": sheet.source.title, "language": sheet.locale.get_display_name()}
        report.add(ARTICLE, content.head.line, message % values, _("Upload it there."))
        return None
    return check(content, sheet, report)


def _sheet_for(file: PoFile, report: Report) -> Sheet | None:
    """Return the sheet of a file's page; if None, the report has the reason."""
    if key := file.header_value(PAGE):
        return _of_ours(file, key, report)
    if key := file.header_value(EDITOR_ID):
        return _of_the_editor(file, key, report)
    message = _("The header does not say which page this file translates.")
    hint = _("Translate a file from export_po, and keep its first lines.")
    report.add(HEADER, file.head.line, message, hint)
    return None


def _of_ours(file: PoFile, key: str, report: Report) -> Sheet | None:
    source_locale = _locale(file, SOURCE_LOCALE, report)
    locale = _locale(file, LANGUAGE, report)
    if source_locale is None or locale is None:
        return None
    rows = Page.objects.filter(translation_key=_uuid(key), locale=source_locale)
    page = rows.specific().first()
    if not isinstance(page, MergePage) or source_of(page) is not None:
        message = _("There is no page with the key “%(key)s” that is written in %(language)s.")
        values = {"key": key, "language": source_locale.get_display_name()}
        line = file.line_of(PAGE)
        report.add(ARTICLE, line, message % values, _("Export the pages again."))
        return None
    if locale.pk == source_locale.pk:
        message = _("The page is written in %(language)s: there is nothing to translate.")
        values = {"language": locale.get_display_name()}
        report.add(LOCALE, file.line_of(LANGUAGE), message % values)
        return None
    return Sheet(page, locale)


def _of_the_editor(file: PoFile, key: str, report: Report) -> Sheet | None:
    rows = Translation.objects.select_related("source", "target_locale")
    translation = rows.filter(uuid=_uuid(key)).first()
    source = translation.source.get_source_instance() if translation is not None else None
    if translation is None or not isinstance(source, MergePage):
        message = _("There is no translation with the key “%(key)s”.") % {"key": key}
        report.add(ARTICLE, file.line_of(EDITOR_ID), message, _("Download the file again."))
        return None
    return Sheet(source, translation.target_locale)


def _locale(file: PoFile, name: str, report: Report) -> Locale | None:
    code = to_language(file.header_value(name)).lower()
    locale: Locale | None = Locale.objects.filter(language_code=code).first()
    if locale is None:
        report.add(LOCALE, file.line_of(name), *no_locale(code))
    return locale


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _store(checked: Imported, *, user: Any, machine: str) -> None:
    """Save what a file changes; a page without a translation gets a draft."""
    if not checked.changes:
        return
    sheet = checked.sheet
    # The present text of a page was not translated by the user who imports this file.
    author = user if sheet.target is None else None
    translation = ensure_translation(sheet.source, sheet.locale, user=author)
    strings = _strings_by_key(translation)
    if any(change.key not in strings for change in checked.changes):
        translation.source.update_from_db()
        strings |= _strings_by_key(translation)
    new: list[StringTranslation] = []
    old: list[StringTranslation] = []
    for change in checked.changes:
        string = strings[change.key]
        row = string.rendered(change.data, sheet.locale, user=user, machine=machine)
        if change.key[0] == TITLE:
            row.save()  # a signal of wagtail-localize updates the draft's title
        else:
            (old if row.pk else new).append(row)
    # In bulk no signal checks the texts: they have been checked.
    StringTranslation.objects.bulk_create(new)
    StringTranslation.objects.bulk_update(old, WRITTEN)


def _strings_by_key(translation: Translation) -> dict[Key, TranslatedString]:
    return {(string.path, string.source): string for string in strings_of(translation)}


def _publish(sheet: Sheet, *, user: Any) -> tuple[bool, tuple[str, ...]]:
    """Publish a page as it is translated now; return whether it changed, and reasons against it.

    A refused page stays unchanged.
    """
    translation = Sheet(sheet.source, sheet.locale).managed
    if translation is None or not translation.enabled:
        return False, ()
    try:
        with transaction.atomic():
            if text_digest(translation.source.as_instance()) != sheet.digest:
                translation.source.update_from_db()
            if _is_published(translation):
                return False, ()
            check_target(translation)
            translation.save_target(user=user, publish=False)
            page = translation.get_target_instance()
            page.get_latest_revision().publish(user=user)
    except ValidationError as refusal:
        return False, tuple(refusal.messages)
    return True, ()


def _is_published(translation: Translation) -> bool:
    page = translation.get_target_instance()
    drafted = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )
    is_same = text_digest(page) == text_digest(drafted) and page.slug == drafted.slug
    return bool(page.live and is_same)
