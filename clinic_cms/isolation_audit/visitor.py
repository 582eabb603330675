"""Someone who sends requests, each in a transaction that is rolled back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import transaction
from django.test import Client, TestCase
from django_tasks import default_task_backend

from clinic_cms.conf import get_settings
from clinic_cms.isolation_audit.rows import written_tables

SESSIONS = Session._meta.db_table


@dataclass
class Received:
    """What came back of a request."""

    status: int = 0
    parts: dict[str, bytes] = field(default_factory=dict)
    """What a person or program receives, by where: "body", "headers", "mail" and so on."""
    written: set[str] = field(default_factory=set)
    """The tables that it wrote."""
    error: str = ""
    """The exception in which it ended."""
    html: str = ""
    context: Any = field(default=None, repr=False)
    """What its templates were given."""


class Visitor:
    """A browser on one host, signed in or not; nothing that it does lasts."""

    def __init__(self, host: str, user: User | None = None, token: str = "") -> None:
        self.host = host
        headers = {"host": host} | ({"authorization": f"Bearer {token}"} if token else {})
        self._client = Client(raise_request_exception=False, headers=headers)
        if user is not None:
            self._client.force_login(user)
        self._cookies: SimpleCookie = deepcopy(self._client.cookies)
        self._is_secure = get_settings().SCHEME == "https"

    def send(
        self,
        method: str,
        url: str,
        data: Any = None,
        *,
        is_json: bool = False,
        inspect: Callable[[Received], None] | None = None,
    ) -> Received:
        """Send a request; `inspect` is called with what came back before all is rolled back.

        The page to which a successful POST leads is read too: it shows what was done.
        """
        self._client.cookies = deepcopy(self._cookies)
        mail.outbox = []
        clear_tasks()
        with _rolled_back(), written_tables() as written:
            received = self._call(method, url, data, is_json=is_json or method != "POST")
            received.written = written
            if method == "POST" and 300 <= received.status < 400 and written - {SESSIONS}:
                received.parts["page after it"] = self._next_page(received)
            if inspect is not None:
                inspect(received)
        return received

    def _call(self, method: str, url: str, data: Any, *, is_json: bool) -> Received:
        call = getattr(self._client, method.lower())
        request: dict[str, Any] = {"secure": self._is_secure}
        for file in (
            value
            for values in (data or {}).values()
            if isinstance(values, list)
            for value in values
        ):
            if hasattr(file, "seek"):
                file.seek(0)
        if method not in {"GET", "HEAD"}:
            request["data"] = data or {}
            request |= {"content_type": "application/json"} if is_json else {}
        try:
            with TestCase.captureOnCommitCallbacks(execute=True):
                response = call(url, **request)
                if response.status_code == HTTPStatus.BAD_REQUEST:
                    # Some views are for scripts alone, and tell these by a header.
                    script = {"headers": {"x-requested-with": "XMLHttpRequest"}}
                    response = call(url, **request, **script)
        except Exception as error:
            # Of a callback: it is reported, and the audit goes on.
            return Received(error=f"{type(error).__name__}: {error}")
        return _received(response)

    def _next_page(self, received: Received) -> bytes:
        url = urlsplit(received.parts["redirect"].decode())
        path = f"{url.path}?{url.query}" if url.query else url.path
        response = self._client.get(path, secure=self._is_secure)
        return _received(response).parts["body"]


def _received(response: Any) -> Received:
    is_streaming = getattr(response, "streaming", False)
    body = b"".join(response.streaming_content) if is_streaming else response.content
    headers = "\n".join(
        f"{name}: {value}" for name, value in response.items() if name != "Location"
    )
    parts = {
        "body": body,
        "redirect": response.get("Location", "").encode(),
        "headers": f"{headers}\n{response.cookies.output()}".encode(),
        "mail": b"\n".join(_mails()),
        "tasks": b"\n".join(_tasks()),
    }
    exception = getattr(response, "exc_info", None)
    is_text = any(kind in response.get("Content-Type", "") for kind in ("html", "json"))
    return Received(
        response.status_code,
        parts,
        error=f"{exception[0].__name__}: {exception[1]}" if exception else "",
        html=body.decode(errors="replace") if is_text else "",
        context=getattr(response, "context", None),
    )


def _mails() -> Iterator[bytes]:
    for message in mail.outbox:
        yield message.message().as_bytes()
        # As they were written: lines are cut, and may be encoded, in what is sent.
        yield f"{message.subject}\n{message.body}".encode()
        for content, _kind in getattr(message, "alternatives", ()):
            yield str(content).encode()


def _tasks() -> Iterator[bytes]:
    for result in getattr(default_task_backend, "results", ()):
        yield f"{result.args} {result.kwargs}".encode()


def clear_tasks() -> None:
    """Forget the tasks that were enqueued; a backend that keeps none has nothing to forget."""
    if hasattr(default_task_backend, "clear"):
        default_task_backend.clear()


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
