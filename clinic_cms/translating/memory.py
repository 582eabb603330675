"""Brings pages under wagtail-localize's care, with the translations that they have already.

A translation that came from a file, or was typed into the page, has no strings there. Its source
text is known from its record: against that text its strings are paired, and only then is the
source's present text taken over, so that just what changed is left to translate.
"""

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from clinic_cms.errors import Mistake, Refused, error_id
from clinic_cms.launching.network import ensure_library
from clinic_cms.models import ConditionPage, LibraryPage, MergePage, TranslationRecord
from clinic_cms.models.translation import managed_translation
from clinic_cms.translating.strings import paired, segments_of

NO_PARENT = error_id("clinic_cms.T006")


@transaction.atomic
def ensure_translation(source: MergePage, locale: Locale, *, user: Any = None) -> Translation:
    """Return wagtail-localize's row for a page in a locale, with a page to be translated into.

    A page that is there already is adopted with what it says; a new one is a draft. A stopped
    translation is taken up again.
    """
    target = source.get_translation_or_none(locale)
    rows = Translation.objects.filter(
        source__object_id=source.translation_key, target_locale=locale
    ).select_related("source__locale", "target_locale")
    if target is None:
        _ensure_parent(source, locale)
        translate_object(source, [locale], user=user)
        return rows.get()
    existing: Translation | None = rows.first()
    if existing is None:
        return _adopt(source, target.specific, user=user)
    if not existing.enabled:
        existing.enabled = True
        existing.save(update_fields=["enabled"])
    return existing


def sync(source: TranslationSource) -> None:
    """Take over the source page's present text; what changed is left to translate."""
    source.update_from_db()


def remember(page: Page, translation: Translation, *, user: Any = None) -> int:
    """Keep what a page says as the translations of its strings; return how many were new.

    Strings that cannot be paired by their place are left as they are.
    """
    segments: dict[str, list[StringSegment]] = defaultdict(list)
    for segment in segments_of(translation):
        segments[segment.context.path].append(segment)
    new = 0
    for _path, segment, data in paired(segments, page, text_of=lambda it: it.string.data):
        found = StringTranslation.objects.filter(
            translation_of_id=segment.string_id,
            locale_id=translation.target_locale_id,
            context_id=segment.context_id,
        ).first()
        if found is not None and found.data == data:
            continue
        StringTranslation.objects.update_or_create(
            translation_of_id=segment.string_id,
            locale_id=translation.target_locale_id,
            context_id=segment.context_id,
            defaults={
                "data": data,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "tool_name": "",
                "last_translated_by": user,
                "has_error": False,
                "field_error": "",
            },
        )
        new += 1
    return new


def _adopt(source: MergePage, target: MergePage, *, user: Any) -> Translation:
    record = TranslationRecord.objects.filter(page=target.pk).first()
    revision = record.source_revision if record else None
    was = revision.as_object() if revision is not None else source
    frozen, _created = TranslationSource.update_or_create_from_instance(was)
    translation: Translation = Translation.objects.create(
        source=frozen, target_locale=target.locale
    )
    remember(target, translation, user=user)
    if was is not source:
        sync(frozen)
    return translation


def _ensure_parent(source: MergePage, locale: Locale) -> None:
    """wagtail-localize would make an alias of a parent that is missing: those are refused."""
    parent = source.get_parent()
    if parent is None or parent.get_translation_or_none(locale) is not None:
        return
    if isinstance(source, ConditionPage) and isinstance(parent.specific, LibraryPage):
        ensure_library(locale)
        return
    message = _("“%(parent)s” has no page in %(language)s yet.")
    values = {"parent": parent.title, "language": locale.get_display_name()}
    raise Refused([Mistake(NO_PARENT, source.title, message % values, _("Translate it first."))])


def remember_publication(page: MergePage, *, user: Any) -> None:
    """Keep what was typed into the page of a stopped translation, in case it is resumed."""
    managed = managed_translation(page)
    if managed is not None and not managed.enabled:
        remember(page, managed, user=user)
