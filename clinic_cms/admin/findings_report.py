"""The report “Findings”: what the shared articles that are online hold of one clinic's own."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from clinic_cms.admin.url_names import FINDINGS, edit_url
from clinic_cms.errors import shortened
from clinic_cms.models import ArticleNote, ConditionPage, NoteKind
from clinic_cms.publishing.notes.findings import OpenFinding, answers_to, check_draft, facts_about
from clinic_cms.publishing.notes.safety import says_when_to_get_help
from clinic_cms.tenancy.policies import SEE_ALL

MOST_NAMED = 5


class Row(NamedTuple):
    """A live master: how many open findings and open notes it has, and the first findings.

    `help` says whether it tells when to get help.
    """

    title: str
    language: str
    findings: int
    warnings: int
    passages: int
    help: str
    found: str
    url: str


class FindingsReport(ReportView):
    """Live masters with what is open; the facts of all clinics are read once for a page of them."""

    page_title = gettext_lazy("Findings")
    header_icon = "warning"
    index_url_name = FINDINGS
    index_results_url_name = f"{FINDINGS}_results"
    model = ConditionPage
    permission_required = "view"
    table_classname = "listing clinic-findings"
    is_searchable = False
    paginate_by = 50
    columns = [
        TitleColumn("title", label=gettext_lazy("Article"), get_url=lambda row: row.url),
        Column("language", label=gettext_lazy("Language")),
        Column("findings", label=gettext_lazy("Findings")),
        Column("warnings", label=gettext_lazy("Warnings of the import")),
        Column("passages", label=gettext_lazy("Set aside")),
        Column("help", label=gettext_lazy("When to get help")),
        Column("found", label=gettext_lazy("Found")),
    ]
    list_export = ["title", "language", "findings", "warnings", "passages", "help", "found"]
    export_headings = {column.name: column.label for column in columns}

    def user_has_permission(self, permission: str) -> bool:
        return sees_findings(self.request)

    def get_base_queryset(self) -> QuerySet[ConditionPage]:
        masters = ConditionPage.objects.masters().published()
        return masters.select_related("locale", "source_clinic").order_by("title", "pk")

    def get_table(self, object_list: Sequence[ConditionPage]) -> Any:
        """Build the table of one page; the articles with the most to do come first."""
        self.rows = sorted(_rows(list(object_list)), key=lambda row: (-row.findings, not row.help))
        return super().get_table(self.rows)

    def decorate_paginated_queryset(self, object_list: Sequence[ConditionPage]) -> list[Row]:
        return self.rows


def _rows(pages: list[ConditionPage]) -> list[Row]:
    known = facts_about(pages)
    answers = answers_to(pages)
    open_notes = ArticleNote.objects.filter(page__in=pages, answer="")
    notes = Counter(open_notes.values_list("page_id", "kind"))
    return [
        Row(
            title=page.title,
            language=str(page.locale.get_display_name()),
            findings=len(findings),
            warnings=notes[page.pk, NoteKind.WARNING],
            passages=notes[page.pk, NoteKind.SET_ASIDE],
            help="" if says_when_to_get_help(page) else gettext("Missing"),
            found=_named(findings),
            url=edit_url(page),
        )
        for page in pages
        for findings in [
            check_draft(page, known=known, answered=answers.get(page.translation_key, set())).open
        ]
    ]


def _named(findings: Sequence[OpenFinding]) -> str:
    shown = [f"“{shortened(each.finding.text)}”" for each in findings[:MOST_NAMED]]
    return ", ".join([*shown, *(["…"] if len(findings) > len(shown) else [])])


def sees_findings(request: HttpRequest) -> bool:
    """Whether the report is for a user: those who see all clinics."""
    return bool(request.user.has_perm(SEE_ALL))


class FindingsMenuItem(MenuItem):
    """Shown to those who see all clinics."""

    def is_shown(self, request: HttpRequest) -> bool:
        return sees_findings(request)


def menu_item() -> MenuItem:
    """Return the report's entry in the Reports menu."""
    return FindingsMenuItem(
        gettext_lazy("Findings"), reverse(FINDINGS), icon_name="warning", order=110
    )
