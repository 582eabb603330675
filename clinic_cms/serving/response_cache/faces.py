"""The faces under which clinics are read, pages and the API: what each asks of kept responses."""

from typing import Protocol

from django.http import HttpResponse

from clinic_cms.serving.response_cache.kept import Request
from clinic_cms.serving.response_cache.representation import Representation
from clinic_cms.serving.visit import ClinicRequest


class Face(Protocol):
    """One of the faces under which clinics are read: pages, or the API."""

    def covers(self, request: ClinicRequest) -> bool:
        """Whether a request is for this face."""

    def refuse(self, request: ClinicRequest) -> HttpResponse | None:
        """Return the response to a request that is not read any further."""

    def asked(self, request: ClinicRequest) -> Request | None:
        """Return what a request asks for; None where its response is for it alone."""

    def complete(
        self, request: ClinicRequest, response: HttpResponse, kept: Representation | None
    ) -> HttpResponse:
        """Return a response with what is for its request alone; `kept` is what it was made from."""


_faces: list[Face] = []


def register_face(face: Face) -> Face:
    """Add a face; it is asked before those that were there."""
    if face not in _faces:
        _faces.insert(0, face)
    return face


def face_of(request: ClinicRequest) -> Face:
    """Return the face that a request is for."""
    return next(face for face in _faces if face.covers(request))


def set_length(request: ClinicRequest, response: HttpResponse) -> None:
    """Set `Content-Length`; a HEAD gets that of the content that it does not get.

    A 304 has none: clients wait for as many bytes as it names (RFC 9110, 8.6).
    """
    if response.status_code != 304:
        response.headers.setdefault("Content-Length", str(len(response.content)))
    if request.method == "HEAD":
        response.content = b""
