"""Errors as problem details (RFC 9457), each of a type with a stable id.

Problems are written in English, whatever the locale of the request.
"""

import logging
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from clinic_cms.api.schemas.base import Contract
from clinic_cms.errors import ClinicCMSError, error_id, nearest_name

logger = logging.getLogger("django.request")

MEDIA_TYPE = "application/problem+json"


class ProblemKind(Contract):
    """A kind of problem that this API reports."""

    code: str
    """The stable id."""
    status: int
    """The HTTP status with which it comes."""
    title: str
    """What it is, for people."""
    remedy: str
    """What to do about it."""


TEXTS = tomllib.loads(Path(__file__).with_name("problems.toml").read_text(encoding="utf-8"))
"""Status, title and remedy by the last part of the id."""
PROBLEM_TYPES: dict[str, ProblemKind] = {}
"""All of them by id."""


def _declare(code: str) -> ProblemKind:
    kind = ProblemKind(code=code, **TEXTS[code.rpartition(".")[2]])
    return PROBLEM_TYPES.setdefault(code, kind)


UNKNOWN_PARAMETER = _declare(error_id("clinic_cms.V001"))
WRONG_VALUE = _declare(error_id("clinic_cms.V002"))
NO_CLINIC = _declare(error_id("clinic_cms.V003"))
NO_LOCALE = _declare(error_id("clinic_cms.V004"))
NOTHING_HERE = _declare(error_id("clinic_cms.V005"))
RETIRED = _declare(error_id("clinic_cms.V006"))
NOT_ALLOWED = _declare(error_id("clinic_cms.V007"))
NO_OPERATION = _declare(error_id("clinic_cms.V008"))
WRONG_METHOD = _declare(error_id("clinic_cms.V009"))
TOO_MANY = _declare(error_id("clinic_cms.V010"))
NO_TOKEN = _declare(error_id("clinic_cms.V020"))
WRONG_TOKEN = _declare(error_id("clinic_cms.V021"))
OTHER_CLINIC = _declare(error_id("clinic_cms.V022"))
UNFILLED_DRAFT = _declare(error_id("clinic_cms.V023"))
WRONG_API_TOKEN = _declare(error_id("clinic_cms.V024"))
FAILED = _declare(error_id("clinic_cms.V030"))


class Problem(Contract):
    """What went wrong (RFC 9457)."""

    type: str
    """A URL that stands for this kind of problem and describes it."""
    code: str
    """The stable id of the kind, to be matched on."""
    title: str
    """The kind of problem, for people."""
    status: int
    """The HTTP status."""
    detail: str
    """What went wrong this time, and what to do next."""
    instance: str
    """The path that was asked for."""
    parameter: str | None = None
    """The parameter at fault, if it is one."""
    suggestion: str | None = None
    """What was probably meant."""


class ProblemError(ClinicCMSError):
    """Ends a request with a problem."""

    def __init__(
        self,
        problem_type: ProblemKind,
        detail: str,
        *,
        parameter: str | None = None,
        suggestion: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.type = problem_type
        self.detail = detail
        self.parameter = parameter
        self.suggestion = suggestion
        self.headers = headers
        super().__init__(detail)


def problem_response(request: HttpRequest, error: Any) -> HttpResponse:
    """Return a `ProblemError` as a response."""
    problem_type = error.type
    question = f" Did you mean “{error.suggestion}”?" if error.suggestion else ""
    problem = Problem(
        type=reverse("clinic_cms:delivery:problem", args=[problem_type.code]),
        code=problem_type.code,
        title=problem_type.title,
        status=problem_type.status,
        detail=f"{error.detail}{question} {problem_type.remedy}",
        instance=request.path,
        parameter=error.parameter,
        suggestion=error.suggestion or None,
    )
    content = problem.model_dump_json(exclude_none=True)
    response = HttpResponse(
        content, status=problem_type.status, content_type=MEDIA_TYPE, headers=error.headers
    )
    # Caches may guess how long a 404 or 410 holds, and the page may be published at any moment.
    response["Cache-Control"] = "no-store"
    return response


def wrong_value(request: HttpRequest, error: Any) -> HttpResponse:
    """Return the first error that django-ninja found by the schema."""
    first = error.errors[0]
    parameter = str(first["loc"][-1])
    misspelt = nearest_name(parameter, request.GET) if first["type"] == "missing" else ""
    if misspelt:
        detail = f"There is no parameter “{misspelt}”, and “{parameter}” is missing."
        problem = ProblemError(UNKNOWN_PARAMETER, detail, parameter=misspelt, suggestion=parameter)
        return problem_response(request, problem)
    if request.GET.get(parameter) == "":
        detail = f"The parameter “{parameter}” is empty: give it a value, or leave it out."
    else:
        detail = f"The parameter “{parameter}” is wrong: {first['msg']}."
    return problem_response(request, ProblemError(WRONG_VALUE, detail, parameter=parameter))


def failed(request: HttpRequest, error: Any) -> HttpResponse:
    """Return an unexpected error as a problem; it is logged and signalled as Django does it."""
    got_request_exception.send(sender=None, request=request)
    extra = {"status_code": FAILED.status, "request": request}
    logger.error("Internal Server Error: %s", request.path, exc_info=error, extra=extra)
    return problem_response(request, ProblemError(FAILED, "An unexpected error occurred."))
