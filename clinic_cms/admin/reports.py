"""Wagtail's reports on pages, narrowed: a clinic's people see only the locales of their clinic.

They replace the stock views by `web.middleware`.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.reports.aging_pages import AgingPagesReportFilterSet, AgingPagesView
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet, LockedPagesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation
from wagtail_localize.views.report import TranslationsReportFilterSet, TranslationsReportView

from clinic_cms.admin.page_filters import FiltersInSight
from clinic_cms.tenancy.locales import visible_locales
from clinic_cms.tenancy.policies import is_clinic_staff


class LockedFilters(FiltersInSight, LockedPagesReportFilterSet):
    """The filters of the report of locked pages."""


class LockedPages(LockedPagesView):
    """Locked pages."""

    filterset_class = LockedFilters


class AgingFilters(FiltersInSight, AgingPagesReportFilterSet):
    """The filters of the report of aging pages."""


class AgingPages(AgingPagesView):
    """Pages by the age of their last publication."""

    filterset_class = AgingFilters


class TranslationFilters(FiltersInSight, TranslationsReportFilterSet):
    """The filters of the report of translations."""

    locale_filters = ("source_locale", "target_locale")


class Translations(TranslationsReportView):
    """Translations of pages that the user may explore, into locales that the user sees."""

    filterset_class = TranslationFilters

    def get_queryset(self) -> QuerySet[Translation]:
        rows: QuerySet[Translation] = super().get_queryset().order_by("-pk")
        if not is_clinic_staff(self.request.user):
            return rows
        pages = policy_registry.get_by_type(Page).explorable_instances(self.request.user)
        return rows.filter(
            target_locale__in=[*visible_locales(self.request)],
            source__object_id__in=pages.filter(depth__gt=1).values("translation_key"),
        )


class PageTypesUsage(PageTypesUsageReportView):
    """Page types with their latest pages in the whole install: not for a clinic's people."""

    def user_has_any_permission(self, permissions: Iterable[str]) -> bool:
        allowed: bool = super().user_has_any_permission(permissions)
        return allowed and not is_clinic_staff(self.request.user)


REPORTS: dict[str, Any] = {
    "wagtailadmin_reports:locked_pages": LockedPages,
    "wagtailadmin_reports:aging_pages": AgingPages,
    "wagtailadmin_reports:page_types_usage": PageTypesUsage,
    "wagtail_localize:translations_report": Translations,
}


def report_views() -> Iterator[tuple[str, Callable[..., HttpResponse]]]:
    """Yield the names of the stock reports, and of the results that they load again, with ours."""
    for name, view in REPORTS.items():
        yield name, require_admin_access(view.as_view())
        yield f"{name}_results", require_admin_access(view.as_view(results_only=True))


def hide_reports(request: HttpRequest, items: list[Any]) -> None:
    """Take out of the menu what a clinic's people cannot open, and what our matrix replaces."""
    hidden = {reverse("wagtail_localize:translations_report")}
    if is_clinic_staff(request.user):
        hidden.add(reverse("wagtailadmin_reports:page_types_usage"))
    items[:] = [item for item in items if item.url not in hidden]
