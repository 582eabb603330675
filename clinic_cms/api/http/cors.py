"""Which websites' scripts may read a response: those of the clinic's front ends (Fetch Standard).

No public response depends on a cookie, so none is asked for. On the clinic's own hosts a script
is of the same origin and needs no permission.
"""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from clinic_cms.api.requests import HOST, clinic_of_host, is_unopened
from clinic_cms.routing import host_of
from clinic_cms.serving.clinic_sites import (
    ClinicSite,
    clinic_of_slug,
    find_clinic,
    front_end_origins,
)

METHODS = "GET, HEAD, OPTIONS"
ALLOWED_HEADERS = "Authorization, If-None-Match, If-Modified-Since"
EXPOSED_HEADERS = (
    "Content-Language, Deprecation, ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Sunset"
)
MAX_AGE = 600
"""Seconds for which a browser need not send another preflight."""


def allowed_origins(request: HttpRequest, clinic: ClinicSite | None) -> frozenset[str] | None:
    """Return the origins whose scripts may read what is about a clinic; None without one.

    They are read only where a script of another website asks.
    """
    if clinic is None:
        return None
    if "Origin" not in request.headers:
        return frozenset()
    return front_end_origins(clinic)


def origins_of_requested_clinic(request: HttpRequest, values: dict[str, Any]) -> frozenset[str]:
    """Return the origins whose scripts may read an error at a URL.

    By the clinic that the URL names, as nothing of it may have been read yet.
    """
    clinic = _requested_clinic(request, values) if "Origin" in request.headers else None
    return allowed_origins(request, clinic) or frozenset()


def allow_origins(
    request: HttpRequest, response: HttpResponse, origins: Collection[str] | None
) -> None:
    """Let scripts of these origins read a response.

    Without origins (None) it is not about one clinic, and the same for everyone.
    """
    if origins is None:
        return
    patch_vary_headers(response, ["Origin"])
    origin = request.META.get("HTTP_ORIGIN", "")
    if origin in origins:
        allow_origin(response, origin)


def allow_origin(response: HttpResponse, origin: str) -> None:
    """Let scripts of an origin, or of any ("*"), read a response with its headers."""
    response["Access-Control-Allow-Origin"] = origin
    response["Access-Control-Expose-Headers"] = EXPOSED_HEADERS


def preflight(request: HttpRequest, values: dict[str, Any]) -> HttpResponse:
    """Return the methods at a URL, and whether a website's script may use them."""
    response = HttpResponse(status=204)
    del response["Content-Type"]
    response["Allow"] = METHODS
    patch_vary_headers(response, ["Origin"])
    allow_origins(request, response, origins_of_requested_clinic(request, values))
    if response.has_header("Access-Control-Allow-Origin"):
        response["Access-Control-Allow-Methods"] = METHODS
        response["Access-Control-Allow-Headers"] = ALLOWED_HEADERS
        response["Access-Control-Max-Age"] = str(MAX_AGE)
    return response


def _requested_clinic(request: HttpRequest, values: dict[str, Any]) -> ClinicSite | None:
    """Return the clinic that the URL names, if it is open and this host responds for it."""
    here = clinic_of_host(request)
    slug, host = values.get("clinic"), request.GET.get("host")
    if slug is None and host is None:
        return here
    if slug is not None:
        named = clinic_of_slug(slug)
    else:
        named = find_clinic(host_of(host)) if host and HOST.fullmatch(host) else None
    if named is None or is_unopened(named):
        return None
    is_foreign = here is not None and here.clinic.pk != named.clinic.pk
    return None if is_foreign else named
