"""Wagtail's views that name the site: for a clinic's own people, they name their clinic."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.views.home import HomeView
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.delete import DeleteView

from clinic_cms.tenancy.site_names import site_name

TYPED = "confirm_site_name"


class NamedHome(HomeView):
    """The dashboard."""

    def get_site_details(self) -> dict[str, Any]:
        details: dict[str, Any] = super().get_site_details()
        return details | {"site_name": site_name(self.request.user) or details["site_name"]}


class NamedSummary(SummaryItem):
    """A number of Wagtail's dashboard, which says of what site it is."""

    def __init__(self, request: HttpRequest, stock: SummaryItem) -> None:
        super().__init__(request)
        self.stock, self.order = stock, stock.order
        self.template_name = stock.template_name

    def is_shown(self) -> bool:
        return bool(self.stock.is_shown())

    def get_context_data(self, parent_context: Any) -> Any:
        context = self.stock.get_context_data(parent_context)
        name = site_name(self.request.user)
        return {**context, "site_name": name} if name and "site_name" in context else context


class ConfirmedByName(View):
    """A view that asks for the site's name before it deletes many pages.

    Wagtail compares what was typed with its setting.
    """

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stock: Any = super()
        context: dict[str, Any] = stock.get_context_data(**kwargs)
        name = site_name(self.request.user)
        return context | {"wagtail_site_name": name} if name else context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        stock: Any = super()
        name, typed = site_name(request.user), request.POST.get(TYPED)
        if name and typed:
            if typed != name:
                messages.error(request, _("Type “%(name)s” to confirm.") % {"name": name})
                shown: HttpResponse = stock.get(request, *args, **kwargs)
                return shown
            confirmed = request.POST.copy()
            confirmed[TYPED] = getattr(settings, "WAGTAIL_SITE_NAME", "wagtail")
            request.POST = QueryDict(confirmed.urlencode())
        response: HttpResponse = stock.post(request, *args, **kwargs)
        return response


class PageDeleteView(ConfirmedByName, DeleteView):
    """Deletes a page with all below it."""


class PagesDelete(ConfirmedByName, DeleteBulkAction):
    """Deletes several pages with all below them."""


EXTENDED = {"wagtailadmin_home": NamedHome}
"""The name of the stock view with what it is derived from."""
