"""The report of articles that clinics do not show, because they lack a fact."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from clinic_cms.facts import clinics_with_gaps, withheld_from
from clinic_cms.merge import labels_of
from clinic_cms.models import Clinic
from clinic_cms.tenancy.policies import SEE_ALL

URL_NAME = "clinic_cms_withheld"


def _facts_page(clinic: Clinic) -> str:
    """Return where the clinic's facts are edited: its primary location, or else its home."""
    page = clinic.primary_location_id or clinic.home_id
    return reverse("wagtailadmin_pages:edit", args=[page]) if page else ""


class WithheldReport(ReportView):
    """Clinics that lack a fact, each with the articles that its patients do not see."""

    page_title = _("Articles withheld")
    header_icon = "warning"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    model = Clinic
    is_searchable = False
    columns = [
        TitleColumn("name", label=_("Clinic"), get_url=_facts_page),
        Column("withheld", label=_("Articles, and the facts they lack")),
    ]
    list_export = ["name", "withheld"]
    export_headings = {"name": _("Clinic"), "withheld": _("Articles withheld")}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(SEE_ALL):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> QuerySet[Clinic]:
        return clinics_with_gaps()

    def decorate_paginated_queryset(self, object_list: Sequence[Clinic]) -> list[Clinic]:
        """Keep the clinics of one page that lack something for certain, and say what."""
        clinics = list(object_list)
        gaps = withheld_from(clinics)
        for clinic in clinics:
            clinic.withheld = "; ".join(  # type: ignore[attr-defined]
                f"{gap.article.title} ({labels_of(gap.missing)})" for gap in gaps[clinic.pk]
            )
        return [clinic for clinic in clinics if gaps[clinic.pk]]


class WithheldMenuItem(MenuItem):
    """Shown to those who see all clinics."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(SEE_ALL)


def menu_item() -> MenuItem:
    """Return the report's entry in the Reports menu."""
    return WithheldMenuItem(
        _("Articles withheld"), reverse(URL_NAME), icon_name="warning", order=100
    )
