"""What a publication means for translations: which text they render, and whether it has changed.

A translation keeps serving when its source changes; it is marked as out of date until it is
published anew.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.signals import page_published
from wagtail_localize.models import StringTranslation, Translation

from clinic_cms.models import MergePage, TranslationRecord
from clinic_cms.models.translation import managed_translation, source_of, text_digest


def follow_publication(instance: Page, revision: Revision | None = None, **_: Any) -> None:
    """Keep the records of a published page, as a translation and as a source."""
    if isinstance(instance, MergePage):
        _note_rendering(instance, revision)
        _mark_translations(instance)


page_published.connect(follow_publication, dispatch_uid="clinic_cms.publishing.translations")


def _note_rendering(page: MergePage, revision: Revision | None) -> None:
    """Note which text of its source a published translation renders."""
    source = source_of(page)
    if source is None:
        TranslationRecord.objects.filter(page=page).delete()
        return
    managed = managed_translation(page)
    frozen = managed.source.as_instance() if managed and managed.enabled else source
    digest, now = text_digest(frozen), timezone.now()
    record = TranslationRecord.objects.filter(page=page).first() or TranslationRecord(page=page)
    record.source = source
    record.source_digest = digest
    record.own_digest = text_digest(page)
    if frozen is source:
        record.source_revision_id = source.live_revision_id
    is_current = frozen is source or digest == text_digest(source)
    record.stale_since = None if is_current else record.stale_since or now
    record.rendered_at = now
    record.by_machine = managed is not None and _machine_strings(managed).exists()
    record.translator = name_of(revision.user if revision else None) or record.translator
    record.save()


def _mark_translations(source: MergePage) -> None:
    """Mark the translations of a text that is not the published one any more."""
    translations = source.get_translations().filter(alias_of=None)
    if not translations.exists():
        return
    digest, now = text_digest(source), timezone.now()
    records = TranslationRecord.objects.filter(source=source)
    # What is known of older rows is not known: better to look once too often.
    for page in translations.live().filter(translation_record=None).specific():
        if source_of(page) == source:
            TranslationRecord.objects.create(page=page, source=source, rendered_at=now)
    records = records.filter(rendered_at__isnull=False)
    records.filter(source_digest=digest).update(stale_since=None)
    records.exclude(source_digest=digest).filter(stale_since=None).update(stale_since=now)


def _machine_strings(translation: Translation) -> Any:
    return StringTranslation.objects.filter(
        translation_of__segments__source=translation.source,
        locale=translation.target_locale,
        context__object_id=translation.source.object_id,
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
    )


def name_of(user: Any) -> str:
    """Return what a person is called; their log-in where no name is given; "" for nobody."""
    if user is None:
        return ""
    named: str = user.get_full_name() or getattr(user, get_user_model().USERNAME_FIELD)
    return named
