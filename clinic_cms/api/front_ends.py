"""Answers for one front end alone: no cache and no crawler keeps them, its origins may ask."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from clinic_cms.api.delivery import View
from clinic_cms.api.visits import clinic_of_host
from clinic_cms.serving import clinic_of_slug


def for_front_ends(view: View) -> View:
    """Keep a view's answers, refusals too, to who asked; let a clinic's front ends read them."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(status=204) if _is_preflight(request) else view(request, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        allow_origin(request, response, str(kwargs["clinic"]))
        return response

    answered.csrf_exempt = True  # type: ignore[attr-defined]
    return answered


def allow_origin(request: HttpRequest, response: HttpResponse, slug: str) -> None:
    """Let a page of the clinic's front ends read a response (Fetch, 3.2). At most two queries."""
    patch_vary_headers(response, ["Origin"])
    origin = request.headers.get("Origin")
    if origin is None:
        return
    clinic = clinic_of_host(request) or clinic_of_slug(slug)
    if clinic and clinic.row.slug == slug and origin in clinic.row.front_end_origins():
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Allow-Methods"] = "GET, HEAD"
        response["Access-Control-Allow-Headers"] = "Authorization"


def _is_preflight(request: HttpRequest) -> bool:
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
