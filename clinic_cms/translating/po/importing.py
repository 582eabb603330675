"""Imports translators' PO files: all of them or none."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation, Translation

from clinic_cms.errors import Mistake, Refused, Report
from clinic_cms.models.translation import text_digest
from clinic_cms.translating.gates import check_target
from clinic_cms.translating.memory import ensure_translation
from clinic_cms.translating.po.header import find_page_texts, page_texts_of
from clinic_cms.translating.po.page_texts import Key, PageTexts
from clinic_cms.translating.po.parser import FILES, parse
from clinic_cms.translating.po.slug_checks import check_slugs
from clinic_cms.translating.po.text_checks import TWICE, Imported, check
from clinic_cms.translating.strings import TranslatedString, strings_of

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
    translation that the files must belong to, even if their headers name no page. Raises Refused
    with the mistakes of all files.
    """
    with transaction.atomic():
        checked = _check_all(files, only, progress)
        if not dry_run:
            # Parents first: the pages below need them.
            for each in sorted(checked, key=lambda each: each.page_texts.source.path):
                _store(each, user=user, machine=machine)
    if publish and not dry_run:
        for each in checked:
            each.published, each.refused = _publish(each.page_texts, user=user)
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
            key = (result.page_texts.source.translation_key, result.page_texts.locale.pk)
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
    if content is None:
        return None
    if only is not None:
        page_texts = page_texts_of(only, content, report)
    else:
        page_texts = find_page_texts(content, report)
    return check(content, page_texts, report) if page_texts is not None else None


def _store(checked: Imported, *, user: Any, machine: str) -> None:
    """Save what a file changes; a page without a translation gets a draft."""
    if not checked.changes:
        return
    page_texts = checked.page_texts
    # The present text of a page was not translated by the user who imports this file.
    author = user if page_texts.target is None else None
    translation = ensure_translation(page_texts.source, page_texts.locale, user=author)
    strings = _strings_by_key(translation)
    if any(change.key not in strings for change in checked.changes):
        translation.source.update_from_db()
        strings |= _strings_by_key(translation)
    new: list[StringTranslation] = []
    old: list[StringTranslation] = []
    for change in checked.changes:
        string = strings[change.key]
        row = string.rendered(change.data, page_texts.locale, user=user, machine=machine)
        if change.key[0] == TITLE:
            row.save()  # a signal of wagtail-localize updates the draft's title
        else:
            (old if row.pk else new).append(row)
    # In bulk no signal checks the texts: they have been checked.
    StringTranslation.objects.bulk_create(new)
    StringTranslation.objects.bulk_update(old, WRITTEN)


def _strings_by_key(translation: Translation) -> dict[Key, TranslatedString]:
    return {(string.path, string.source): string for string in strings_of(translation)}


def _publish(page_texts: PageTexts, *, user: Any) -> tuple[bool, tuple[str, ...]]:
    """Publish a page as it is translated now; return whether it changed, and reasons against it.

    A refused page stays unchanged.
    """
    translation = PageTexts(page_texts.source, page_texts.locale).localize_translation
    if translation is None or not translation.enabled:
        return False, ()
    try:
        with transaction.atomic():
            if text_digest(translation.source.as_instance()) != page_texts.digest:
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
