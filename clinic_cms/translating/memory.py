"""Hands pages over to wagtail-localize, with the translations that they already have.

A translation that came from a file, or was typed into the page, has no strings in wagtail-localize.
Its record names the revision of the source that it translates. Its strings are paired with that
revision first, and then updated to the source's present text: only what has changed is left to
translate.
"""

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import translate_object

from clinic_cms.errors import Mistake, Refused, error_id
from clinic_cms.launching.network import ensure_library
from clinic_cms.models import ConditionPage, LibraryPage, MergePage, TranslationRecord
from clinic_cms.models.translation import has_other_locales, managed_translation
from clinic_cms.translating.strings import TranslatedString, paired, strings_of

NO_PARENT = error_id("clinic_cms.T006")


@transaction.atomic
def ensure_translation(source: MergePage, locale: Locale, *, user: Any = None) -> Translation:
    """Return wagtail-localize's row for a page in a locale, and make the translated page if needed.

    An existing page keeps its text; a new one is a draft. A stopped translation is resumed.
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


def remember(page: Page, translation: Translation, *, user: Any = None) -> None:
    """Save a page's text as the translations of its strings.

    Strings that cannot be paired by their place are skipped.
    """
    strings: dict[str, list[TranslatedString]] = defaultdict(list)
    for string in strings_of(translation):
        strings[string.path].append(string)
    # A paragraph that is there twice has one translation.
    pairs = {
        (string.string_id, string.context_id): (string, data)
        for _path, string, data in paired(strings, page, text_of=lambda it: it.source)
    }
    for string, data in pairs.values():
        if string.translation is None or string.translation.data != data:
            string.rendered(data, translation.target_locale, user=user).save()


def _adopt(source: MergePage, target: MergePage, *, user: Any) -> Translation:
    record = TranslationRecord.objects.filter(page=target.pk).first()
    revision = record.source_revision if record else None
    original = revision.as_object() if revision is not None else source
    frozen, _created = TranslationSource.update_or_create_from_instance(original)
    translation: Translation = Translation.objects.create(
        source=frozen, target_locale=target.locale
    )
    remember(target, translation, user=user)
    if original is not source:
        frozen.update_from_db()
    return translation


def _ensure_parent(source: MergePage, locale: Locale) -> None:
    """Refuse a page whose parent has no translation: wagtail-localize would make an alias of it."""
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
    """Save what was typed into the page of a stopped translation, in case it is resumed."""
    managed = managed_translation(page) if has_other_locales(page) else None
    if managed is not None and not managed.enabled:
        remember(page, managed, user=user)
