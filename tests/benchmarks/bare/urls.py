"""A view that does nothing but send the bytes of a file."""

import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import path

FILES = {each.name: each.read_bytes() for each in Path(os.environ["BENCH_BYTES"]).iterdir()}
TYPES = {".html": "text/html; charset=utf-8", ".json": "application/json"}


def send(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(FILES[name], content_type=TYPES[Path(name).suffix])


urlpatterns = [path("<str:name>", send)]
