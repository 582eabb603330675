"""Saves the translations of a checked file, and publishes their page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail_localize.models import StringTranslation, Translation

from clinic_cms.models.translation import text_digest
from clinic_cms.translating.gates import check_target
from clinic_cms.translating.memory import ensure_translation, sync
from clinic_cms.translating.po.checking import Checked
from clinic_cms.translating.po.sheet import Key, Sheet
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


def store(checked: Checked, *, user: Any, machine: str) -> None:
    """Save what a file changes; a page without a translation gets a draft."""
    if not checked.changes:
        return
    sheet = checked.sheet
    # The present text of a page was not translated by the user who imports this file.
    author = user if sheet.target is None else None
    translation = ensure_translation(sheet.source, sheet.locale, user=author)
    known = _known(translation)
    if any(change.key not in known for change in checked.changes):
        sync(translation.source)
        known |= _known(translation)
    now = timezone.now()
    new: list[StringTranslation] = []
    old: list[StringTranslation] = []
    for change in checked.changes:
        string = known[change.key]
        row = string.translation or StringTranslation(
            translation_of_id=string.string_id,
            context_id=string.context_id,
            locale=sheet.locale,
        )
        row.data, row.tool_name = change.data, machine
        row.translation_type = (
            StringTranslation.TRANSLATION_TYPE_MACHINE
            if machine
            else StringTranslation.TRANSLATION_TYPE_MANUAL
        )
        row.last_translated_by, row.updated_at = user, now
        row.has_error, row.field_error = False, ""
        if change.key[0] == TITLE:
            row.save()  # a signal of wagtail-localize updates the draft's title
        else:
            (old if row.pk else new).append(row)
    # In bulk no signal checks the texts: they have been checked.
    StringTranslation.objects.bulk_create(new)
    StringTranslation.objects.bulk_update(old, WRITTEN)


def _known(translation: Translation) -> dict[Key, TranslatedString]:
    return {(string.path, string.source): string for string in strings_of(translation)}


def publish_page(sheet: Sheet, *, user: Any) -> tuple[bool, tuple[str, ...]]:
    """Publish a page as it is translated now; return whether it changed, and reasons against it.

    A refused page stays unchanged.
    """
    translation = Sheet(sheet.source, sheet.locale).managed
    if translation is None or not translation.enabled:
        return False, ()
    try:
        with transaction.atomic():
            if text_digest(translation.source.as_instance()) != sheet.digest:
                sync(translation.source)
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
