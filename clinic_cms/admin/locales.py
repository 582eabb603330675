"""Pages in the admin: a clinic's people meet their clinic's locales, and no others."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.views.home import RecentEditsPanel
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page
from wagtail.query import PageQuerySet

from clinic_cms.admin.aliases import drop_alias_field
from clinic_cms.admin.submitting import only_offered
from clinic_cms.tenancy.locales import Option, in_sight, locales_in_sight
from clinic_cms.tenancy.policies import SEE_ALL


class FiltersInSight:
    """A filter set whose filters by locale offer what the user meets; one choice is none."""

    locale_filters: tuple[str, ...] = ("locale",)
    filters: dict[str, Any]
    request: HttpRequest | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.locale_filters:
            if name in self.filters and self.request is not None:
                self._narrow(name, {*locales_in_sight(self.request).values()})

    def _narrow(self, name: str, codes: set[str]) -> None:
        extra = self.filters[name].extra
        choices = extra["choices"]() if callable(extra["choices"]) else extra["choices"]
        extra["choices"] = [choice for choice in choices if choice[0] in codes]
        if len(extra["choices"]) < 2:
            del self.filters[name]


class PageFilters(FiltersInSight, GenericPageFilterSet):
    """The filters of page listings."""


class TranslationsInSight:
    """Narrows the switch between a page's translations, and “Translate this page”."""

    request: HttpRequest

    def get_translations(self) -> list[Option]:
        return in_sight(self.request, super().get_translations())  # type: ignore[misc]


class ExploreView(TranslationsInSight, ExplorableIndexView):
    """The page explorer."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return only_offered(self.request, self.parent_page, super().header_more_buttons)


class PageCreateView(TranslationsInSight, CreateView):
    """The form of a new page."""


class PageEditView(TranslationsInSight, EditView):
    """The form of a page."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return only_offered(self.request, self.page, super().header_more_buttons)


class PageSearchView(SearchView):
    """The search for pages; a clinic's people do not meet the root, which has a locale as well."""

    def annotate_queryset(self, pages: PageQuerySet) -> PageQuerySet:
        return super().annotate_queryset(choose_pages_in_sight(pages, self.request))


class PageCopyView(CopyView):
    """Copies a page, as a page of its own."""

    def get_form(self, form_class: Any = None) -> Form:
        return drop_alias_field(self.page, super().get_form(form_class))


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


class RecentEdits(RecentEditsPanel):
    """The dashboard's list of recent edits, without languages that the clinic has dropped."""

    def get_context_data(self, parent_context: Any) -> Any:
        context = super().get_context_data(parent_context)
        seen = locales_in_sight(parent_context["request"])
        context["last_edits"] = [
            edit for edit in context["last_edits"] if edit[1].locale_id in seen
        ]
        return context


def keep_recent_edits_in_sight(request: HttpRequest, panels: list[Any]) -> None:
    """Put our list of recent edits in the place of the stock one."""
    panels[:] = [RecentEdits() if type(it) is RecentEditsPanel else it for it in panels]


def choose_pages_in_sight(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Offer in the page chooser what is in a locale that the user meets; all to the agency."""
    if request.user.has_perm(SEE_ALL):
        return pages
    return pages.filter(locale__in=[*locales_in_sight(request)])
