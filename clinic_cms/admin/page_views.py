"""Wagtail's page views, narrowed: a clinic's people see only the locales of their clinic.

The explorer, the forms and the search.
"""

from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.views import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.views.pages.choose_parent import GenericChooseParentView
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView, PageListingMixin
from wagtail.admin.views.pages.move import MoveChooseDestinationView
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.views.pages.workflow import (
    CollectWorkflowActionDataView,
    PreviewRevisionForTaskView,
    WorkflowActionView,
)
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, TaskState
from wagtail.query import PageQuerySet

from clinic_cms.admin.page_actions import is_ours
from clinic_cms.admin.page_choosers import NewParentInSight
from clinic_cms.admin.page_filters import PageFilters
from clinic_cms.admin.site_names import PageDeleteView
from clinic_cms.admin.translations.buttons import drop_translate_button, read_rows
from clinic_cms.admin.usage import PageUsage
from clinic_cms.tenancy.locales import Option, in_visible_locales, visible_options
from clinic_cms.tenancy.page_policy import EXPLORED
from clinic_cms.tenancy.site_names import name_root
from clinic_cms.tenancy.visibility import pages_visible_to

PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "pk")
"""How the URLs of Wagtail's page views name pages."""


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
        for page in context["object_list"]:
            if parent := getattr(page, "_parent_page", None):
                name_root(parent, self.request.user)
        return context


class ExploreView(RowsReadAtOnce, TranslationsInSight, ExplorableIndexView):
    """The page explorer."""

    results_template_name = "clinic_cms/admin/explorer_results.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name_root(self.parent_page, self.request.user)
        return super().get_context_data(**kwargs)

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """Show what is below a page; raises Http404 for one that the user may not explore.

        Wagtail asks whether it lies below the first one that the user sees: for a clinic with two
        homes, that is the root, below which all clinics lie. From the root it redirects there.
        """
        explorable = self.permission_policy.explorable_instances(request.user)
        # One by one: joined by “or”, PostgreSQL reads all pages that the agency may explore.
        allowed = (
            explorable.filter(pk=parent_page_id),
            Page.objects.filter(pk=parent_page_id, depth=1),
        )
        if parent_page_id is not None and not any(rows.exists() for rows in allowed):
            raise Http404
        response: HttpResponse = super().get(request, parent_page_id)
        return response

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
        return super().annotate_queryset(in_visible_locales(pages, self.request))


class PageCopyView(NewParentInSight, CopyView):
    """Copies a page, as a page of its own."""

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Copy the page. Wagtail reads the new parent before it checks it."""
        response: HttpResponse = super(CopyView, self).post(request, page_id)
        return response

    def get_form(self, *args: Any) -> BaseForm:
        form = super().get_form(*args)
        if is_ours(self.page):
            form.fields.pop("alias", None)
        return form


class OfVisiblePages(View):
    """A view of one or more pages: one that the user may not know of is not found.

    Wagtail redirects with a message, which tells that there is such a page; some of its views show
    the title before they check.
    """

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Prepare the view; raises Http404 for a page that the user may not know of."""
        asked = {int(kwargs[name]) for name in PAGE_ARGUMENTS if kwargs.get(name)}
        visible = pages_visible_to(request.user)
        found = Page.objects.filter(visible, pk__in=asked)
        if asked and visible and found.count() < len(asked):
            raise Http404
        super().setup(request, *args, **kwargs)


class TaskOfPage(BaseObjectMixin, View):
    """A view of a task of a page's workflow. Wagtail takes that of any page."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Prepare the view; raises Http404 for a task that was never the page's."""
        states = TaskState.objects.filter(workflow_state__object_id=str(kwargs["page_id"]))
        asked = {"task": "task_id", "pk": "task_state_id"}
        named = {field: kwargs[name] for field, name in asked.items() if name in kwargs}
        if not states.filter(**named).exists():
            raise Http404
        super().setup(request, *args, **kwargs)


class TaskActionView(TaskOfPage, WorkflowActionView):
    """Does what a task of a workflow offers."""


class TaskDataView(TaskOfPage, CollectWorkflowActionDataView):
    """Asks for what goes with it, such as a comment."""


class TaskPreviewView(TaskOfPage, PreviewRevisionForTaskView):
    """Shows what is to be approved."""


class PageMoveView(NewParentInSight, MoveChooseDestinationView):
    """Asks where a page is to be moved."""


class ChooseParent(NewParentInSight, GenericChooseParentView):
    """Asks below which page a new one is to be."""


class PagesInSight(PageViewSet):
    """All pages whose type has no view set of its own."""

    model = Page
    name = "pages_in_sight"
    filterset_class = PageFilters
    index_view_class = ExploreView
    add_view_class = PageCreateView
    edit_view_class = PageEditView
    copy_view_class = PageCopyView
    delete_view_class = PageDeleteView
    search_view_class = PageSearchView
    usage_view_class = PageUsage
    move_view_class = PageMoveView
    choose_parent_view_class = ChooseParent
    workflow_action_view_class = TaskActionView
    collect_workflow_action_data_view_class = TaskDataView
    workflow_preview_view_class = TaskPreviewView

    def construct_view(self, view_class: type[View], **kwargs: Any) -> Any:
        """Return a view, derived from `OfVisiblePages`."""
        kept = type(view_class.__name__, (OfVisiblePages, view_class), {})
        return super().construct_view(kept, **kwargs)
