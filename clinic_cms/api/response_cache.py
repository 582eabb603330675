"""Answers that are kept, each with the versions of what it was made of."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from time import time
from typing import Any

from django.http import HttpRequest, HttpResponse

from clinic_cms import __version__
from clinic_cms.api.cors import front_ends
from clinic_cms.api.request_context import About
from clinic_cms.conf import get_settings
from clinic_cms.routing import host_of
from clinic_cms.serving import store
from clinic_cms.serving.cache_versions import Versions, hold

LONGEST = 3600
"""Seconds: what nobody asks for makes room."""


@dataclass(frozen=True)
class Answer:
    """A whole answer, as the first who asked for it got it."""

    content: bytes
    headers: Mapping[str, str]
    etag: str
    made_at: float
    """Seconds since the epoch, after everything was read."""
    origins: frozenset[str] | None
    """The front ends of the clinic that it is about; None for lists of all clinics."""
    versions: Versions
    until: float
    """Seconds since the epoch: the end of the day in which it was begun."""


def answer_of(response: HttpResponse, notes: About, request: HttpRequest) -> Answer:
    """Return a response as an answer. One query where a website's script asks."""
    clinic = notes.clinic
    digest = hashlib.sha256(f"{response['Content-Type']}\0".encode() + response.content)
    return Answer(
        content=response.content,
        headers=dict(response.items()),
        etag=f'"{digest.hexdigest()[:32]}"',
        made_at=time(),
        origins=front_ends(request, clinic),
        versions=clinic.versions if clinic else {},
        until=notes.until,
    )


def keep(request: HttpRequest, answer: Answer) -> None:
    """Keep an answer about a clinic until something that it shows has changed."""
    seconds = min(LONGEST, answer.until - time())
    if answer.versions and seconds > 0:
        store.put(_key(request), answer, seconds)


def kept(request: HttpRequest) -> Answer | None:
    """Return the kept answer to a request if it is the one that would be made now.

    At most one query, and none where the cache is shared.
    """
    answer: Answer | None = store.get(_key(request))
    if answer is None or answer.until <= time() or not hold(answer.versions):
        return None
    return answer


def _key(request: HttpRequest) -> str:
    """Return what a request asks for; answers to scripts know the clinic's front ends."""
    host = host_of(request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME", ""))
    query = sorted(_query(request))
    parts = (__version__, get_settings(), "Origin" in request.headers, host, request.path, query)
    return f"clinic_cms:answer:{hashlib.sha256(repr(parts).encode()).hexdigest()}"


def _query(request: HttpRequest) -> Iterator[tuple[str, list[Any]]]:
    """Yield what the parameters ask for: which fields, in whatever order and however often."""
    for name, given in request.GET.lists():
        if name == "fields":
            yield name, [sorted(set(value.split(","))) for value in given]
        else:
            yield name, given
