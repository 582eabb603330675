"""The URLs of the delivery API; `clinic_cms.urls` puts them under `api/v1/`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import ValidationError

from clinic_cms.api.contract import DeliveryAPI
from clinic_cms.api.http.cors import allow_origins, origins_of_requested_clinic
from clinic_cms.api.http.methods import read_only
from clinic_cms.api.problems import (
    NO_OPERATION,
    ProblemError,
    failed,
    problem_response,
    wrong_value,
)
from clinic_cms.api.routers import clinics, conditions, pages

api = DeliveryAPI()
api.add_exception_handler(ProblemError, problem_response)
api.add_exception_handler(ValidationError, wrong_value)
api.add_exception_handler(Exception, failed)
for router in (clinics.router, conditions.router, pages.router, pages.previews, clinics.network):
    api.add_router("", router)


@csrf_exempt
def no_operation(request: HttpRequest) -> HttpResponse:
    """Respond where no operation is."""
    problem = ProblemError(NO_OPERATION, f"There is nothing at {request.path}.")
    response = problem_response(request, problem)
    allow_origins(request, response, origins_of_requested_clinic(request, {}))
    return response


def _patterns() -> list[Any]:
    patterns, _app, _namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            is_root = pattern.name == "api-root"
            pattern.callback = no_operation if is_root else read_only(pattern.callback)
    # Also what holds a line break, which no `path()` matches.
    return [*patterns, re_path("", no_operation)]


urlpatterns = _patterns()
