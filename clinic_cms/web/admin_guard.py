"""Answers what the guard refuses, as Wagtail's admin answers what is missing or not permitted.

Who must have a second factor and has none is led to set it up, whatever they ask for.
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
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
from clinic_cms.tenancy.second_factor import lacks_second_factor

SET_UP = "mfa_activate_totp"
WITHOUT_SECOND_FACTOR = {
    SET_UP,
    "account_login",
    "account_reauthenticate",
    "clinic_cms_accept_invitation",
    "mfa_authenticate",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_sprite",
}
"""The routes of the admin that are open to those who have yet to set one up."""


def refuse(request: ClinicRequest) -> HttpResponse | None:
    """Return the answer to a request for what is closed to a clinic's people; None if it may pass.

    Rows of other clinics that its URL or query names become rows that do not exist.
    """
    match = request.resolver_match
    if match is None or not is_guarded(match):
        return None
    if match.url_name not in WITHOUT_SECOND_FACTOR and lacks_second_factor(request.user):
        return _set_up(request)
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
def _set_up(request: HttpRequest) -> HttpResponse:
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        raise PermissionDenied
    messages.warning(request, _("Your role needs a second factor. Set it up to go on."))
    return redirect(SET_UP)


@never_cache
@require_admin_access
def _closed(_request: HttpRequest) -> HttpResponse:
    raise PermissionDenied
