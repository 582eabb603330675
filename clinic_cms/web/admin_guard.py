"""Answers what the guard refuses, as Wagtail's admin answers what is missing or not permitted."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views.decorators.cache import never_cache
from django.views.defaults import page_not_found
from wagtail.admin.auth import require_admin_access

from clinic_cms.serving.visit import ClinicRequest
from clinic_cms.tenancy.guard import (
    Verdict,
    is_guarded,
    judge,
    own_clinics,
    without_foreign_rows,
)


def refuse(request: ClinicRequest) -> HttpResponse | None:
    """Return the answer to a request for what is not the user's clinic's; None if it may pass.

    Rows of other clinics that a list names are taken out of the request's query.
    """
    match = request.resolver_match
    if match is None or not is_guarded(match):
        return None
    clinics = own_clinics(request.user)
    if not clinics:
        return None
    verdict = judge(clinics, match)
    if verdict is Verdict.PASSES:
        request.GET = QueryDict(without_foreign_rows(clinics, match, request.GET).urlencode())
        return None
    return _missing(request) if verdict is Verdict.NOT_FOUND else _closed(request)


@never_cache
@require_admin_access
def _missing(request: HttpRequest) -> HttpResponse:
    return page_not_found(request, Http404(), template_name="wagtailadmin/404.html")


@never_cache
@require_admin_access
def _closed(_request: HttpRequest) -> HttpResponse:
    raise PermissionDenied
