"""Wagtail's API v3 on network hosts, behind our tokens; a project mounts `urls` where it likes.

Wagtail calls it a preview in 8.0, so nothing of the delivery API depends on it.
"""

import json
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from clinic_cms.api.authoring_schema import open_part
from clinic_cms.api.http.authentication import FENCED, V3
from clinic_cms.conf import get_settings
from clinic_cms.routing import host_of
from clinic_cms.tenancy.api_tokens import scope_of
from clinic_cms.tenancy.authoring import may_call

DOCUMENT = "openapi.json"
View = Callable[..., HttpResponse]


def _fenced(view: View, route: str, own_list: View | None) -> View:
    """Return a view of Wagtail's that a valid token may call on rows of its clinic.

    `own_list` is what a clinic's token gets in place of a list of all clinics' rows.
    """

    @csrf_exempt
    @never_cache
    @wraps(view)
    def fence(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from wagtail.api.v3.auth import BearerTokenAuth
        from wagtail.api.v3.errors import problem_response

        refused: HttpResponse
        if host_of(request.get_host()) not in get_settings().NETWORK_HOSTS:
            refused = problem_response(status=404, detail="Not found")
            return refused
        token = BearerTokenAuth()(request)
        scope = scope_of(token) if token else None
        if scope is None:
            refused = problem_response(status=401, detail="A valid token is needed")
            refused["WWW-Authenticate"] = 'Bearer realm="clinic_cms"'
            return refused
        method = str(request.method)
        if not may_call(scope.clinic_id, method, route, kwargs, partial(_body, request)):
            refused = problem_response(status=404, detail="Not found")
            return refused
        if own_list and method == "GET" and scope.clinic_id is not None:
            return own_list(request, *args, **kwargs)
        response = view(request, *args, **kwargs)
        if route != DOCUMENT:
            return response
        root = request.path.removesuffix(DOCUMENT)
        return JsonResponse(open_part(json.loads(response.content), root, scope.clinic_id))

    setattr(fence, FENCED, True)
    return fence


def _body(request: HttpRequest) -> Any:
    """Return what the JSON body says; None for what is no JSON.

    Whatever its content type says it is: the API does not ask for that.
    """
    try:
        return json.loads(request.body or "null")
    except ValueError:
        return None


def _patterns() -> list[URLPattern]:
    if not apps.is_installed(V3):
        return []
    from wagtail.api.v3.urls import api

    from clinic_cms.api.authoring_lists import views

    own_lists = views()
    patterns, _app, _namespace = api.urls
    return [
        URLPattern(
            pattern.pattern,
            _fenced(pattern.callback, str(pattern.pattern), own_lists.get(str(pattern.pattern))),
            pattern.default_args,
            pattern.name,
        )
        for pattern in patterns
        if isinstance(pattern, URLPattern)
    ]


urls = (_patterns(), "ninja", "wagtailapi_v3")
"""What `path()` takes, under the namespace by which Wagtail finds its own operations."""
