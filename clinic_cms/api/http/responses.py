"""Responses with what caches have to know of them: ETag, dates, how long they may be kept."""

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from math import floor
from typing import Any, Self

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from clinic_cms.api.http.cors import (
    METHODS,
    allow_origins,
    allowed_origins,
    origins_of_requested_clinic,
    preflight,
)
from clinic_cms.api.http.throttling import Quota, set_quota_headers, spend
from clinic_cms.api.problems import WRONG_METHOD, ProblemError, problem_response
from clinic_cms.conf import get_settings
from clinic_cms.serving.cache_versions import Versions
from clinic_cms.serving.clinic_sites import ClinicSite
from clinic_cms.serving.hours import next_midnight

ARRIVAL = "_clinic_cms_arrival"

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class CachePolicy:
    """Who may keep the responses of an operation, and what they depend on."""

    is_private: bool = False
    """Whether they are for one person: no cache keeps them, and no search engine lists them."""
    keys: tuple[str, ...] = ()
    """Keys by which caches in front of us purge every one of them."""
    unbounded: frozenset[str] = frozenset()
    """Parameters whose values have no end: where one is given, we do not store the response."""

    @property
    def cache_control(self) -> str:
        """The header `Cache-Control`."""
        return "private, no-store" if self.is_private else get_settings().cache_control


PUBLIC = CachePolicy()
PRIVATE = CachePolicy(is_private=True)


@dataclass(frozen=True)
class Arrival:
    """What holds for a request from the moment at which it came."""

    began: float
    """Seconds since the epoch, before anything was read."""
    quota: Quota | None
    """What its sender has left; None without a limit."""


def arrival_of(request: HttpRequest) -> Arrival:
    """Return a request's arrival; the first call counts the request against its sender's quota."""
    arrival: Arrival | None = request.__dict__.get(ARRIVAL)
    if arrival is None:
        arrival = Arrival(time.time(), spend(request))
        request.__dict__[ARRIVAL] = arrival
    return arrival


@dataclass(frozen=True)
class Representation:
    """The whole content of a public response with its headers (RFC 9110, 3.2)."""

    content: bytes
    headers: Mapping[str, str]
    etag: str
    made_at: float
    """Seconds since the epoch, after everything was read."""
    origins: frozenset[str] | None
    """Origins whose scripts may read it; None where it is not about one clinic."""
    versions: Versions
    """Of all that it shows; none where it is not about one clinic."""
    until: float
    """Seconds since the epoch: the end of the day, at its locations, in which its request began."""

    @classmethod
    def of(
        cls,
        request: HttpRequest,
        response: HttpResponse,
        clinic: ClinicSite | None,
        time_zones: Iterable[str] = (),
    ) -> Self:
        """Return a response about a clinic, or about none. One query where a script asks.

        `time_zones` are those by whose dates it was made.
        """
        digest = hashlib.sha256(f"{response['Content-Type']}\0".encode() + response.content)
        return cls(
            content=response.content,
            headers=dict(response.items()),
            etag=f'"{digest.hexdigest()[:32]}"',
            made_at=time.time(),
            origins=allowed_origins(request, clinic),
            versions=clinic.versions if clinic else {},
            until=next_midnight(time_zones, arrival_of(request).began),
        )


def respond(request: HttpRequest, representation: Representation) -> HttpResponse:
    """Return a representation, or a 304 where the client has it."""
    response = HttpResponse(representation.content, headers=dict(representation.headers))
    response["ETag"] = representation.etag
    response = _unless_known(request, response, representation)
    # That of the whole content, also where it is not sent again (RFC 9110, 8.6).
    response["Content-Length"] = str(len(representation.content))
    allow_origins(request, response, representation.origins)
    return response


def finish(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Add what all responses have in common; leave out the content where the method is HEAD."""
    set_quota_headers(response, arrival_of(request).quota)
    response.headers.setdefault("Content-Length", str(len(response.content)))
    if request.method == "HEAD":
        response.content = b""
    return response


def published(view: View) -> View:
    """Let caches keep the responses of a view that is the same for all clinics."""

    @wraps(view)
    def respond_publicly(request: HttpRequest, **values: Any) -> HttpResponse:
        response = view(request, **values)
        response["Cache-Control"] = PUBLIC.cache_control
        return respond(request, Representation.of(request, response, clinic=None))

    return respond_publicly


def read_only(view: View) -> View:
    """Respond to GET, to HEAD as to GET, to OPTIONS for CORS; refuse every other method."""

    @csrf_exempt
    @wraps(view)
    def respond_to_method(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = preflight(request, values)
            set_quota_headers(response, arrival_of(request).quota)
            return response
        if request.method in {"GET", "HEAD"}:
            method, request.method = request.method, "GET"
            response = view(request, *args, **values)
            request.method = method
        else:
            detail = f"{request.method} is not for this address."
            response = problem_response(request, ProblemError(WRONG_METHOD, detail))
            response["Allow"] = METHODS
        if response.status_code >= 400:
            allow_origins(request, response, origins_of_requested_clinic(request, values))
        return finish(request, response)

    return respond_to_method


def _unless_known(
    request: HttpRequest, response: HttpResponse, representation: Representation
) -> HttpResponse:
    """Return a response, or a 304 where the client has it (RFC 9110, 13).

    Dates have whole seconds. A representation's date is the second in which it was made, once
    that second is over: whatever changes later is made in a later one. Until then it might be
    made twice within the second, so it gets an earlier date, and no date in a request is trusted.
    """
    modified: int | None = None
    if representation.versions:
        modified, began = floor(representation.made_at), floor(arrival_of(request).began)
        is_over = modified < began
        response["Last-Modified"] = http_date(modified if is_over else began - 1)
        modified = modified if is_over else None
    unchanged: HttpResponseBase | None = get_conditional_response(
        request, etag=representation.etag, last_modified=modified, response=response
    )
    # `If-Match` and `If-Unmodified-Since` protect what is written, and nothing is written here.
    if not isinstance(unchanged, HttpResponse) or unchanged.status_code != 304:
        return response
    for name, value in response.items():
        # Django leaves out cache keys and deprecations; headers of the content are rightly absent.
        if not name.startswith("Content-"):
            unchanged.headers.setdefault(name, value)
    return unchanged
