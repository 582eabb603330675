"""Which requests are for files: they go past the search for a clinic, and are not kept."""

import re
from functools import lru_cache

from django.conf import settings
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from clinic_cms.serving.response_cache.lookup import Request
from clinic_cms.serving.response_cache.representation import Representation
from clinic_cms.serving.visit import ClinicRequest


def is_for_file(path: str) -> bool:
    """Whether a path is that of a file, of which one query finds out all there is to know."""
    return _paths().match(path) is not None


@lru_cache(maxsize=1)
def _paths() -> re.Pattern[str]:
    """Return what the paths of files look like, those of documents included."""
    parts = [f"{re.escape(settings.MEDIA_URL)}."] if media_route() else []
    try:
        documents = reverse("wagtaildocs_serve", args=(0, "")).removesuffix("0/")
        parts.append(rf"{re.escape(documents)}\d+/.")
    except NoReverseMatch:
        pass
    return re.compile("|".join(parts) or r"(?!)")


def media_route() -> str:
    """Return `MEDIA_URL` as a pattern of URLs begins; "" where it is another host's."""
    media: str = settings.MEDIA_URL
    return media.lstrip("/") if media.startswith("/") and not media.startswith("//") else ""


class FileCacheRules:
    """Files are not kept among responses: they lie in a storage already."""

    def covers(self, request: ClinicRequest) -> bool:
        return is_for_file(request.path)

    def refuse(self, request: ClinicRequest) -> HttpResponse | None:
        return None

    def asked(self, request: ClinicRequest) -> Request | None:
        return None

    def complete(
        self, request: ClinicRequest, response: HttpResponse, kept: Representation | None
    ) -> HttpResponse:
        return response
