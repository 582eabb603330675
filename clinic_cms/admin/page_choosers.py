"""The dialogs that choose a page: a clinic's people meet their own pages and shared ones.

So do the dialogs that choose a new parent, with the user's own pages alone.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.forms import BaseForm, Field, ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views.generic.edit import FormMixin
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.chooser import (
    BrowseView,
    ChosenMultipleView,
    ExternalLinkView,
    ParentPageColumn,
    SearchView,
)
from wagtail.models import Page
from wagtail.query import PageQuerySet

from clinic_cms.serving.page_urls import with_addresses
from clinic_cms.tenancy.locales import in_visible_locales
from clinic_cms.tenancy.policies import is_clinic_staff
from clinic_cms.tenancy.site_names import name_root
from clinic_cms.tenancy.visibility import pages_choosable_by, pages_visible_to

NEW_PARENT = "user_perms"
"""The parameter with which the dialogs ask for a page that is to get others below it."""


def prepare_choice(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Return the pages that a chooser offers, with what its rows show."""
    pages = in_visible_locales(pages.filter(_offered(request)), request)
    pages = pages.prefetch_related("locale").prefetch_workflow_states().annotate_approved_schedule()
    return with_addresses(pages).annotate(parent_id=Subquery(_parent_of_row().values("pk")))


def _offered(request: HttpRequest) -> Q:
    is_parent = NEW_PARENT in request.GET
    return pages_visible_to(request.user) if is_parent else pages_choosable_by(request.user)


def _parent_of_row() -> QuerySet[Page]:
    above = Length(OuterRef("path")) - Page.steplen
    return Page.objects.filter(path=Substr(OuterRef("path"), 1, above))


class BrowsePages(BrowseView):
    """Lists the pages below one. For a clinic's people the first one is the root.

    Wagtail begins at what all pages of a type have above them, in whichever clinic they are.
    """

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        if parent_page_id is None and is_clinic_staff(request.user):
            parent_page_id = Page.get_first_root_node().pk
        response: HttpResponse = super().get(request, parent_page_id)
        return response

    def get_object_list(self) -> PageQuerySet:
        """Return the pages below the parent; raises Http404 if that is not offered itself."""
        offered = Page.objects.filter(_offered(self.request))
        if not offered.filter(pk=self.parent_page.pk).exists():
            raise Http404
        name_root(self.parent_page, self.request.user)
        return super().get_object_list()


class SearchPages(SearchView):
    """Finds pages."""

    @property
    def columns(self) -> list[Column]:
        columns: list[Column] = super().columns
        return [
            ParentsAtOnce(column.name, label=column.label)
            if type(column) is ParentPageColumn
            else column
            for column in columns
        ]


class ParentsAtOnce(ParentPageColumn):
    """A column with the parents of pages, which it reads for all rows at once. Two queries."""

    def get_cell_context_data(self, instance: Page, parent_context: Any) -> dict[str, Any]:
        if not hasattr(instance, "_cached_parent_obj"):
            _read_parents([*parent_context["table"].data], parent_context["request"].user)
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context


def _read_parents(pages: Sequence[Page], user: Any) -> None:
    paths = {page.path: page.path[: -Page.steplen] for page in pages}
    rows = Page.objects.filter(path__in=paths.values()).select_related("locale")
    parents = {row.path: name_root(row, user) for row in rows}
    for page in pages:
        page._cached_parent_obj = parents.get(paths[page.path])


class ChosenPages(ChosenMultipleView):
    """Says what several pages are that were chosen. One that is not offered is left out."""

    def get(self, request: HttpRequest) -> HttpResponse:
        query = request.GET.copy()
        offered = Page.objects.filter(_offered(request), pk__in=query.getlist("id"))
        query.setlist("id", [str(pk) for pk in offered.values_list("pk", flat=True)])
        request.GET = QueryDict(query.urlencode())
        response: HttpResponse = super().get(request)
        return response


class ExternalLink(ExternalLinkView):
    """Takes an address as a link; Wagtail makes it one to the page that lies there.

    It answers with the title of that page's draft. What is not offered stays an address.
    """

    def post(self, request: HttpRequest) -> HttpResponse:
        name = f"{self.form_prefix}-{self.link_url_field_name}"
        if name not in request.POST:  # Over none at all, Wagtail fails.
            request.POST = QueryDict(f"{name}=")
        response: HttpResponse = super().post(request)
        found = json.loads(response.content)
        page = found.get("internal") or found.get("result") or {}
        offered = Page.objects.filter(_offered(request), pk=page.get("id"))
        if "id" in page and not offered.exists():
            response = self.render_chosen_response(self.get_result_data())
        return response


class NewParentInSight(FormMixin[Any]):
    """A view whose form asks for a new parent: another clinic's page is no choice."""

    request: HttpRequest

    def get_form(self, *args: Any) -> BaseForm:
        form: BaseForm = super().get_form(*args)
        user = self.request.user
        for name in form.fields.keys() & {"new_parent_page", "parent_page"}:
            form.fields[name] = ParentField(form.fields[name], user)
        return form


class ParentField(ModelChoiceField[Page]):
    """A new parent, chosen in a dialog."""

    def __init__(self, stock: Field, user: Any) -> None:
        # The permission to add pages to the root is checked later.
        super().__init__(
            queryset=Page.objects.filter(pages_visible_to(user)),
            widget=stock.widget,
            initial=stock.initial,
            label=stock.label,
            help_text=stock.help_text,
        )

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return what the widget shows, which would be the title of another clinic's page."""
        try:
            return self.to_python(data)
        except ValidationError:
            return None


EXTENDED = {
    "wagtailadmin_choose_page": BrowsePages,
    "wagtailadmin_choose_page_child": BrowsePages,
    "wagtailadmin_choose_page_search": SearchPages,
    "wagtailadmin_choose_page_chosen_multiple": ChosenPages,
    "wagtailadmin_choose_page_external_link": ExternalLink,
}
"""The names of stock views with what they are derived from."""
