"""Answers to requests of the API that need nobody to look up whose host was asked."""

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from clinic_cms.api.about import about
from clinic_cms.api.cors import allow
from clinic_cms.api.keeping import kept
from clinic_cms.api.leaving import finished, response_of
from clinic_cms.api.limits import Quota, spend
from clinic_cms.api.problems import TOO_MANY, Refusal, respond


def answer(request: HttpRequest) -> HttpResponse | None:
    """Return a kept answer, or a refusal of too many requests; None where it has to be made."""
    if not _is_ours(request) or request.method not in {"GET", "HEAD"}:
        return None
    notes = about(request)
    notes.quota = spend(request)
    if notes.quota is not None and notes.quota.left < 0:
        return finished(request, _too_many(request, notes.quota), notes)
    found = kept(request)
    return response_of(request, found, notes) if found else None


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
