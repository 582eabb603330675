"""How many texts of each translation are done, wrong or missing. Two queries for any number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from clinic_cms.translating.strings import TranslatedString


@dataclass(frozen=True)
class Progress:
    """The texts of one translation.

    A text that may stay untranslated counts only once it is translated. `synced_at` is when the
    strings were last updated to the source.
    """

    done: int = 0
    wrong: int = 0
    missing: int = 0
    synced_at: datetime | None = None

    @property
    def total(self) -> int:
        return self.done + self.wrong + self.missing


def progress_of(
    keys: Iterable[UUID], locales: Sequence[Locale]
) -> Mapping[tuple[UUID, int], Progress]:
    """Return the progress of translations by their translation key and the id of their locale."""
    keys = list(keys)
    progress = _translated(keys, locales)
    for key, locale, path, source in _untranslated(keys, locales):
        text = TranslatedString(path, 0, source, string_id=0, context_id=0, translation=None)
        if text.is_missing:
            so_far = progress[key, locale]
            progress[key, locale] = replace(so_far, missing=so_far.missing + 1)
    return progress


def _translated(
    keys: Sequence[UUID], locales: Sequence[Locale]
) -> dict[tuple[UUID, int], Progress]:
    segments = StringSegment.objects.filter(source_id=OuterRef("source_id")).order_by()
    there = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef(OuterRef("target_locale_id")),
    )
    rows = Translation.objects.filter(
        source__object_id__in=keys, target_locale__in=locales, enabled=True
    ).annotate(
        done=Subquery(_count(segments.filter(Exists(there.filter(has_error=False))))),
        wrong=Subquery(_count(segments.filter(Exists(there.filter(has_error=True))))),
        synced_at=F("source__last_updated_at"),
    )
    names = ("source__object_id", "target_locale_id", "done", "wrong", "synced_at")
    return {
        (key, locale): Progress(done or 0, wrong or 0, synced_at=synced_at)
        for key, locale, done, wrong, synced_at in rows.values_list(*names)
    }


def _untranslated(keys: Sequence[UUID], locales: Sequence[Locale]) -> QuerySet[Any]:
    """Return (key, locale, path, text) of strings without translation; some of them may stay so."""
    there = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef("into"),
    )
    rows = StringSegment.objects.filter(source__object_id__in=keys).annotate(
        into=F("source__translations__target_locale_id"),
        is_enabled=F("source__translations__enabled"),
    )
    waiting = rows.filter(~Exists(there), into__in=[it.pk for it in locales], is_enabled=True)
    names = ("source__object_id", "into", "context__path", "string__data")
    return waiting.order_by().values_list(*names)


def _count(segments: QuerySet[StringSegment]) -> Any:
    return segments.values("source_id").annotate(count=Count("pk")).values("count")
