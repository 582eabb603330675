"""The one way on which every answer leaves: parameters checked, fields chosen, headers set."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, get_args

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt
from pydantic import BaseModel

from clinic_cms.api.cors import METHODS, front_ends, front_ends_asked_for, give_leave, preflight
from clinic_cms.api.problems import (
    UNKNOWN_PARAMETER,
    WRONG_METHOD,
    WRONG_VALUE,
    Refusal,
    nearest,
    respond,
)
from clinic_cms.api.request_context import About, about
from clinic_cms.api.response_cache import answer_of, keep
from clinic_cms.api.responses import finished, response_of
from clinic_cms.api.throttling import tell

JSON = "application/json"
PART = "application/vnd.clinic-cms.part+json"
"""The type of an answer of which `fields` chose a part."""

View = Callable[..., Any]


@dataclass(frozen=True)
class Deprecation:
    """An operation that will go: since when that is said, and when it goes."""

    since: datetime
    sunset: datetime
    instead: str
    """The address of the operation, or of a page, that says what to use instead."""


DEPRECATIONS: dict[str, Deprecation] = {}
"""By operation id. Announced in the schema too, six months ahead at least."""


def deliver(view: View) -> View:
    """Turn an operation that returns a schema into one that returns a response."""

    @wraps(view)
    def delivered(request: HttpRequest, **values: Any) -> HttpResponse:
        operation = view._ninja_operation  # type: ignore[attr-defined]
        refuse_unknown_parameters(request, operation)
        chosen = _chosen(values.get("fields"), operation)
        answer = view(request, **values)
        if isinstance(answer, HttpResponse):
            return answer
        response = _response(answer, chosen, about(request))
        if "security" in (operation.openapi_extra or {}):
            # What one person may read is nothing for a shared cache, nor for a search engine.
            response["Cache-Control"] = "private, no-store"
            response["X-Robots-Tag"] = "noindex"
        deprecation = DEPRECATIONS.get(operation.operation_id)
        if deprecation is not None:
            _announce(response, deprecation)
        return response

    return delivered


def refuse_unknown_parameters(request: HttpRequest, operation: Any) -> None:
    """Raise Refusal where a query holds a name that the operation does not know, or one twice."""
    known = parameters_of(operation)
    for name, given in request.GET.lists():
        if name not in known:
            raise Refusal(
                UNKNOWN_PARAMETER,
                f"There is no parameter “{name}”; there are: {', '.join(known) or 'none'}.",
                parameter=name,
                suggestion=nearest(name, known),
            )
        if len(given) > 1:
            raise Refusal(WRONG_VALUE, f"“{name}” is given more than once.", parameter=name)


def parameters_of(operation: Any) -> list[str]:
    """Return the names of an operation's query parameters."""
    queries = (model for model in operation.models if model.__ninja_param_source__ == "query")
    return [name for model in queries for name in model.__ninja_flatten_map__]


def fields_of(operation: Any) -> list[str]:
    """Return the top-level fields of an operation's answer, of all its kinds."""
    declared = operation.response_models[200].model_fields["response"].annotation
    kinds = get_args(declared) or (declared,)
    names = (name for kind in kinds for name in kind.model_fields)
    return list(dict.fromkeys(names))


def _chosen(fields: str | None, operation: Any) -> set[str] | None:
    if fields is None:
        return None
    known, chosen = fields_of(operation), fields.split(",")
    for name in chosen:
        if name not in known:
            raise Refusal(
                WRONG_VALUE,
                f"There is no field “{name}”; there are: {', '.join(known)}.",
                parameter="fields",
                suggestion=nearest(name, known),
            )
    return set(chosen)


def _response(answer: BaseModel, chosen: set[str] | None, notes: About) -> HttpResponse:
    content = answer.model_dump_json(include=chosen)
    response = HttpResponse(content, content_type=PART if chosen else JSON)
    if notes.keys:
        response["Surrogate-Key"] = " ".join(notes.keys)
        response["Cache-Tag"] = ",".join(notes.keys)
    if notes.language:
        response["Content-Language"] = notes.language
    return response


def _announce(response: HttpResponse, deprecation: Deprecation) -> None:
    """Say that an operation will go (RFC 9745, RFC 8594)."""
    response["Deprecation"] = f"@{int(deprecation.since.timestamp())}"
    response["Sunset"] = http_date(deprecation.sunset.timestamp())
    response["Link"] = f'<{deprecation.instead}>; rel="deprecation"'


def framed(view: View) -> View:
    """Let GET and HEAD alone through, and let every answer leave as caches like it.

    A HEAD asks what GET would answer. A refusal is kept nowhere: what is refused now may be there
    in a moment.
    """

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        notes = about(request)
        if request.method == "OPTIONS":
            response = preflight(request, values)
            tell(notes.quota, response)
            return response
        response = _respond(view, request, *args, **values)
        if response.status_code != 200:
            give_leave(request, response, front_ends_asked_for(request, values))
            return finished(request, response, notes)
        if response.has_header("Cache-Control"):
            give_leave(request, response, front_ends(request, notes.clinic))
            return finished(request, response, notes)
        answer = answer_of(response, notes, request)
        if not notes.is_endless:
            keep(request, answer)
        return response_of(request, answer, notes)

    return answered


def _respond(view: View, request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        refused = respond(
            request, Refusal(WRONG_METHOD, f"{request.method} is not for this address.")
        )
        refused["Allow"] = METHODS
        return refused
    method, request.method = request.method, "GET"
    response: HttpResponse = view(request, *args, **values)
    request.method = method
    return response
