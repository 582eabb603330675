"""How a file is sent: from a disk, by the web server in front, or from an object store."""

import mimetypes
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import Storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.encoding import filepath_to_uri
from django.utils.http import http_date, parse_http_date_safe, quote_etag

from clinic_cms.conf import get_settings
from clinic_cms.serving.surrogate_keys import set_keys

RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
PLAIN = "application/octet-stream"
PRIVATE = "private, no-cache"
"""A browser asks each time: someone else may be signed in by then, or no one."""
mimetypes.add_type("image/avif", ".avif")
mimetypes.add_type("image/webp", ".webp")


class SignedURLs:
    """Makes an object store's storage class lead to its files by way of `MEDIA_URL`.

    Pages are kept, and a signed URL expires; so they name ours, which redirects to a signed one.
    Put it first: `class Media(SignedURLs, S3Storage)`.
    """

    def url(self, name: str | None) -> str:
        """Return the URL that pages print."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name) or "")

    def signed_url(self, name: str) -> str:
        """Return the object store's own URL, which is to be valid for a short time."""
        base: Any = super()
        return str(base.url(name))


@dataclass(frozen=True)
class Sending:
    """A file, with the headers that it is sent with."""

    storage: Storage
    name: str
    is_public: bool
    key: str = ""
    """By which a CDN purges a public file."""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = ""
    """Without quotes; made of size and time where it is empty."""


def send(request: HttpRequest, file: Sending) -> HttpResponseBase | None:
    """Return the response with a file; None where the storage does not have it."""
    response = _send(request, file)
    if response is None:
        return None
    seconds = get_settings().FILES_MAX_AGE
    control = f"public, max-age={seconds}" if file.is_public else PRIVATE
    response.headers.setdefault("Cache-Control", control)
    if file.is_public and file.key:
        set_keys(response, [file.key])
    # Neither a drawing nor a document runs scripts on a clinic's host.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    for name, value in file.headers.items():
        response.headers[name] = value
    return response


def _send(request: HttpRequest, file: Sending) -> HttpResponseBase | None:
    prefix = get_settings().FILES_ACCEL_PREFIX
    if prefix:
        response = HttpResponse(content_type=_type_of(file))
        response["X-Accel-Redirect"] = urljoin(prefix, filepath_to_uri(file.name) or "")
        return response
    storage: Any = file.storage
    if hasattr(storage, "signed_url"):
        # What it leads to expires.
        return _uncached(redirect(storage.signed_url(file.name)))
    path = _path(storage, file.name)
    if path is not None:
        return _from_disk(request, file, path)
    url = str(storage.url(file.name))
    if not url.startswith(settings.MEDIA_URL):
        return _uncached(redirect(url))
    try:
        return FileResponse(storage.open(file.name), content_type=_type_of(file))
    except FileNotFoundError:
        return None


def _path(storage: Storage, name: str) -> Path | None:
    try:
        path = Path(storage.path(name))
    except NotImplementedError:
        return None
    return path if path.is_file() else None


def _uncached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = PRIVATE
    return response


def _type_of(file: Sending) -> str:
    return file.content_type or mimetypes.guess_type(file.name)[0] or PLAIN


def _from_disk(request: HttpRequest, file: Sending, path: Path) -> HttpResponseBase:
    """Return the content, a part of it, or a 304 (RFC 9110, 13 and 14)."""
    status = path.stat()
    modified = int(status.st_mtime)
    etag = quote_etag(file.etag or f"{status.st_mtime_ns:x}-{status.st_size:x}")
    unchanged = get_conditional_response(request, etag, modified)
    response = unchanged or _content(request, file, path, etag, modified)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified)
    return response


def _content(
    request: HttpRequest, file: Sending, path: Path, etag: str, modified: int
) -> HttpResponseBase:
    size, kind = path.stat().st_size, _type_of(file)
    part = _part(request, size, etag, modified)
    response: HttpResponseBase
    if part is not None and not part:
        response = HttpResponse(status=416)
        response.headers["Content-Range"] = f"bytes */{size}"
        return response
    if request.method == "HEAD":
        response = HttpResponse(content_type=kind)
        response.headers["Content-Length"] = str(size)
    elif part is None:
        response = FileResponse(path.open("rb"), content_type=kind)
    else:
        content = _Part(path.open("rb"), part)
        response = FileResponse(content, content_type=kind, status=206)
        response.headers["Content-Length"] = str(len(part))
        response.headers["Content-Range"] = f"bytes {part[0]}-{part[-1]}/{size}"
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _part(request: HttpRequest, size: int, etag: str, modified: int) -> range | None:
    """Return which bytes are asked for: none where there are none such, None for all.

    Several ranges at once are answered with the whole, as a server may.
    """
    asked = RANGE.match(request.headers.get("Range", "")) if request.method == "GET" else None
    if asked is None or asked[0] == "bytes=-":
        return None
    condition = request.headers.get("If-Range")
    if condition and condition != etag and parse_http_date_safe(condition) != modified:
        return None
    first, last = asked.groups()
    if not first:
        return range(max(size - int(last), 0), size)
    return range(int(first), min(int(last) + 1, size) if last else size)


class _Part:
    """A file of which some bytes are read, and no others."""

    def __init__(self, content: IO[bytes], part: range) -> None:
        content.seek(part[0])
        self._content, self._left = content, len(part)
        self.close = content.close

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        self._left -= wanted
        return self._content.read(wanted)
