"""The host decides the clinic, the first path segment the locale."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import (
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

from clinic_cms.conf import get_settings
from clinic_cms.models.gates import Refusal
from clinic_cms.routing import host_of
from clinic_cms.serving import begin_visit, early_responses, find_clinic
from clinic_cms.serving.resolver import elsewhere
from clinic_cms.tenancy import view_overrides

GetResponse = Callable[[HttpRequest], HttpResponse]


class ClinicMiddleware:
    """Sets `request.clinic` and `request.visit`; a host that nobody owns is a plain 404.

    On a network host both are None. On a clinic's other hosts, a reader is sent to the canonical
    one. `request.visit` is None where a path names a locale that the clinic does not offer.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.clinic = None  # type: ignore[attr-defined]
        request.visit = None  # type: ignore[attr-defined]
        request.early = None  # type: ignore[attr-defined]
        if getattr(request, "is_dummy", False):
            return self.get_response(request)
        request.early = early_responses.answer(request)  # type: ignore[attr-defined]
        if request.early is not None:  # type: ignore[attr-defined]
            return self.get_response(request)
        host = host_of(request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME", ""))
        if host in get_settings().NETWORK_HOSTS:
            return self.get_response(request)
        clinic = find_clinic(host)
        if clinic is None:
            return HttpResponseNotFound("Not found.\n", content_type="text/plain")
        canonical = elsewhere(clinic, host, request.get_full_path())
        if canonical and request.method in {"GET", "HEAD"}:
            return HttpResponsePermanentRedirect(canonical)
        request.clinic = clinic  # type: ignore[attr-defined]
        request.visit = visit = begin_visit(clinic, request.path_info)  # type: ignore[attr-defined]
        with translation.override(visit.locale.code if visit else clinic.default_locale):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Give an early answer, or let a registered view answer for one of Wagtail's.

        An early answer passes the middleware behind this one like any other: the headers that it
        sets, and whom it turns away, are the same for answers that are made and that were kept.
        """
        answered: HttpResponse | None = request.early  # type: ignore[attr-defined]
        if answered is not None:
            return answered
        stand_in = view_overrides.find(request)
        return stand_in(request, *args, **kwargs) if stand_in else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Tell an editor why a page was not published, where the admin's view did not ask first.

        Approving the last step of a workflow publishes, and Wagtail has no hook before that; the
        approval is rolled back.
        """
        if not isinstance(exception, Refusal):
            return None
        for reason in exception.messages:
            messages.error(request, reason)
        url = reverse("wagtailadmin_pages:edit", args=[exception.page.pk])
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            # The dialog in which editors approve, which follows this address.
            return JsonResponse({"step": "success", "redirect": url})
        return redirect(url)
