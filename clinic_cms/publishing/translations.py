"""What a publication means for the page's rows in other languages.

A title that is a fact is the same on all of them. A translation keeps being served when its source
changes; it is marked as out of date until it is published again.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail_localize.models import StringTranslation, Translation

from clinic_cms.models import ClinicOwnedPage, MergePage, TranslationRecord
from clinic_cms.models.translation import (
    has_other_locales,
    managed_translation,
    rows_by_locale,
    source_of,
    text_digest,
)
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
    if not has_other_locales(page):
        return  # A record goes with its source.
    records = [*TranslationRecord.objects.filter(Q(page=page) | Q(source=page))]
    own = next((record for record in records if record.page_id == page.pk), None)
    _note_rendering(page, revision, own)
    _mark_translations(page, [record for record in records if record is not own])


def _note_rendering(
    page: MergePage, revision: Revision | None, record: TranslationRecord | None
) -> None:
    """Note which text of its source a published translation renders."""
    source = source_of(page)
    if source is None:
        if record is not None:
            record.delete()
        return
    managed = managed_translation(page)
    frozen = managed.source.as_instance() if managed and managed.enabled else source
    digest, now = text_digest(frozen), timezone.now()
    record = record or TranslationRecord(page=page)
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


def _mark_translations(source: MergePage, records: list[TranslationRecord]) -> None:
    """Mark the translations of a text that is no longer the published one."""
    digest, now = text_digest(source), timezone.now()
    changed = []
    for record in [*records, *_add_records(source, records)]:
        stale_since = None if record.source_digest == digest else record.stale_since or now
        if record.rendered_at and record.stale_since != stale_since:
            record.stale_since = stale_since
            changed.append(record)
    if changed:
        TranslationRecord.objects.bulk_update(changed, ["stale_since"])


def _add_records(
    source: MergePage, records: Iterable[TranslationRecord]
) -> Iterator[TranslationRecord]:
    """Write records for translations that have none, and yield them.

    Which text an older row renders is not known: it is marked as out of date, to be safe.
    """
    known = {source.pk, *(record.page_id for record in records)}
    if {key for key, _locale in rows_by_locale(source)} <= known:
        return
    translations = source.get_translations().filter(alias_of=None)
    for page in translations.live().filter(translation_record=None).specific():
        if source_of(page) == source:
            yield TranslationRecord.objects.create(
                page=page, source=source, rendered_at=timezone.now()
            )


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
