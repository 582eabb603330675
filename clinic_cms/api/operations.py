"""The operations of the API, each declared with its parameters, fields and cache policy."""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Annotated, Any, Self, get_args, get_origin

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from ninja import Router

from clinic_cms.api.http.cache_control import PUBLIC, CachePolicy
from clinic_cms.api.http.cors import allow_origins, allowed_origins
from clinic_cms.api.problems import UNKNOWN_PARAMETER, WRONG_VALUE, ProblemError
from clinic_cms.api.schemas.base import Contract
from clinic_cms.errors import nearest_name
from clinic_cms.models import MergePage
from clinic_cms.serving.clinic_sites import ClinicSite, OfferedLocale
from clinic_cms.serving.response_cache.representation import MadeOf
from clinic_cms.serving.surrogate_keys import clinic_key, locale_key, page_keys, set_keys
from clinic_cms.serving.visit import Visit

JSON = "application/json"
PART = "application/vnd.clinic-cms.part+json"
"""The media type of a response of which `fields` chose a part."""

IN_PATH = re.compile(r"{(?:\w+:)?(\w+)}")


@dataclass(frozen=True)
class Deprecation:
    """Since when it is announced that an operation will go, and when it goes."""

    since: datetime
    sunset: datetime
    instead: str
    """The URL of the operation, or of a page that says what to use instead."""


@dataclass(frozen=True)
class Operation:
    """An operation as its router declares it."""

    caching: CachePolicy
    parameters: tuple[str, ...]
    """The names of its query parameters."""
    fields: tuple[str, ...]
    """The top-level fields of its content, of all kinds of content."""
    statuses: tuple[int, ...]
    """Statuses of errors that it has besides the common ones."""
    security: tuple[str, ...]
    """Security schemes, any one of which opens it; none where everyone may read it."""
    deprecation: Deprecation | None
    """Announced here and in the schema, at least six months ahead."""


OPERATIONS: dict[str, Operation] = {}
"""By operation id."""


@dataclass(frozen=True)
class Result:
    """What an operation read, and what was not known about caching it before."""

    content: Contract
    clinic: ClinicSite | None = None
    """The one clinic that it is about; None for lists of all clinics."""
    locale: OfferedLocale | None = None
    """The locale of its texts; None where they are in several, or there are none."""
    keys: tuple[str, ...] = ()
    """Keys by which caches purge it, besides those of clinic, locale and cache policy."""
    is_canonical: bool = True
    """Whether it was asked for as we write its URL: other spellings have no end."""
    time_zones: frozenset[str] = frozenset()
    """Those by whose dates it was made."""

    @classmethod
    def in_visit(
        cls, visit: Visit, content: Contract, *, time_zones: frozenset[str] = frozenset()
    ) -> Self:
        """Return what was read for a visit."""
        return cls(content, visit.clinic, visit.locale, time_zones=time_zones)

    @classmethod
    def of_page(
        cls,
        visit: Visit,
        page: MergePage,
        content: Contract,
        *,
        time_zones: frozenset[str],
        is_canonical: bool = True,
    ) -> Self:
        """Return a page."""
        keys = page_keys(page)
        return cls(content, visit.clinic, visit.locale, keys, is_canonical, time_zones)


class OperationRouter(Router):
    """A router whose operations return a `Result`."""

    def read(
        self,
        path: str,
        response: Any,
        operation_id: str,
        *,
        caching: CachePolicy = PUBLIC,
        statuses: tuple[int, ...] = (),
        security: tuple[str, ...] = (),
        deprecation: Deprecation | None = None,
        url_name: str | None = None,
    ) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
        """Declare an operation, with what an `Operation` keeps of it."""
        register = self.get(path, response=response, operation_id=operation_id, url_name=url_name)

        def declare(view: Callable[..., Result]) -> Callable[..., Result]:
            parameters, fields = _parameters_of(view, path), _fields_of(response)
            OPERATIONS[operation_id] = Operation(
                caching, parameters, fields, statuses, security, deprecation
            )
            register(_delivering(view, operation_id))
            return view

        return declare


