"""A finished response as it is kept and sent: ETag, dates, and a 304 where the client has it."""

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import floor
from typing import Self

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from clinic_cms.serving.hours import next_midnight
from clinic_cms.serving.response_cache.encodings import compress, is_compressible
from clinic_cms.serving.response_cache.freshness import longest_use, shortened
from clinic_cms.serving.response_cache.versions import Versions
from clinic_cms.serving.surrogate_keys import add_keys

MARK = "_clinic_cms_made_of"


@dataclass(frozen=True)
class MadeOf:
    """What a response was made of, and so for how long it may be kept."""

    versions: Versions = field(default_factory=dict)
    """Of all that it shows; none where it is not about one clinic."""
    time_zones: frozenset[str] = frozenset()
    """Those by whose dates it was made."""
    origins: frozenset[str] | None = None
    """Origins whose scripts may read it; None where no other website's script is spoken of."""
    is_kept: bool = True
    """Whether it may be kept: there is no end of spellings of some URLs."""

    def mark(self, response: HttpResponse) -> HttpResponse:
        """Note this with a response, which the middleware then keeps; return the response."""
        response.__dict__[MARK] = self
        return response


def made_of(response: HttpResponseBase) -> MadeOf | None:
    """Return what a response was marked with; None for one that is for its request alone."""
    return response.__dict__.get(MARK)


@dataclass(frozen=True)
class Representation:
    """The whole content of a public response with its headers (RFC 9110, 3.2)."""

    name: str
    """What it responds to."""
    status: int
    content: bytes
    headers: Mapping[str, str]
    etag: str
    made_at: float
    """Seconds since the epoch, after everything was read."""
    origins: frozenset[str] | None
    versions: Versions
    until: float
    """Seconds since the epoch: the end of the day, at its locations, in which its request began."""
    used_for: int
    """Seconds for which its header `Cache-Control` lets others show it."""

    @classmethod
    def of(cls, name: str, response: HttpResponse, made: MadeOf, began: float) -> Self:
        """Return a response that was made of something; its request came at `began`."""
        if is_compressible(response.get("Content-Type", "")):
            patch_vary_headers(response, ["Accept-Encoding"])
        headers = {name: value for name, value in response.items() if name != "Content-Length"}
        if made.versions:
            add_keys(headers, made.versions)
        digest = hashlib.sha256(f"{response['Content-Type']}\0".encode() + response.content)
        return cls(
            name=name,
            status=response.status_code,
            content=response.content,
            headers=headers,
            etag=f'"{digest.hexdigest()[:32]}"',
            made_at=time.time(),
            origins=made.origins,
            versions=made.versions,
            until=next_midnight(made.time_zones, began),
            used_for=longest_use(headers.get("Cache-Control", "")),
        )

    @property
    def is_encoded(self) -> bool:
        """Whether its content has a content coding."""
        return "Content-Encoding" in self.headers

    def encoded(self, coding: str) -> Self:
        """Return it in a content coding, with an ETag of its own; as it is where none helps."""
        if not coding or not is_compressible(self.headers.get("Content-Type", "")):
            return self
        content = compress(self.content, coding)
        if len(content) >= len(self.content):
            return self
        return replace(
            self,
            content=content,
            headers={**self.headers, "Content-Encoding": coding},
            etag=f'{self.etag[:-1]}-{coding}"',
        )


_date = lru_cache(maxsize=1024)(http_date)


def respond(request: HttpRequest, kept: Representation, began: float) -> HttpResponse:
    """Return a representation, or a 304 where the client has it; the request came at `began`."""
    response = HttpResponse(kept.content, status=kept.status, headers=dict(kept.headers))
    left = kept.until - time.time()
    if left < kept.used_for:
        response["Cache-Control"] = shortened(response["Cache-Control"], left)
    if kept.status != 200:
        return response
    response["ETag"] = kept.etag
    return _unless_known(request, response, kept, began)


def _unless_known(
    request: HttpRequest, response: HttpResponse, kept: Representation, began: float
) -> HttpResponse:
    """Return a response, or a 304 where the client has it (RFC 9110, 13).

    Dates have whole seconds. A representation's date is the second in which it was made, once
    that second is over: whatever changes later is made in a later one. Until then it might be
    made twice within the second, so it gets an earlier date, and no date in a request is trusted.
    """
    modified: int | None = None
    if kept.versions:
        modified, arrived = floor(kept.made_at), floor(began)
        is_over = modified < arrived
        response["Last-Modified"] = _date(modified if is_over else arrived - 1)
        modified = modified if is_over else None
    unchanged: HttpResponseBase | None = get_conditional_response(
        request, etag=kept.etag, last_modified=modified, response=response
    )
    # `If-Match` and `If-Unmodified-Since` protect what is written, and nothing is written here.
    if not isinstance(unchanged, HttpResponse) or unchanged.status_code != 304:
        return response
    for name, value in response.items():
        # Django leaves out cache keys and deprecations; headers of the content are rightly absent.
        if not name.startswith("Content-"):
            unchanged.headers.setdefault(name, value)
    return unchanged
