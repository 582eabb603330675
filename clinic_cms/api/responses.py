"""How an answer leaves: with what caches, browsers and scripts have to know of it."""

from math import floor

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from clinic_cms.api.cors import give_leave
from clinic_cms.api.request_context import About
from clinic_cms.api.response_cache import Answer
from clinic_cms.api.throttling import tell
from clinic_cms.conf import get_settings


def response_of(request: HttpRequest, answer: Answer, notes: About) -> HttpResponse:
    """Return an answer as the response to a request: whole, or that nothing has changed."""
    response = HttpResponse(answer.content, headers=dict(answer.headers))
    settings = get_settings()
    response["Cache-Control"] = (
        f"public, max-age={settings.MAX_AGE}"
        f", stale-while-revalidate={settings.STALE_WHILE_REVALIDATE}"
    )
    response["ETag"] = answer.etag
    response = _unless_known(request, response, answer, notes)
    # That of the whole answer, also where it is not sent again (RFC 9110, 8.6).
    response["Content-Length"] = str(len(answer.content))
    give_leave(request, response, answer.origins)
    return finished(request, response, notes)


def finished(request: HttpRequest, response: HttpResponse, notes: About) -> HttpResponse:
    """Return a response with what all have in common, without a body where none is wanted."""
    tell(notes.quota, response)
    response.headers.setdefault("Content-Length", str(len(response.content)))
    if request.method == "HEAD":
        response.content = b""
    return response


def _unless_known(
    request: HttpRequest, response: HttpResponse, answer: Answer, notes: About
) -> HttpResponse:
    """Return a response, or a 304 where the reader has it (RFC 9110, 13).

    Dates have whole seconds. An answer's date is the second in which it was made, once that is
    over: whatever changes later is made in a later one. Until then it might be made twice within
    the second, so it has an earlier date, and no date that a reader sends is believed.
    """
    modified: int | None = None
    if answer.versions:
        modified = floor(answer.made_at)
        is_over = modified < floor(notes.began)
        response["Last-Modified"] = http_date(modified if is_over else floor(notes.began) - 1)
        modified = modified if is_over else None
    found: HttpResponseBase | None = get_conditional_response(
        request, etag=answer.etag, last_modified=modified, response=response
    )
    # `If-Match` and `If-Unmodified-Since` guard what is written, and nothing is written here.
    if not isinstance(found, HttpResponse) or found.status_code != 304:
        return response
    for name, value in response.items():
        # Django leaves out what caches purge by and what announces an end; content has none.
        if not name.startswith("Content-"):
            found.headers.setdefault(name, value)
    return found
