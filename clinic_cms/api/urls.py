"""The addresses of the delivery API; `clinic_cms.urls` puts them under `api/v1/`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import ValidationError

from clinic_cms.api.contract import DeliveryAPI
from clinic_cms.api.cors import front_ends_asked_for, give_leave
from clinic_cms.api.delivery import deliver, framed
from clinic_cms.api.problems import NO_OPERATION, Refusal, failed, respond, wrong_value
from clinic_cms.api.request_context import about
from clinic_cms.api.responses import finished
from clinic_cms.api.routers import clinics, conditions, network, pages, previews

api = DeliveryAPI()
api.add_exception_handler(Refusal, respond)
api.add_exception_handler(ValidationError, wrong_value)
api.add_exception_handler(Exception, failed)
api.add_decorator(deliver)
for router in (
    clinics.router,
    conditions.router,
    pages.router,
    previews.router,
    network.router,
):
    api.add_router("", router)


@csrf_exempt
def no_operation(request: HttpRequest) -> HttpResponse:
    """Answer where no operation is."""
    response = respond(request, Refusal(NO_OPERATION, f"There is nothing at {request.path}."))
    give_leave(request, response, front_ends_asked_for(request, {}))
    return finished(request, response, about(request))


def _patterns() -> list[Any]:
    found, _app, _namespace = api.urls
    for pattern in found:
        if isinstance(pattern, URLPattern):
            is_root = pattern.name == "api-root"
            pattern.callback = no_operation if is_root else framed(pattern.callback)
    # Also what holds a line break, which no `path()` matches.
    return [*found, re_path("", no_operation)]


urlpatterns = _patterns()
