"""The addresses of the delivery API; `clinic_cms.urls` puts them under `api/v1/`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from ninja.errors import ValidationError

from clinic_cms.api.contract import DeliveryAPI
from clinic_cms.api.delivery import deliver, framed
from clinic_cms.api.problems import NO_OPERATION, Refusal, respond, wrong_value
from clinic_cms.api.routers import clinics, conditions, network, pages

api = DeliveryAPI()
api.add_exception_handler(Refusal, respond)
api.add_exception_handler(ValidationError, wrong_value)
api.add_decorator(deliver)
for router in (clinics.router, conditions.router, pages.router, network.router):
    api.add_router("", router)


def no_operation(request: HttpRequest, **_rest: str) -> HttpResponse:
    """Answer where no operation is."""
    return respond(request, Refusal(NO_OPERATION, f"There is nothing at {request.path}."))


def _patterns() -> list[Any]:
    found, _app, _namespace = api.urls
    for pattern in found:
        if isinstance(pattern, URLPattern):
            view = no_operation if pattern.name == "api-root" else pattern.callback
            pattern.callback = framed(view)
    return [*found, path("<path:rest>", framed(no_operation))]


urlpatterns = _patterns()
