"""Responses that are stored, each with the versions of what it was made of."""

import hashlib
from collections.abc import Iterator
from time import time
from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from clinic_cms import __version__
from clinic_cms.api.http.cors import allow_origin
from clinic_cms.api.http.responses import Representation, arrival_of, finish, respond
from clinic_cms.api.http.throttling import Quota
from clinic_cms.api.problems import TOO_MANY, WRONG_VALUE, ProblemError, problem_response
from clinic_cms.conf import get_settings
from clinic_cms.routing import host_of
from clinic_cms.serving import store
from clinic_cms.serving.cache_versions import are_current

LONGEST = 3600
"""Seconds: responses that no one asks for make room."""


def early_response(request: HttpRequest) -> HttpResponse | None:
    """Return the response to a request for which no clinic has to be looked up.

    A stored response, a refusal of too many requests, or of a query that Django does not read;
    None for every other request.
    """
    if not _is_for_this_api(request):
        return None
    quota = arrival_of(request).quota
    if quota is not None and quota.left < 0:
        return finish(request, _too_many_requests(request, quota))
    if not _is_readable(request):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        problem = ProblemError(WRONG_VALUE, f"There are more than {most} parameters.")
        return finish(request, problem_response(request, problem))
    stored = load(request) if request.method in {"GET", "HEAD"} else None
    return finish(request, respond(request, stored)) if stored else None


def save(request: HttpRequest, representation: Representation) -> None:
    """Store what is about one clinic until something that it shows has changed."""
    seconds = min(LONGEST, representation.until - time())
    if representation.versions and seconds > 0:
        store.put(_key(request), representation, seconds)


def load(request: HttpRequest) -> Representation | None:
    """Return what is stored for a request if it is what would be made now.

    At most one query, and none where the cache is shared.
    """
    stored: Representation | None = store.get(_key(request))
    if stored is None or stored.until <= time() or not are_current(stored.versions):
        return None
    return stored


def _key(request: HttpRequest) -> str:
    """Return what a request asks for; what is stored for scripts knows the clinic's front ends."""
    host = host_of(request.get_host())
    query = sorted(_query(request))
    parts = (__version__, get_settings(), "Origin" in request.headers, host, request.path, query)
    return f"clinic_cms:response:{hashlib.sha256(repr(parts).encode()).hexdigest()}"


def _query(request: HttpRequest) -> Iterator[tuple[str, list[Any]]]:
    """Yield the query's parameters; the order and the repetition of `fields` make no difference."""
    for name, given in request.GET.lists():
        if name == "fields":
            yield name, [sorted(set(value.split(","))) for value in given]
        else:
            yield name, given


def _is_for_this_api(request: HttpRequest) -> bool:
    try:
        return request.path.startswith(reverse("clinic_cms:delivery:api-root"))
    except NoReverseMatch:
        # A project may leave our URLs out.
        return False


def _is_readable(request: HttpRequest) -> bool:
    """Whether Django reads the query: behind the middleware, its refusal would be no problem."""
    try:
        request.GET.keys()
    except TooManyFieldsSent:
        return False
    return True


def _too_many_requests(request: HttpRequest, quota: Quota) -> HttpResponse:
    detail = f"More than {quota.requests} requests in {quota.window} seconds."
    response = problem_response(request, ProblemError(TOO_MANY, detail))
    response["Retry-After"] = str(quota.resets_in)
    # No clinic was looked up, and the response is about none: any script may read it.
    allow_origin(response, "*")
    return response
