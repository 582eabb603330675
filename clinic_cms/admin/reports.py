"""Wagtail's reports on pages, narrowed: a clinic's people see only the locales of their clinic.

They replace the stock views by `web.middleware`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView
from wagtail.admin.views.reports.aging_pages import AgingPagesReportFilterSet, AgingPagesView
from wagtail.admin.views.reports.base import PageReportView
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet, LockedPagesView
from wagtail.admin.views.reports.page_types_usage import (
    PageTypesUsageReportFilterSet,
    PageTypesUsageReportView,
)
from wagtail.admin.views.reports.workflows import (
    WorkflowReportFilterSet,
    WorkflowTasksReportFilterSet,
    WorkflowTasksView,
    WorkflowView,
)
from wagtail.models import Page, Task, Workflow
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet
from wagtail_localize.models import Translation
from wagtail_localize.views.report import TranslationsReportFilterSet, TranslationsReportView

from clinic_cms.admin.choosers import PersonFilter
from clinic_cms.admin.page_filters import FiltersInSight
from clinic_cms.admin.site_history import SiteHistory
from clinic_cms.admin.translations.buttons import read_rows
from clinic_cms.tenancy.locales import visible_locales
from clinic_cms.tenancy.policies import is_clinic_staff
from clinic_cms.tenancy.visibility import pages_visible_to


class RowsReadAtOnce(PageReportView):
    """A report that reads what its rows show at once."""

    def decorate_paginated_queryset(self, object_list: PageQuerySet) -> PageQuerySet:
        pages = super().decorate_paginated_queryset(object_list)
        if not self.is_export:
            read_rows(self.request, pages)
        return pages


class LockedFilters(FiltersInSight, LockedPagesReportFilterSet):
    """The filters of the report of locked pages."""

    locked_by = PersonFilter(label=LockedPagesReportFilterSet.base_filters["locked_by"].label)


class LockedPages(RowsReadAtOnce, LockedPagesView):
    """Locked pages."""

    filterset_class = LockedFilters

    def get_queryset(self) -> PageQuerySet:
        pages = super().get_queryset().filter(pages_visible_to(self.request.user))
        pages = pages.prefetch_related("locale", "locked_by")
        pages = pages.prefetch_workflow_states().annotate_approved_schedule()
        return pages.annotate_site_root_state()


class AgingFilters(FiltersInSight, AgingPagesReportFilterSet):
    """The filters of the report of aging pages."""


class AgingPages(RowsReadAtOnce, AgingPagesView):
    """Pages by the age of their last publication."""

    filterset_class = AgingFilters

    def get_queryset(self) -> PageQuerySet:
        # A plain page goes through all sites to make its URL.
        pages = super().get_queryset().prefetch_related("content_type")
        return pages.specific(defer=True)


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


class OccurringChoices:
    """A filter set that offers what the report has, and not all that the install has."""

    filters: dict[str, Any]
    queryset: QuerySet[Any]
    occurring: Mapping[str, tuple[type[Model], str]]
    """The models of filters with the path to them, by the name of the filter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (model, path) in self.occurring.items():
            keys = self.queryset.order_by().values(path)
            self.filters[name].queryset = model._default_manager.filter(pk__in=keys)


class FiltersOfRows(ReportView):
    """A report whose filters know its rows."""

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "queryset": self.get_queryset()}


class WorkflowFilters(OccurringChoices, WorkflowReportFilterSet):
    """The filters of the report of workflows: a person is chosen."""

    occurring = MappingProxyType({"workflow": (Workflow, "workflow")})
    requested_by = PersonFilter(label=WorkflowReportFilterSet.base_filters["requested_by"].label)


class Workflows(FiltersOfRows, WorkflowView):
    """Pages in a workflow."""

    filterset_class = WorkflowFilters


class TaskFilters(OccurringChoices, WorkflowTasksReportFilterSet):
    """The filters of the report of workflows by task."""

    occurring = MappingProxyType(
        {"workflow": (Workflow, "workflow_state__workflow"), "task": (Task, "task")}
    )


class WorkflowTasks(FiltersOfRows, WorkflowTasksView):
    """Tasks of pages in a workflow."""

    filterset_class = TaskFilters


class PageTypesFilters(WagtailFilterSet):
    """The filter by locale. Wagtail's filter by site, which lists them all, is left out."""

    page_locale = PageTypesUsageReportFilterSet.base_filters["page_locale"]

    class Meta:
        model = ContentType
        fields: list[str] = []


class PageTypesUsage(PageTypesUsageReportView):
    """Page types with their latest pages in the whole install: not for a clinic's people."""

    filterset_class = PageTypesFilters

    def user_has_any_permission(self, permissions: Iterable[str]) -> bool:
        allowed: bool = super().user_has_any_permission(permissions)
        return allowed and not is_clinic_staff(self.request.user)


REPORTS: dict[str, Any] = {
    "wagtailadmin_reports:locked_pages": LockedPages,
    "wagtailadmin_reports:aging_pages": AgingPages,
    "wagtailadmin_reports:page_types_usage": PageTypesUsage,
    "wagtailadmin_reports:site_history": SiteHistory,
    "wagtailadmin_reports:workflow": Workflows,
    "wagtailadmin_reports:workflow_tasks": WorkflowTasks,
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
