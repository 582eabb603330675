"""Wagtail's page views, narrowed: a clinic's people see only the locales of their clinic.

The explorer, the forms, the search and the choosers.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.forms import Form
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.chooser import ParentPageColumn
from wagtail.admin.views.chooser import SearchView as ChooserSearchView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView, PageListingMixin
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page
from wagtail.query import PageQuerySet

from clinic_cms.admin.page_actions import is_ours
from clinic_cms.admin.page_filters import PageFilters
from clinic_cms.admin.translations.buttons import drop_translate_button, read_rows
from clinic_cms.serving.page_urls import with_addresses
from clinic_cms.tenancy.locales import Option, visible_locales, visible_options
from clinic_cms.tenancy.page_policy import EXPLORED
from clinic_cms.tenancy.policies import SEE_ALL


class TranslationsInSight(WagtailAdminTemplateMixin):
    """Narrows the switch between a page's translations."""

    request: HttpRequest

    def get_translations(self) -> list[Option]:
        return visible_options(self.request, super().get_translations())


class RowsReadAtOnce(PageListingMixin):
    """A listing of pages that reads what its rows show at once."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        read_rows(self.request, context["object_list"])
        return context


class ExploreView(RowsReadAtOnce, TranslationsInSight, ExplorableIndexView):
    """The page explorer."""

    def get_base_queryset(self) -> PageQuerySet:
        """Return the pages below the parent that the user sees.

        Who may change a page sees all below it. Wagtail asks for each page whether it is one of
        all that the user sees.
        """
        may_change = self.permission_policy.user_has_any_permission_for_instance
        if self.is_searching_whole_tree or not may_change(
            self.request.user, EXPLORED, self.parent_page
        ):
            return super().get_base_queryset()
        pages = self.model._default_manager
        if self.is_searching or self.is_filtering:
            pages = pages.descendant_of(self.parent_page)
        elif self.parent_page.is_root():
            pages = pages.filter(depth=2)  # A range of paths would be that of all pages.
        else:
            pages = pages.child_of(self.parent_page)
        return self.annotate_queryset(pages)

    def get_valid_orderings(self) -> list[str]:
        """Leave out the order of the menu among the clinics' homes: it would show all at once."""
        orderings: list[str] = super().get_valid_orderings()
        return [name for name in orderings if name != "ord" or not self.parent_page.is_root()]

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return drop_translate_button(self.request, self.parent_page, super().header_more_buttons)


class PageCreateView(TranslationsInSight, CreateView):
    """The form of a new page."""


class PageEditView(TranslationsInSight, EditView):
    """The form of a page."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return drop_translate_button(self.request, self.page, super().header_more_buttons)


class PageSearchView(RowsReadAtOnce, SearchView):
    """The search for pages, without the root for a clinic's people: it has a locale as well."""

    def annotate_queryset(self, pages: PageQuerySet) -> PageQuerySet:
        return super().annotate_queryset(filter_pages_in_sight(pages, self.request))


class PageCopyView(CopyView):
    """Copies a page, as a page of its own."""

    def get_form(self, form_class: Any = None) -> Form:
        form: Form = super().get_form(form_class)
        if is_ours(self.page):
            form.fields.pop("alias", None)
        return form


class PagesInSight(PageViewSet):
    """All pages whose type has no view set of its own."""

    model = Page
    name = "pages_in_sight"
    filterset_class = PageFilters
    index_view_class = ExploreView
    add_view_class = PageCreateView
    edit_view_class = PageEditView
    copy_view_class = PageCopyView
    search_view_class = PageSearchView


def prepare_choice(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Return the pages in sight for a chooser, with what its rows show."""
    pages = filter_pages_in_sight(pages, request).prefetch_related("locale")
    pages = pages.prefetch_workflow_states().annotate_approved_schedule()
    return with_addresses(pages).annotate(parent_id=Subquery(_parent_of_row().values("pk")))


def _parent_of_row() -> QuerySet[Page]:
    above = Length(OuterRef("path")) - Page.steplen
    return Page.objects.filter(path=Substr(OuterRef("path"), 1, above))


class ParentsAtOnce(ParentPageColumn):
    """A column with the parents of pages, which it reads for all rows at once. Two queries."""

    def get_cell_context_data(self, instance: Page, parent_context: Any) -> dict[str, Any]:
        if not hasattr(instance, "_cached_parent_obj"):
            _read_parents([*parent_context["table"].data])
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context


def _read_parents(pages: Sequence[Page]) -> None:
    paths = {page.path: page.path[: -Page.steplen] for page in pages}
    rows = Page.objects.filter(path__in=paths.values()).select_related("locale")
    parents = {row.path: row for row in rows}
    for page in pages:
        page._cached_parent_obj = parents.get(paths[page.path])


class PageChoice(ChooserSearchView):
    """The search of the dialog that chooses a page."""

    @property
    def columns(self) -> list[Column]:
        columns: list[Column] = super().columns
        return [
            ParentsAtOnce(column.name, label=column.label)
            if type(column) is ParentPageColumn
            else column
            for column in columns
        ]


EXTENDED = {"wagtailadmin_choose_page_search": PageChoice}
"""The names of stock views with what they are derived from."""


def filter_pages_in_sight(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Return the pages in a locale that the user sees; all of them for the agency."""
    if request.user.has_perm(SEE_ALL):
        return pages
    return pages.filter(locale__in=[*visible_locales(request)])
