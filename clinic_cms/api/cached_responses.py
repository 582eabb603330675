"""Answers to requests of the API that need nobody to look up whose host was asked."""

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from clinic_cms.api.cors import allow
from clinic_cms.api.problems import TOO_MANY, WRONG_VALUE, Refusal, respond
from clinic_cms.api.request_context import about
from clinic_cms.api.response_cache import kept
from clinic_cms.api.responses import finished, response_of
from clinic_cms.api.throttling import Quota, spend


def answer(request: HttpRequest) -> HttpResponse | None:
    """Return a kept answer, or a refusal of too many; None where it has to be made."""
    if not _is_ours(request):
        return None
    notes = about(request)
    notes.quota = spend(request)
    if notes.quota is not None and notes.quota.left < 0:
        return finished(request, _too_many(request, notes.quota), notes)
    if not _is_readable(request):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        refusal = Refusal(WRONG_VALUE, f"There are more than {most} parameters.")
        return finished(request, respond(request, refusal), notes)
    found = kept(request) if request.method in {"GET", "HEAD"} else None
    return response_of(request, found, notes) if found else None


def _is_readable(request: HttpRequest) -> bool:
    """Whether Django reads the query: nobody behind us could refuse it by a problem."""
    try:
        request.GET.keys()
    except TooManyFieldsSent:
        return False
    return True


def _too_many(request: HttpRequest, quota: Quota) -> HttpResponse:
    detail = f"More than {quota.requests} requests in {quota.window} seconds."
    response = respond(request, Refusal(TOO_MANY, detail))
    response["Retry-After"] = str(quota.resets_in)
    # Nobody looked up whose answer was asked for, and this one is nobody's: any script may know.
    allow(response, "*")
    return response


def _is_ours(request: HttpRequest) -> bool:
    try:
        return request.path.startswith(reverse("clinic_cms:delivery:api-root"))
    except NoReverseMatch:
        # A project may leave our addresses out.
        return False
