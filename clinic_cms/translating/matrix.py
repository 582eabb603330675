"""How far each translation is: pages × locales. Reads only, in as many queries for 300 as for 3."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from clinic_cms.models import Clinic, ClinicHomePage, ConditionPage, TranslationRecord
from clinic_cms.models.base_page import HOME_PATH_LENGTH
from clinic_cms.models.tree_paths import in_tree
from clinic_cms.publishing.translations import name_of
from clinic_cms.translating.strings import MACHINE, needs_translation


class Status(models.TextChoices):
    """What a translation is to its readers and translators, the most urgent first."""

    MISSING = "missing", _("missing")
    STALE = "stale", _("out of date")
    MACHINE = "machine", _("machine, unsigned")
    REVIEW = "review", _("in review")
    PUBLISHED = "published", _("published")
    ORIGINAL = "original", _("original")
    OFFLINE = "offline", _("offline")


OF_SOURCES = {Status.ORIGINAL, Status.OFFLINE}
"""What originals are, online or not, and translations never."""


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


@dataclass(frozen=True)
class Cell:
    """One page in one locale.

    `since` is when it got its status. `progress` is of what wagtail-localize keeps;
    `has_changed` tells that another text than the signed one was published, by `changed_by`.
    """

    source: Page
    locale: Locale
    status: Status
    page: Page | None = None
    since: datetime | None = None
    author: str = ""
    reviewer: str = ""
    reviewed_at: datetime | None = None
    has_changed: bool = False
    changed_by: str = ""
    progress: Progress = field(default_factory=Progress)

    @property
    def is_synced(self) -> bool:
        """Whether wagtail-localize took the source's text over since it was last published."""
        synced, published = self.progress.synced_at, self.source.last_published_at
        return synced is not None and published is not None and synced >= published


Cells = Mapping[tuple[int, int], Cell]
"""Cells by the ids of their source and locale."""


def columns_of(clinic: Clinic | None = None) -> QuerySet[Locale]:
    """Return the locales of a clinic, its default first, or all of the install."""
    if clinic is None:
        return Locale.objects.order_by("language_code")
    rows = clinic.locales.values("locale")
    position = clinic.locales.filter(locale=OuterRef("pk")).values("position")[:1]
    return Locale.objects.filter(pk__in=rows).order_by(Subquery(position), "language_code")


def sources_of(clinic: Clinic | None = None) -> PageQuerySet:
    """Return the pages that are translated: the masters.

    Of a clinic, what it shows: the pages of its tree in its default locale, in the tree's order,
    and the masters in its subscription.
    """
    articles = ConditionPage.objects.masters()
    if clinic is not None:
        articles = articles.of_clinic(clinic)
    wanted = Q(pk__in=_first_written(articles).order_by().values("pk"))
    if clinic is not None and clinic.home is not None:
        wanted |= in_tree(clinic.home.path)
    is_master = Q(conditionpage__isnull=False, conditionpage__clinic=None)
    rows = Page.objects.filter(wanted, alias_of=None).annotate(
        own_path=Case(When(is_master, then=None), default=F("path"))
    )
    return rows.select_related("locale").order_by(F("own_path").asc(nulls_last=True), "title", "pk")


def _first_written(masters: QuerySet[ConditionPage]) -> QuerySet[ConditionPage]:
    """Keep one row of each article: see `models.translation.source_of`."""
    into = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale_id=OuterRef("locale_id")
    )
    earlier = ConditionPage.objects.filter(
        ~Exists(into), translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk")
    )
    return masters.filter(~Exists(into), ~Exists(earlier))


def with_status(pages: PageQuerySet) -> PageQuerySet:
    """Annotate translated pages with their `status`."""
    in_use = StringSegment.objects.filter(
        string_id=OuterRef("translation_of_id"), context_id=OuterRef("context_id")
    )
    by_machine = StringTranslation.objects.filter(
        Exists(in_use),
        context__object_id=OuterRef("translation_key"),
        locale_id=OuterRef("locale_id"),
        translation_type=MACHINE,
        has_error=False,
    )
    signed = "translation_record__reviewed_at"
    later = by_machine.filter(updated_at__gt=OuterRef(signed))
    return pages.annotate(
        status=Case(
            When(live=True, translation_record__stale_since__isnull=False, then=Value("stale")),
            When(Q(Exists(later)) | Q(Exists(by_machine), **{signed: None}), then=Value("machine")),
            When(Q(live=False) | Q(has_unpublished_changes=True), then=Value("review")),
            default=Value("published"),
            output_field=models.CharField(),
        )
    )


def with_a(status: Status, sources: PageQuerySet, locales: Iterable[Locale]) -> PageQuerySet:
    """Return the sources with a translation of a status in one of the locales."""
    locales = list(locales)
    there = Page.objects.filter(translation_key=OuterRef("translation_key"), alias_of=None)
    if status != Status.MISSING:
        there = there.filter(locale__in=locales).exclude(locale_id=OuterRef("locale_id"))
        return sources.filter(Exists(with_status(there).filter(status=status)))
    wanted: Combinable | Q = Q(pk__in=())
    for locale in locales:
        wanted |= ~Q(locale=locale) & ~Exists(there.filter(locale=locale))
    return sources.filter(wanted)


