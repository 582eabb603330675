"""Wagtail's and wagtail-localize's reports, narrowed to the locales that a user sees.

They override the stock views by `tenancy.view_overrides`.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
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

from clinic_cms.admin.locales import FiltersInSight
from clinic_cms.tenancy import view_overrides
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

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_clinic_staff(request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


REPORTS: dict[str, Any] = {
    "wagtailadmin_reports:locked_pages": LockedPages,
    "wagtailadmin_reports:aging_pages": AgingPages,
    "wagtailadmin_reports:page_types_usage": PageTypesUsage,
    "wagtail_localize:translations_report": Translations,
}


def override_reports() -> None:
    """Replace the stock reports, and the results that they load again, by these."""
    for name, view in REPORTS.items():
        view_overrides.register(name, require_admin_access(view.as_view()))
        results = require_admin_access(view.as_view(results_only=True))
        view_overrides.register(f"{name}_results", results)


def hide_reports(request: HttpRequest, items: list[Any]) -> None:
    """Take out of the menu what a clinic's people cannot open, and what our matrix replaces."""
    hidden = {reverse("wagtail_localize:translations_report")}
    if is_clinic_staff(request.user):
        hidden.add(reverse("wagtailadmin_reports:page_types_usage"))
    items[:] = [item for item in items if item.url not in hidden]
