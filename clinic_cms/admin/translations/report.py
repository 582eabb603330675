"""The report “Translations”: articles × locales, each cell with its status and its actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from clinic_cms.admin.choosers import ClinicFilter
from clinic_cms.admin.translations.actions import SUBMIT, Action, actions_for
from clinic_cms.admin.url_names import TRANSLATIONS, edit_url, translations_url
from clinic_cms.models import Clinic
from clinic_cms.tenancy.locales import locales_visible_to
from clinic_cms.tenancy.policies import SEE_ALL, clinics_visible_to
from clinic_cms.translating import matrix
from clinic_cms.translating.matrix import Cell, Status

MOST_CLINICS = 20


def _clinics(request: HttpRequest) -> QuerySet[Clinic]:
    visible = clinics_visible_to(request.user)
    return visible.filter(retired_at=None).select_related("home").order_by("name")


def _locales(request: HttpRequest) -> QuerySet[Locale]:
    return locales_visible_to(request.user).order_by("language_code")


class MatrixFilters(WagtailFilterSet):
    """Decides both the rows and the columns.

    Where no clinic is chosen, the agency sees the masters, and a clinic's own people their clinic.
    """

    clinic = ClinicFilter(label=gettext_lazy("Clinic"), queryset=_clinics)
    locale = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Language"), queryset=_locales, to_field_name="language_code"
    )
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"),
        choices=[choice for choice in Status.choices if choice[0] not in matrix.OF_SOURCES],
    )

    class Meta:
        model = Page
        fields: list[str] = []

    @cached_property
    def clinic_shown(self) -> Clinic | None:
        """The clinic whose pages are shown; None for the masters alone."""
        chosen: Clinic | None = self._chosen("clinic")
        if chosen is None and not self.request.user.has_perm(SEE_ALL):
            return _clinics(self.request).first()
        return chosen

    @cached_property
    def locales(self) -> Sequence[Locale]:
        """The columns."""
        locales = matrix.columns_of(self.clinic_shown)
        chosen = self._chosen("locale")
        return list(locales.filter(pk=chosen.pk) if chosen else locales)

    def filter_queryset(self, queryset: PageQuerySet) -> PageQuerySet:
        """Keep the rows with a translation of the chosen status."""
        status = self._chosen("status")
        return matrix.with_a(Status(status), queryset, self.locales) if status else queryset

    def _chosen(self, name: str) -> Any:
        return self.form.cleaned_data.get(name) if self.is_valid() else None


@dataclass(frozen=True)
class ShownCell:
    """A cell with what the user may do."""

    cell: Cell
    actions: Sequence[Action]
    edit_url: str

    @property
    def age(self) -> str:
        """How long it has had its status: “3 days”."""
        since = self.cell.since
        if since is None:
            return ""
        is_new = timezone.now() - since < timedelta(minutes=1)
        return _("just now") if is_new else timesince(since, depth=1)

    def __str__(self) -> str:
        """The cell as it is exported."""
        cell = self.cell
        parts = [str(cell.status.label), self.age, cell.author]
        if cell.reviewer:
            parts.append(_("signed by %(name)s") % {"name": cell.reviewer})
        if cell.has_changed:
            parts.append(_("changed since"))
        return ", ".join(filter(None, parts))


@dataclass(frozen=True)
class Row:
    """A page with its cells, by the locale's code."""

    page: Page
    cells: dict[str, ShownCell]
    edit_url: str
    note: str = ""

    @property
    def title(self) -> str:
        return str(self.page.get_admin_display_title())

    @property
    def language(self) -> str:
        return str(self.page.locale.get_display_name())


class PageColumn(TitleColumn):
    """The page, with a note if it is a shared article."""

    cell_template_name = "clinic_cms/admin/translations/title.html"


class CellColumn(Column):
    """One locale."""

    cell_template_name = "clinic_cms/admin/translations/cell.html"

    def get_value(self, instance: Row) -> ShownCell:
        return instance.cells[self.name]


