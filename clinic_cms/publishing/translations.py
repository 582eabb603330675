"""What a publication means for the page's rows in other languages.

A title that is a fact is the same on all of them. A translation keeps being served when its source
changes; it is marked as out of date until it is published again.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail_localize.models import StringTranslation, Translation

from clinic_cms.models import ClinicOwnedPage, MergePage, TranslationRecord
from clinic_cms.models.translation import managed_translation, source_of, text_digest
from clinic_cms.publishing.cache_versions import bump, scope_of


def carry_title(page: MergePage) -> None:
    """Copy a title that is a fact, a practitioner's name, to the rows of the other languages."""
    if not isinstance(page, ClinicOwnedPage) or not page.holds_facts:
        return
    if "title" in page.written_facts():
        others = Page.objects.filter(translation_key=page.translation_key)
        with transaction.atomic():
            # The cache version first, as everywhere: other writers wait for its lock.
            bump([scope_of(page)])
            others.exclude(pk=page.pk).update(title=page.title, draft_title=page.title)


def follow_publication(page: MergePage, revision: Revision | None) -> None:
    """Keep the records of a published page, as a translation and as a source."""
    _note_rendering(page, revision)
    _mark_translations(page)


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
    """Mark the translations of a text that is no longer the published one."""
    translations = source.get_translations().filter(alias_of=None)
    if not translations.exists():
        return
    digest, now = text_digest(source), timezone.now()
    records = TranslationRecord.objects.filter(source=source)
    # Which text an older row renders is not known: it is marked as out of date, to be safe.
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
    """Return a user's full name, else their login; "" for None."""
    if user is None:
        return ""
    name: str = user.get_full_name() or getattr(user, get_user_model().USERNAME_FIELD)
    return name
