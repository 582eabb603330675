"""Which websites' scripts may read an answer: those of the clinic's front ends (Fetch Standard).

No answer depends on a cookie, so none is asked for, and what a script may read, anybody may. On
the clinic's own hosts a script is at home and needs no leave.
"""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from clinic_cms.api.parameters import HOST
from clinic_cms.api.visits import clinic_of_host, is_unopened
from clinic_cms.routing import host_of
from clinic_cms.serving import ClinicSite, clinic_of_slug, find_clinic
from clinic_cms.serving.front_ends import origins_of

METHODS = "GET, HEAD, OPTIONS"
ASKED_HEADERS = "Authorization, If-None-Match, If-Modified-Since"
TOLD_HEADERS = (
    "Content-Language, Deprecation, ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Sunset"
)
REMEMBERED = 600
"""Seconds for which a browser need not ask for leave again."""


def front_ends(request: HttpRequest, clinic: ClinicSite | None) -> frozenset[str] | None:
    """Return the origins whose scripts may read what is about a clinic; None without one.

    Read where a website's script asks; nobody else needs to know them.
    """
    if clinic is None:
        return None
    if "Origin" not in request.headers:
        return frozenset()
    return origins_of(clinic)


def front_ends_asked_for(request: HttpRequest, values: dict[str, Any]) -> frozenset[str]:
    """Return the origins whose scripts may read what is refused at an address.

    By the clinic that the address names, as nothing may have been read of it yet.
    """
    clinic = _clinic_asked_for(request, values) if "Origin" in request.headers else None
    return front_ends(request, clinic) or frozenset()


def give_leave(
    request: HttpRequest, response: HttpResponse, origins: Collection[str] | None
) -> None:
    """Let a website's script read an answer from one of these origins.

    Without origins (None) it is about no single clinic, and the same to everybody.
    """
    if origins is None:
        return
    patch_vary_headers(response, ["Origin"])
    asking = request.headers.get("Origin", "")
    if asking in origins:
        allow(response, asking)


def allow(response: HttpResponse, origin: str) -> None:
    """Let scripts of an origin, or of any ("*"), read a response and the headers that tell them."""
    response["Access-Control-Allow-Origin"] = origin
    response["Access-Control-Expose-Headers"] = TOLD_HEADERS


def preflight(request: HttpRequest, values: dict[str, Any]) -> HttpResponse:
    """Answer what may be asked at an address, and whether a website's script may."""
    response = HttpResponse(status=204)
    del response["Content-Type"]
    response["Allow"] = METHODS
    patch_vary_headers(response, ["Origin"])
    give_leave(request, response, front_ends_asked_for(request, values))
    if response.has_header("Access-Control-Allow-Origin"):
        response["Access-Control-Allow-Methods"] = METHODS
        response["Access-Control-Allow-Headers"] = ASKED_HEADERS
        response["Access-Control-Max-Age"] = str(REMEMBERED)
    return response


def _clinic_asked_for(request: HttpRequest, values: dict[str, Any]) -> ClinicSite | None:
    """Return the clinic that the address names, if it is open and this host answers for it."""
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
