"""The site history: who changed what, when and from where; a clinic's people see their clinic's."""

from typing import Any

import django_filters
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField, QuerySet, Value
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import ContentTypeFilter
from wagtail.admin.views.reports.audit_logging import LogEntriesView, SiteHistoryReportFilterSet
from wagtail.log_actions import registry

from clinic_cms.admin.choosers import ClinicFilter, PersonFilter
from clinic_cms.tenancy.log_origins import add_origins, changes_visible_to
from clinic_cms.tenancy.policies import SEE_ALL, people_visible_to

STOCK = SiteHistoryReportFilterSet.base_filters


def _types_in_log(request: Any) -> QuerySet[ContentType]:
    """Return the types of what the changes that the user sees are about."""
    found: set[int] = set()
    for log in registry.get_log_entry_models():
        found |= changes_visible_to(request.user, log).get_content_type_ids()
    return ContentType.objects.filter(pk__in=found).order_by("model")


class HistoryFilters(SiteHistoryReportFilterSet):
    """The filters of the site history: a person is chosen, and by the agency a clinic."""

    user = PersonFilter(label=STOCK["user"].label)
    object_type = ContentTypeFilter(
        label=STOCK["object_type"].label, method="filter_object_type", queryset=_types_in_log
    )
    clinic = ClinicFilter(label=_("Clinic"), field_name="origin__clinic")
    address = django_filters.CharFilter(
        label=_("IP address"), field_name="origin__address", lookup_expr="startswith"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.request.user.has_perm(SEE_ALL):
            del self.filters["clinic"]

    def get_action_choices(self) -> list[Any]:
        actions: set[str] = set()
        for log in registry.get_log_entry_models():
            actions |= changes_visible_to(self.request.user, log).get_actions()
        return [choice for choice in registry.get_choices() if choice[0] in actions]

    def get_users_queryset(self) -> QuerySet[User]:
        """Return whom to choose from. Wagtail reads the whole log for all who are in it."""
        return people_visible_to(self.request.user)


class SiteHistory(LogEntriesView):
    """Who changed what, when, and from where; to be exported."""

    filterset_class = HistoryFilters
    results_template_name = "clinic_cms/admin/site_history_results.html"
    list_export = [*LogEntriesView.list_export, "clinic", "host", "address"]
    export_headings = LogEntriesView.export_headings | {
        "clinic": _("Clinic"),
        "host": _("Host name"),
        "address": _("IP address"),
    }

    def get_filtered_queryset(self) -> QuerySet[Any]:
        """Return (pk, timestamp, log_model_index) of the entries in sight, of all logs."""
        self.log_models = [*registry.get_log_entry_models()]
        parts = []
        for index, log in enumerate(self.log_models):
            rows = changes_visible_to(self.request.user, log).values("pk", "timestamp")
            number = Value(index, output_field=IntegerField())
            parts.append(self.filter_queryset(rows.annotate(log_model_index=number)).order_by())
        return parts[0].union(*parts[1:], all=True).order_by("-timestamp")

    def decorate_paginated_queryset(self, queryset: QuerySet[Any]) -> list[Any]:
        """Return the entries of a page, each with its `clinic`, `host` and `address`."""
        entries: list[Any] = super().decorate_paginated_queryset(queryset)
        add_origins(entries)
        return entries
