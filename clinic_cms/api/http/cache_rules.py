"""On what the API's kept responses depend, and what each request gets besides."""

from collections.abc import Iterator
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

from clinic_cms.api.http.cors import allow_origin, allow_origins
from clinic_cms.api.http.throttling import quota_of, set_quota_headers
from clinic_cms.api.problems import TOO_MANY, WRONG_VALUE, ProblemError, problem_response
from clinic_cms.routing import host_of
from clinic_cms.serving.rates import Quota
from clinic_cms.serving.response_cache.cache_rules import set_length
from clinic_cms.serving.response_cache.encodings import chosen_coding
from clinic_cms.serving.response_cache.lookup import Request
from clinic_cms.serving.response_cache.representation import Representation
from clinic_cms.serving.visit import ClinicRequest


class ApiCacheRules:
    """The delivery API."""

    def covers(self, request: ClinicRequest) -> bool:
        root = _root(settings.ROOT_URLCONF, get_urlconf(), get_script_prefix())
        return bool(root) and (request.path.startswith(root) or request.path == root[:-1])

    def refuse(self, request: ClinicRequest) -> HttpResponse | None:
        """Refuse too many requests, and a query that Django does not read."""
        quota = quota_of(request)
        if quota is not None and quota.left < 0:
            return _too_many_requests(request, quota)
        if not _is_readable(request):
            most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
            problem = ProblemError(WRONG_VALUE, f"There are more than {most} parameters.")
            return problem_response(request, problem)
        return None

    def asked(self, request: ClinicRequest) -> Request | None:
        """Return what a request asks for; what is kept for scripts knows the front ends."""
        if request.method not in {"GET", "HEAD"}:
            return None
        return Request(
            host=host_of(request.get_host()),
            path=request.path,
            query=tuple(sorted(_query(request))),
            variant="script" if "HTTP_ORIGIN" in request.META else "api",
            coding=chosen_coding(request.META.get("HTTP_ACCEPT_ENCODING", "")),
        )

    def complete(
        self, request: ClinicRequest, response: HttpResponse, kept: Representation | None
    ) -> HttpResponse:
        if kept is not None:
            allow_origins(request, response, kept.origins)
        set_quota_headers(response, quota_of(request))
        set_length(request, response)
        return response


@lru_cache(maxsize=8)
def _root(urlconf: str, of_thread: str | None, prefix: str) -> str:
    """Return the path below which the API lies; "" where a project leaves our URLs out."""
    try:
        return reverse("clinic_cms:delivery:api-root")
    except NoReverseMatch:
        return ""


def _query(request: HttpRequest) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the query's parameters; the order and the repetition of `fields` make no difference."""
    for name, given in request.GET.lists():
        if name == "fields":
            yield name, tuple(",".join(sorted(set(value.split(",")))) for value in given)
        else:
            yield name, tuple(given)


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
