"""What went wrong, as problem details (RFC 9457) with stable ids."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from clinic_cms.api.schemas.base import Contract
from clinic_cms.errors import ClinicCMSError

logger = logging.getLogger("django.request")

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """A kind of problem. Ids and statuses never change; titles are for people."""

    code: str
    status: int
    title: str
    remedy: str
    """What to do about it."""


UNKNOWN_PARAMETER = Kind(
    "clinic_cms.V001", 400, "Unknown parameter", "Take it out, or correct its name."
)
WRONG_VALUE = Kind(
    "clinic_cms.V002", 400, "Wrong value", "Give a value that the schema allows, once."
)
NO_CLINIC = Kind(
    "clinic_cms.V003",
    404,
    "No such clinic",
    "Take the slug from /clinics. A clinic's own host answers for that clinic alone.",
)
NO_LOCALE = Kind(
    "clinic_cms.V004", 404, "No such locale", "Take one of the clinic's locales, or leave it out."
)
NOTHING_HERE = Kind(
    "clinic_cms.V005",
    404,
    "Nothing here",
    "Take addresses from the lists, the sitemap or a page's alternates.",
)
RETIRED = Kind(
    "clinic_cms.V006",
    410,
    "The clinic is closed",
    "Stop asking. Should it open again, the webhook event `clinic.launched` tells of it.",
)
NOT_ALLOWED = Kind(
    "clinic_cms.V007",
    403,
    "Not for you",
    "Sign in to the admin on this host, or send the API token of somebody who may edit it.",
)
NO_OPERATION = Kind(
    "clinic_cms.V008", 404, "No such operation", "See /api/v1/openapi.json for all operations."
)
WRONG_METHOD = Kind("clinic_cms.V009", 405, "Wrong method", "Use one that `Allow` names.")
TOO_MANY = Kind(
    "clinic_cms.V010",
    429,
    "Too many requests",
    "Ask again after as many seconds as `Retry-After` says, and keep answers for a while.",
)
NO_TOKEN = Kind(
    "clinic_cms.V020",
    401,
    "Token missing",
    "Send `Authorization: Bearer` with the preview's token.",
)
WRONG_TOKEN = Kind("clinic_cms.V021", 401, "Token not valid", "Open the preview in the admin anew.")
OTHER_CLINIC = Kind(
    "clinic_cms.V022",
    403,
    "Token of another clinic",
    "Ask for the clinic that came with the token.",
)
UNFILLED_DRAFT = Kind(
    "clinic_cms.V023", 409, "Draft not ready", "Give the clinic the fact, or mend the text."
)
WRONG_API_TOKEN = Kind(
    "clinic_cms.V024", 401, "API token not valid", "Make another one in the admin."
)
FAILED = Kind(
    "clinic_cms.V030",
    500,
    "Something broke",
    "Ask again in a moment; tell the network's people if it stays.",
)

KINDS = {
    kind.code: kind
    for kind in (
        UNKNOWN_PARAMETER,
        WRONG_VALUE,
        NO_CLINIC,
        NO_LOCALE,
        NOTHING_HERE,
        RETIRED,
        NOT_ALLOWED,
        NO_OPERATION,
        WRONG_METHOD,
        TOO_MANY,
        NO_TOKEN,
        WRONG_TOKEN,
        OTHER_CLINIC,
        UNFILLED_DRAFT,
        WRONG_API_TOKEN,
        FAILED,
    )
}


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


class Refusal(ClinicCMSError):
    """Ends a request with a problem."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        parameter: str | None = None,
        suggestion: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.kind = kind
        self.detail = detail
        self.parameter = parameter
        self.suggestion = suggestion
        self.headers = headers
        super().__init__(detail)


NEAR = 0.55
"""How like a word must be to be suggested: "en-us" to "en", but not "ar" to "fr"."""


def nearest(word: str, known: Any) -> str | None:
    """Return the known word that was probably meant, whatever its case."""
    words = {name.casefold(): name for name in known}
    found = get_close_matches(word.casefold(), words, n=1, cutoff=NEAR)
    return words[found[0]] if found else None


def respond(request: HttpRequest, refusal: Any) -> HttpResponse:
    """Return a `Refusal` as a response."""
    kind = refusal.kind
    asked = f" Did you mean “{refusal.suggestion}”?" if refusal.suggestion else ""
    problem = Problem(
        type=reverse("clinic_cms:delivery:problem", args=[kind.code]),
        code=kind.code,
        title=kind.title,
        status=kind.status,
        detail=f"{refusal.detail}{asked} {kind.remedy}",
        instance=request.path,
        parameter=refusal.parameter,
        suggestion=refusal.suggestion,
    )
    content = problem.model_dump_json(exclude_none=True)
    response = HttpResponse(
        content, status=kind.status, content_type=MEDIA_TYPE, headers=refusal.headers
    )
    # Caches may guess how long a 404 or 410 holds, and what is not there yet may come any moment.
    response["Cache-Control"] = "no-store"
    return response


def wrong_value(request: HttpRequest, error: Any) -> HttpResponse:
    """Return what django-ninja refused by the schema: the first thing."""
    first = error.errors[0]
    parameter = str(first["loc"][-1])
    misspelt = nearest(parameter, request.GET) if first["type"] == "missing" else None
    if misspelt is not None:
        detail = f"There is no parameter “{misspelt}”, and “{parameter}” is missing."
        refusal = Refusal(UNKNOWN_PARAMETER, detail, parameter=misspelt, suggestion=parameter)
        return respond(request, refusal)
    if request.GET.get(parameter) == "":
        detail = f"The parameter “{parameter}” is empty: give it a value, or leave it out."
    else:
        detail = f"The parameter “{parameter}” is wrong: {first['msg']}."
    return respond(request, Refusal(WRONG_VALUE, detail, parameter=parameter))


def failed(request: HttpRequest, error: Any) -> HttpResponse:
    """Return a defect of ours as a problem; it is logged and signalled as Django does it."""
    got_request_exception.send(sender=None, request=request)
    extra = {"status_code": FAILED.status, "request": request}
    logger.error("Internal Server Error: %s", request.path, exc_info=error, extra=extra)
    return respond(request, Refusal(FAILED, "This request could not be answered."))
