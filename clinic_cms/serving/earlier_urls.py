"""Where the earlier URLs of pages lead. Read only where no page lies at a path."""

from collections.abc import Sequence

from django.http import Http404
from wagtail.models import Page

from clinic_cms.models import (
    SHARED,
    ClinicLocation,
    ConditionIndexPage,
    EarlierSlug,
    clinic_scope,
)
from clinic_cms.models.base_page import KINDS, child_of, readable
from clinic_cms.serving.navigation import tail_of
from clinic_cms.serving.shown_articles import published
from clinic_cms.serving.visit import Visit


def current_path(visit: Visit) -> str | None:
    """Return the path, percent-encoded, of the page whose earlier URL a visit names.

    A removed location leads to the page above it. One query where no page had such a slug; at most
    three more for each segment of the path.
    """
    segments = [part for part in visit.tail.split("/") if part]
    scopes = [SHARED, clinic_scope(visit.clinic.clinic.pk)]
    rows = list(EarlierSlug.objects.filter(scope__in=scopes, slug__in=segments))
    tail = _follow(visit, segments, rows) if rows else None
    if tail is None or tail == "/".join(segments):
        return None
    return visit.path(tail)


def path_above_removed(visit: Visit, page: Page) -> str | None:
    """Return the path above a translation of a location that is offline in the default locale.

    Such a page is live, and withheld: there are no facts to show on it. None for any other.
    """
    default = visit.clinic.clinic.default_locale_id
    if not isinstance(page, ClinicLocation) or page.locale_id == default:
        return None
    rows = ClinicLocation.objects.filter(translation_key=page.translation_key, locale_id=default)
    if rows.filter(readable()).exists():
        return None
    return visit.path(tail_of(page.url_path).rpartition("/")[0])


def _follow(visit: Visit, segments: Sequence[str], rows: Sequence[EarlierSlug]) -> str | None:
    """Walk down from the home, by the slugs that pages have now or else had last."""
    page: Page | None = visit.locale.home
    for position, slug in enumerate(segments, start=1):
        if isinstance(page, ConditionIndexPage):
            is_last = position == len(segments)
            return _article_tail(visit, page, slug, rows) if is_last else None
        page = _child(page, slug) or _earlier_child(page, slug, rows)
        if page is None:
            return None
    return tail_of(page.url_path) if page else None


def _child(parent: Page, slug: str) -> Page | None:
    try:
        return child_of(parent, slug)
    except Http404:
        return None


def _earlier_child(parent: Page, slug: str, rows: Sequence[EarlierSlug]) -> Page | None:
    had = [row for row in rows if (row.parent_id, row.slug) == (parent.pk, slug)]
    for row in had:
        page = Page.objects.filter(readable(), pk=row.page_id).select_related(*KINDS).first()
        if page is not None:
            kind = page.cached_content_type.model
            return getattr(page, kind, None) or page
        if ClinicLocation.objects.filter(pk=row.page_id).exists():
            return parent
    return None


def _article_tail(
    visit: Visit, index: ConditionIndexPage, slug: str, rows: Sequence[EarlierSlug]
) -> str | None:
    """Return the path of the article that has a slug, or had it last, on this clinic's site."""
    had = [
        row.page_id
        for row in rows
        if row.slug == slug and (row.scope == SHARED or row.parent_id == index.pk)
    ]
    here = (row for row in published(visit.clinic) if row["locale_id"] == visit.locale.id)
    articles = [row for row in here if row["slug"] == slug or row["id"] in had]
    # The one that has it now, then the clinic's own.
    articles.sort(key=lambda row: (row["slug"] != slug, row["clinic_id"] is None, row["title"]))
    return f"{tail_of(index.url_path)}/{articles[0]['slug']}" if articles else None
