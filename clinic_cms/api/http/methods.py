"""The methods that the API responds to, at every URL of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from clinic_cms.api.http.cors import (
    METHODS,
    allow_origins,
    origins_of_requested_clinic,
    preflight,
)
from clinic_cms.api.problems import WRONG_METHOD, ProblemError, problem_response

View = Callable[..., HttpResponse]


def read_only(view: View) -> View:
    """Respond to GET, to HEAD as to GET, to OPTIONS for CORS; refuse every other method."""

    @csrf_exempt
    @wraps(view)
    def respond_to_method(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return preflight(request, values)
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
        return response

    return respond_to_method
