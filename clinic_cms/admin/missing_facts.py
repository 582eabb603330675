"""Facts in the admin: where they are edited, who lacks one, and which articles that withholds."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from clinic_cms.admin.url_names import WITHHELD, edit_url
from clinic_cms.facts import Gap, clinics_with_gaps, find_gaps, withheld_from
from clinic_cms.merge import labels_of
from clinic_cms.models import Clinic, ClinicOwnedPage, ConditionPage
from clinic_cms.tenancy.policies import SEE_ALL

MOST_CLINICS = 10


def show_where_facts_are_edited(request: HttpRequest, page: Page) -> None:
    """On the edit page of a translation, lead to the page whose facts hold in every language."""
    if request.method != "GET" or not isinstance(page, ClinicOwnedPage):
        return
    if not page.fact_fields or page.holds_facts or page.clinic is None:
        return
    source = type(page).objects.filter(
        translation_key=page.translation_key, locale_id=page.clinic.default_locale_id
    )
    language = page.clinic.default_locale.get_display_name()
    text = _("Facts are edited in %(language)s and hold in every language.")
    buttons = [
        messages.button(edit_url(pk), _("Edit the facts"))
        for pk in source.values_list("pk", flat=True)[:1]
    ]
    messages.info(request, text % {"language": language}, buttons=buttons)


def warn_of_missing_facts(request: HttpRequest, page: Page) -> None:
    """After publishing an article, name the clinics whose patients will not see it, and why."""
    if not isinstance(page, ConditionPage) or not page.live:
        return
    gaps, count = find_gaps(page)
    if not count:
        return
    clinics = [f"{gap.clinic} ({labels_of(gap.missing)})" for gap in gaps[:MOST_CLINICS]]
    if count > len(clinics):
        clinics.append("…")
    text = ngettext(
        "%(count)s clinic does not show “%(page)s”, because it lacks a fact that the article "
        "needs: %(clinics)s. Add the missing facts, or make the sentence optional.",
        "%(count)s clinics do not show “%(page)s”, because they lack a fact that the article "
        "needs: %(clinics)s. Add the missing facts, or make the sentence optional.",
        count,
    )
    values = {"count": count, "page": page.title, "clinics": "; ".join(clinics)}
    messages.warning(request, text % values)


class Row(NamedTuple):
    """A clinic with the articles that it does not show, each with the facts that it lacks."""

    name: str
    withheld: str
    facts_url: str
    """Where its facts are edited: its primary location, or else its home."""


class WithheldReport(ReportView):
    """Clinics that lack a fact, each with the articles that its patients do not see."""

    page_title = gettext_lazy("Articles withheld")
    header_icon = "warning"
    index_url_name = WITHHELD
    index_results_url_name = f"{WITHHELD}_results"
    model = Clinic
    permission_required = "view"
    is_searchable = False
    columns = [
        TitleColumn("name", label=gettext_lazy("Clinic"), get_url=lambda row: row.facts_url),
        Column("withheld", label=gettext_lazy("Articles and missing facts")),
    ]
    list_export = ["name", "withheld"]
    export_headings = {
        "name": gettext_lazy("Clinic"),
        "withheld": gettext_lazy("Articles withheld"),
    }

    def get_base_queryset(self) -> QuerySet[Clinic]:
        return clinics_with_gaps()

    def get_table(self, object_list: Sequence[Clinic]) -> Any:
        """Build the table of the clinics of one page that certainly lack something."""
        gaps = withheld_from(list(object_list))
        self.rows = [_row(each, gaps[each.pk]) for each in object_list if gaps[each.pk]]
        return super().get_table(self.rows)

    def decorate_paginated_queryset(self, object_list: Sequence[Clinic]) -> list[Row]:
        return self.rows


def _row(clinic: Clinic, gaps: Iterable[Gap]) -> Row:
    articles = (f"{gap.article.title} ({labels_of(gap.missing)})" for gap in gaps)
    page_id = clinic.primary_location_id or clinic.home_id
    return Row(clinic.name, "; ".join(articles), edit_url(page_id) if page_id else "")


class WithheldMenuItem(MenuItem):
    """Shown to those who see all clinics."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(SEE_ALL)


def menu_item() -> MenuItem:
    """Return the report's entry in the Reports menu."""
    return WithheldMenuItem(
        gettext_lazy("Articles withheld"), reverse(WITHHELD), icon_name="warning", order=100
    )