class TranslationsReport(ReportView):
    """The matrix. The same queries for any number of articles, locales and clinics."""

    page_title = gettext_lazy("Translations")
    header_icon = "site"
    index_url_name = TRANSLATIONS
    index_results_url_name = f"{TRANSLATIONS}_results"
    results_template_name = "clinic_cms/admin/translations/report_results.html"
    table_classname = "listing clinic-matrix"
    model = Page
    permission_required = "view"
    is_searchable = True
    search_backend_name = None
    search_fields = ["title"]
    filterset_class = MatrixFilters
    export_filename = "translations"

    def user_has_permission(self, permission: str) -> bool:
        return sees_a_clinic(self.request)

    def get_base_queryset(self) -> PageQuerySet:
        return matrix.sources_of(self.filters.clinic_shown)

    def get_filtered_queryset(self) -> PageQuerySet:
        return self.get_queryset()

    @cached_property
    def columns(self) -> list[Column]:
        title = PageColumn("title", label=_("Page"), get_url=lambda row: row.edit_url)
        names = {each.language_code: each.get_display_name() for each in self.filters.locales}
        return [title, *(CellColumn(code, label=name) for code, name in names.items())]

    def get_table(self, object_list: Sequence[Page]) -> Any:
        self.rows = self._rows(list(object_list))
        return super().get_table(self.rows)

    def decorate_paginated_queryset(self, object_list: Sequence[Page]) -> list[Row]:
        return self.rows

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the clinics whose own pages are out of date: the masters alone do not show them."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        if self.filters.clinic_shown is None and not self.is_export:
            context["stale_elsewhere"] = [
                (name, number, translations_url(clinic=str(pk), status=Status.STALE))
                for pk, name, number in matrix.stale_by_clinic(MOST_CLINICS)
            ]
        return context

    def _rows(self, sources: list[Page]) -> list[Row]:
        locales = self.filters.locales
        cells = matrix.cells_of(sources, locales)
        pages = {cell.page.pk for cell in cells.values() if cell.page}
        editable = _editable(self.request, pages | {source.pk for source in sources})
        of_translators = self._locales_of_translators(sources, editable)
        may_submit = self.request.user.has_perm(SUBMIT)
        rows = []
        for source in sources:
            shown = {}
            for locale in locales:
                cell = cells[source.pk, locale.pk]
                is_own = source.own_path is not None
                may_begin = source.pk in editable or (is_own and locale.pk in of_translators)
                may_begin = may_begin and may_submit
                may_edit = cell.page.pk in editable if cell.page else may_begin
                actions = actions_for(cell) if may_edit else []
                url = edit_url(cell.page) if cell.page and may_edit else ""
                shown[locale.language_code] = ShownCell(cell, actions, url)
            url = edit_url(source) if source.pk in editable else ""
            is_shared = self.filters.clinic_shown is not None and source.own_path is None
            rows.append(Row(source, shown, url, _("Shared article") if is_shared else ""))
        return rows

    def _locales_of_translators(self, sources: list[Page], editable: set[int]) -> set[int]:
        """Return the locales in which a user may edit the clinic's pages, but not all of these."""
        clinic = self.filters.clinic_shown
        own = [source.pk for source in sources if source.own_path is not None]
        if clinic is None or editable.issuperset(own):
            return set()
        homes = dict(clinic.locales.exclude(home=None).values_list("home", "locale"))
        return {homes[home] for home in _editable(self.request, {*homes})}

    @cached_property
    def list_export(self) -> list[str]:
        return ["title", "language", *(locale.language_code for locale in self.filters.locales)]

    @cached_property
    def export_headings(self) -> dict[str, str]:
        names = {locale.language_code: str(locale) for locale in self.filters.locales}
        return {"title": _("Page"), "language": _("Written in"), **names}

    def to_row_dict(self, item: Row) -> dict[str, str]:
        cells = {code: str(shown) for code, shown in item.cells.items()}
        return {"title": item.title, "language": item.language, **cells}


def _editable(request: HttpRequest, pages: set[int]) -> set[int]:
    """Return which pages a user may edit. One query; a page's own check may cost one each."""
    policy = policy_registry.get_by_type(Page)
    allowed = policy.instances_user_has_permission_for(request.user, "change")
    return set(allowed.filter(pk__in=pages).values_list("pk", flat=True))


class TranslationsMenuItem(MenuItem):
    """Shown to those who see a clinic."""

    def is_shown(self, request: HttpRequest) -> bool:
        return sees_a_clinic(request)


def sees_a_clinic(request: HttpRequest) -> bool:
    """Whether the matrix has anything to show to a user."""
    user = request.user
    return user.has_perm(SEE_ALL) or clinics_visible_to(user).exists()


def menu_item() -> MenuItem:
    """Return the report's entry in the Reports menu."""
    label = gettext_lazy("Translations")
    return TranslationsMenuItem(
        label, reverse(TRANSLATIONS), name="clinic-translations", icon_name="site", order=90
    )
