"""Wagtail's pages about redirects, narrowed: a clinic's owners write those of their site.

Imported where a project installs `wagtail.contrib.redirects`.
"""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.views import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    process_import,
)
from wagtail.models import Page

from clinic_cms.admin.choosers import ClinicFilter
from clinic_cms.admin.page_choosers import ParentField
from clinic_cms.models import Clinic
from clinic_cms.tenancy.policies import SEE_ALL
from clinic_cms.tenancy.redirect_policy import narrow_site, redirects_visible_to, sites_visible_to
from clinic_cms.tenancy.visibility import pages_choosable_by


class SiteOfClinicFilter(ClinicFilter):
    """Keeps the redirects of a clinic's site."""

    def filter(self, rows: QuerySet[Any], clinic: Clinic | None) -> QuerySet[Any]:
        return rows if clinic is None else rows.filter(site=clinic.site_id or 0)


class Filters(RedirectsReportFilterSet):
    """The filters of the list: by clinic in place of by site, for those who see several."""

    clinic = SiteOfClinicFilter(label=_("Clinic"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.filters["site"]
        if self.request is None or not self.request.user.has_perm(SEE_ALL):
            del self.filters["clinic"]


class FormInSight(RedirectForm):
    """The form of a redirect: another clinic's site and page are no choice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        narrow_site(self, self.for_user)
        stock = self.fields["redirect_page"]
        field = self.fields["redirect_page"] = ParentField(stock, self.for_user)
        field.queryset = Page.objects.filter(pages_choosable_by(self.for_user))
        field.required = False


class RedirectIndex(IndexView):
    """The list of redirects, and its export."""

    filterset_class = Filters

    def get_base_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_base_queryset()
        return rows.filter(pk__in=redirects_visible_to(self.request.user).values("pk"))


class OfVisibleRedirect:
    """A view of one redirect: 404 for one that the user may not see."""

    request: Any

    def get_object(self, queryset: Any = None) -> Redirect:
        stock: Any = super()
        row: Redirect = stock.get_object(queryset)
        if not redirects_visible_to(self.request.user).filter(pk=row.pk).exists():
            raise Http404
        return row


class RedirectEdit(OfVisibleRedirect, EditView):
    """Changes a redirect."""

    form_class = FormInSight


class RedirectDelete(OfVisibleRedirect, DeleteView):
    """Deletes a redirect."""


class RedirectCreate(CreateView):
    """Adds a redirect."""

    form_class = FormInSight


def import_redirects(request: HttpRequest) -> HttpResponse:
    """Import redirects for a site of the user's. Without one of theirs, it is their first one."""
    sites = sites_visible_to(request.user)
    if not request.user.has_perm(SEE_ALL):
        asked = request.POST.get("site", "")
        site = sites.filter(pk=asked).first() if asked.isdecimal() else None
        if (site := site or sites.first()) is None:
            raise Http404
        data = request.POST.copy()
        data["site"] = str(site.pk)
        request.POST = QueryDict(data.urlencode())
    response: HttpResponse = process_import(request)
    return response


EXTENDED = {
    "wagtailredirects:index": RedirectIndex,
    "wagtailredirects:index_results": RedirectIndex,
    "wagtailredirects:add": RedirectCreate,
    "wagtailredirects:edit": RedirectEdit,
    "wagtailredirects:delete": RedirectDelete,
}
VIEWS = {"wagtailredirects:process_import": require_admin_access(import_redirects)}
"""The names of stock views with what they are derived from, and with what replaces them."""