def stale_translations(clinics: QuerySet[Clinic] | None = None) -> QuerySet[TranslationRecord]:
    """Return the records of what patients read that is out of date; of some clinics' own pages."""
    rows = TranslationRecord.objects.filter(stale_since__isnull=False, page__live=True)
    return rows if clinics is None else rows.filter(Exists(_home().filter(clinic__in=clinics)))


def stale_by_clinic(most: int) -> QuerySet[Any]:
    """Return (id, name, number) of the clinics with the most own pages that are out of date."""
    rows = stale_translations(Clinic.objects.all()).annotate(
        clinic=Subquery(_home().values("clinic_id")[:1]),
        name=Subquery(_home().values("clinic__name")[:1]),
    )
    counted = rows.order_by().values("clinic", "name").annotate(number=Count("pk"))
    return counted.order_by("-number", "name").values_list("clinic", "name", "number")[:most]


def _home() -> QuerySet[ClinicHomePage]:
    """Return the home above a record's page, for a subquery."""
    return ClinicHomePage.objects.filter(path=Substr(OuterRef("page__path"), 1, HOME_PATH_LENGTH))


def cells_of(sources: Sequence[Page], locales: Sequence[Locale]) -> Cells:
    """Return the cell of each source in each locale. Four queries."""
    by_key = {source.translation_key: source for source in sources}
    targets = _targets(by_key, locales)
    progress = _progress_of(by_key, locales)
    people = get_user_model().objects.in_bulk(
        {page.worker for page in targets.values()} | {page.reviser for page in targets.values()}
    )
    cells = {}
    for key, source in by_key.items():
        for locale in locales:
            page = targets.get((key, locale.pk))
            if locale.pk == source.locale_id:
                status = Status.ORIGINAL if source.live else Status.OFFLINE
                cell = Cell(source, locale, status, source, source.last_published_at)
            elif page is None:
                cell = Cell(source, locale, Status.MISSING, since=source.first_published_at)
            else:
                done = progress.get((key, locale.pk), Progress())
                cell = _cell(source, locale, page, people, done)
            cells[source.pk, locale.pk] = cell
    return cells


def _cell(
    source: Page, locale: Locale, page: Page, people: Mapping[Any, Any], progress: Progress
) -> Cell:
    record = getattr(page, "translation_record", None) or TranslationRecord()
    status = Status(page.status)
    published = record.rendered_at or page.last_published_at
    worked = max(filter(None, (page.worked_at, page.latest_revision_created_at)), default=None)
    since = {Status.STALE: record.stale_since, Status.PUBLISHED: published}.get(status, worked)
    worker = name_of(people.get(page.worker) or people.get(page.reviser))
    is_public = status in {Status.STALE, Status.PUBLISHED}
    return Cell(
        source,
        locale,
        status,
        page,
        since,
        (record.translator if is_public else worker) or record.translator or worker,
        record.reviewer,
        record.reviewed_at,
        record.has_changed_since_signed,
        record.translator,
        progress,
    )


def _targets(keys: Iterable[UUID], locales: Sequence[Locale]) -> dict[tuple[UUID, int], Page]:
    work = StringTranslation.objects.filter(
        context__object_id=OuterRef("translation_key"), locale_id=OuterRef("locale_id")
    ).order_by("-updated_at")
    pages = Page.objects.filter(translation_key__in=list(keys), locale__in=locales, alias_of=None)
    pages = with_status(pages.select_related("translation_record")).annotate(
        worker=Subquery(work.values("last_translated_by_id")[:1]),
        worked_at=Subquery(work.values("updated_at")[:1]),
        reviser=F("latest_revision__user_id"),
    )
    return {(page.translation_key, page.locale_id): page for page in pages}


def _progress_of(
    keys: Iterable[UUID], locales: Sequence[Locale]
) -> Mapping[tuple[UUID, int], Progress]:
    """Return the progress of translations by their translation key and the id of their locale."""
    rendered = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef("into"),
    )
    segments = StringSegment.objects.annotate(
        key=F("source__object_id"),
        into=F("source__translations__target_locale_id"),
        is_enabled=F("source__translations__enabled"),
        is_wrong=Subquery(rendered.values("has_error")),
    ).filter(key__in=list(keys), into__in=[it.pk for it in locales], is_enabled=True)
    texts = segments.filter(is_wrong=None).order_by()
    missing = Counter(
        (key, locale)
        for key, locale, *text in texts.values_list("key", "into", "context__path", "string__data")
        if needs_translation(*text)
    )
    counts = (
        segments.order_by()
        .values_list("key", "into")
        .annotate(
            done=Count("pk", filter=Q(is_wrong=False)),
            wrong=Count("pk", filter=Q(is_wrong=True)),
            synced_at=Max("source__last_updated_at"),
        )
    )
    return {
        (key, locale): Progress(done, wrong, missing[key, locale], synced_at)
        for key, locale, done, wrong, synced_at in counts
    }