def _parameters_of(view: Callable[..., Result], path: str) -> tuple[str, ...]:
    others = {"request", *IN_PATH.findall(path)}
    return tuple(name for name in inspect.signature(view).parameters if name not in others)


def _fields_of(response: Any) -> tuple[str, ...]:
    kinds = get_args(response)[0] if get_origin(response) is Annotated else response
    names = (name for kind in get_args(kinds) or (kinds,) for name in kind.model_fields)
    return tuple(dict.fromkeys(names))


def _delivering(view: Callable[..., Result], operation_id: str) -> Callable[..., HttpResponse]:
    """Return a view that checks parameters, chooses fields, and responds with the result."""

    @wraps(view)
    def deliver(request: HttpRequest, **values: Any) -> HttpResponse:
        operation = OPERATIONS[operation_id]
        _refuse_unknown_parameters(request, operation)
        chosen = _chosen_fields(values.get("fields"), operation)
        result = view(request, **values)
        response = _response(result, chosen, operation)
        if operation.caching.is_private:
            response["X-Robots-Tag"] = "noindex"
            allow_origins(request, response, allowed_origins(request, result.clinic))
            return response
        is_bounded = operation.caching.unbounded.isdisjoint(request.GET)
        made = MadeOf(
            versions=result.clinic.versions if result.clinic else {},
            time_zones=result.time_zones,
            origins=allowed_origins(request, result.clinic),
            is_kept=result.is_canonical and is_bounded,
        )
        return made.mark(response)

    return deliver


def _refuse_unknown_parameters(request: HttpRequest, operation: Operation) -> None:
    """Raise ProblemError where the query has a name that the operation does not know, or twice."""
    names = operation.parameters
    for name, given in request.GET.lists():
        if name not in names:
            raise ProblemError(
                UNKNOWN_PARAMETER,
                f"There is no parameter “{name}”; there are: {', '.join(names) or 'none'}.",
                parameter=name,
                suggestion=nearest_name(name, names),
            )
        if len(given) > 1:
            raise ProblemError(WRONG_VALUE, f"“{name}” is given more than once.", parameter=name)


def _chosen_fields(fields: str | None, operation: Operation) -> set[str] | None:
    """Return the names in the parameter `fields`, None without it; raises ProblemError."""
    if fields is None:
        return None
    chosen = fields.split(",")
    for name in chosen:
        if name not in operation.fields:
            raise ProblemError(
                WRONG_VALUE,
                f"There is no field “{name}”; there are: {', '.join(operation.fields)}.",
                parameter="fields",
                suggestion=nearest_name(name, operation.fields),
            )
    return set(chosen)


def _response(result: Result, chosen: set[str] | None, operation: Operation) -> HttpResponse:
    content = result.content.model_dump_json(include=chosen)
    response = HttpResponse(content, content_type=PART if chosen else JSON)
    response["Cache-Control"] = operation.caching.cache_control
    keys = [*operation.caching.keys]
    if result.clinic is not None:
        keys.append(clinic_key(result.clinic.clinic.slug))
    if result.locale is not None:
        keys.append(locale_key(result.locale.code))
        response["Content-Language"] = result.locale.language
    if keys := [*keys, *result.keys]:
        set_keys(response, keys)
    if operation.deprecation is not None:
        _announce(response, operation.deprecation)
    return response


def _announce(response: HttpResponse, deprecation: Deprecation) -> None:
    """Announce that an operation will go (RFC 9745, RFC 8594)."""
    response["Deprecation"] = f"@{int(deprecation.since.timestamp())}"
    response["Sunset"] = http_date(deprecation.sunset.timestamp())
    response["Link"] = f'<{deprecation.instead}>; rel="deprecation"'
