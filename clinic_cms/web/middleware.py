"""The host decides the clinic, the first path segment the locale."""

import time
from collections.abc import Callable
from functools import cache, partial, wraps
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotFound,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.defaults import page_not_found
from wagtail.admin.auth import require_admin_access

from clinic_cms.conf import get_settings
from clinic_cms.models.cache_version import HOSTS
from clinic_cms.models.gates import Refusal
from clinic_cms.routing import host_of
from clinic_cms.serving.clinic_sites import find_clinic
from clinic_cms.serving.response_cache.representation import MadeOf
from clinic_cms.serving.response_cache.responding import kept_or_made
from clinic_cms.serving.response_cache.versions import version_now
from clinic_cms.serving.visit import ClinicRequest, begin_visit, canonical_url
from clinic_cms.tenancy.log_origins import changes_from
from clinic_cms.tenancy.sign_in import visitor
from clinic_cms.web.admin_guard import refuse
from clinic_cms.web.file_paths import is_for_file

GetResponse = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponseBase]

visitor_later = sync_to_async(visitor)
_view_overrides: dict[str, View] = {}
_extensions: dict[str, type] = {}


def register_view_override(view_name: str, view: View, *, may_be_kept: bool = False) -> None:
    """Let `view` replace the view of that name, such as "wagtailadmin_reports:aging_pages".

    For views of Wagtail's that no hook replaces and no URL of ours, as its own are mounted first.
    The name and the URL stay. `view` checks permissions itself, a sign-in included: Wagtail's own
    decorators are left out. What it returns is never kept by browsers, unless it says so itself
    (`may_be_kept`).
    """
    _view_overrides[view_name] = csrf_protect(view) if may_be_kept else _in_the_admin(view)


def extend_view(view_name: str, mixin: type) -> None:
    """Let the view of that name be of a class derived from `mixin` and from its own.

    For class-based views of the admin that a project may have replaced by its own: they stay. It
    says itself what a user needs permission for; that they are signed in is checked.
    """
    _extensions[view_name] = mixin


@cache
def _extended(view_name: str, view: View) -> View:
    """Return a view with the mixin registered for its name."""
    stock: Any = view
    extended: Any = type(stock.view_class.__name__, (_extensions[view_name], stock.view_class), {})
    made: View = require_admin_access(extended.as_view(**stock.view_initkwargs))
    return _in_the_admin(made)


def _in_the_admin(view: View) -> View:
    """Return a view with what is around all of Wagtail's: headers, and the admin's page for a 404.

    Django itself would check the CSRF token only after `process_view`.
    """

    @never_cache
    @csrf_protect
    @wraps(view)
    def found_or_not(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Http404 as error:
            return page_not_found(request, error, template_name="wagtailadmin/404.html")

    return found_or_not


def permanent_redirect(url: str) -> HttpResponse:
    """Return a 301 that browsers ask for again: without a limit, they keep it when it is undone."""
    response = HttpResponsePermanentRedirect(url)
    response["Cache-Control"] = get_settings().cache_control
    return response


class ClinicMiddleware:
    """Makes each request a `ClinicRequest`: the host decides the clinic, the path the visit.

    A host that belongs to no clinic is a plain 404. A clinic's other hosts redirect to its
    canonical one. On a network host there is neither clinic nor visit, and neither for a file,
    whose view asks for both at once.

    What is kept is sent before any of that. Middleware behind this one does not see such a request:
    one that turns requests away belongs in front.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: ClinicRequest) -> HttpResponse:
        request.clinic = request.visit = None
        if getattr(request, "is_dummy", False):
            return self.get_response(request)
        request.began = time.time()
        request.is_outdated = False
        return kept_or_made(request, lambda: self._make(request))

    def _make(self, request: ClinicRequest) -> HttpResponse:
        with changes_from(request):
            return self._on_its_host(request)

    def _on_its_host(self, request: ClinicRequest) -> HttpResponse:
        host = host_of(request.get_host())
        if host in get_settings().NETWORK_HOSTS or is_for_file(request.path):
            return self.get_response(request)
        clinic = find_clinic(host, remembered=not request.is_outdated)
        if clinic is None:
            versions = version_now(HOSTS)
            # A clinic may have taken the host before its version was read.
            clinic = find_clinic(host)
        if clinic is None:
            not_found = HttpResponseNotFound("Not found.\n", content_type="text/plain")
            not_found["Cache-Control"] = get_settings().page_cache_control
            return MadeOf(versions).mark(not_found)
        canonical = canonical_url(clinic, host, request.get_full_path())
        if canonical and request.method in {"GET", "HEAD"}:
            return permanent_redirect(canonical)
        request.clinic = clinic
        request.visit = visit = begin_visit(clinic, request.path_info)
        with translation.override(visit.locale.code if visit else clinic.default_locale):
            return self.get_response(request)

    def process_view(
        self, request: ClinicRequest, view: View, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Return the response of a view that is registered in place of one of Wagtail's.

        Before it, that of the guard: another clinic's rows are not there for a clinic's people.
        Whoever may not sign in on a host is no one there, with a session from elsewhere, or one in
        which their second factor was not shown.
        """
        if hasattr(request, "session"):
            clinic = request.clinic.clinic if request.clinic else None
            known = request.user, request.session, clinic
            user: Any = SimpleLazyObject(partial(visitor, *known))
            request.user, request.auser = user, partial(visitor_later, *known)
        if refusal := refuse(request):
            return refusal
        match = request.resolver_match
        name = match.view_name if match else ""
        override = _view_overrides.get(name)
        if name in _extensions:
            override = _extended(name, view)
        return override(request, *args, **kwargs) if override else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show an editor why a page was not published, where the admin's view did not check first.

        Approving the last step of a workflow publishes, and Wagtail has no hook before that; the
        approval is rolled back.
        """
        if not isinstance(exception, Refusal):
            return None
        for reason in exception.messages:
            messages.error(request, reason)
        url = reverse("wagtailadmin_pages:edit", args=[exception.page.pk])
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            # The dialog in which editors approve follows this URL.
            return JsonResponse({"step": "success", "redirect": url})
        return redirect(url)
