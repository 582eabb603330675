"""Answers what the guard refuses, as Wagtail's admin answers what is missing or not permitted."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from clinic_cms.serving.visit import ClinicRequest
from clinic_cms.tenancy.guard import (
    Verdict,
    is_guarded,
    judge,
    name_no_foreign_rows,
    own_clinics,
    without_foreign_rows,
)


def refuse(request: ClinicRequest) -> HttpResponse | None:
    """Return the answer to a request for what is closed to a clinic's people; None if it may pass.

    Rows of other clinics that its URL or query names become rows that do not exist.
    """
    match = request.resolver_match
    if match is None or not is_guarded(match):
        return None
    clinics = own_clinics(request.user)
    if not clinics:
        return None
    verdict = judge(clinics, match)
    if verdict is Verdict.CLOSED:
        return _closed(request)
    if verdict is Verdict.NOT_FOUND:
        name_no_foreign_rows(clinics, match)
    request.GET = QueryDict(without_foreign_rows(clinics, match, request.GET).urlencode())
    return None


@never_cache
@require_admin_access
def _closed(_request: HttpRequest) -> HttpResponse:
    raise PermissionDenied
