"""Someone who sends requests, each in a transaction that is rolled back."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.contrib.auth.models import User
from django.core import mail
from django.db import transaction
from django.test import Client, TestCase
from django_tasks import default_task_backend

from clinic_cms.conf import get_settings
from clinic_cms.isolation_audit.rows import written_tables


@dataclass
class Sent:
    """What came back of a request."""

    status: int
    parts: dict[str, bytes]
    """What a person or program receives, by where: "body", "headers", "mail" and so on."""
    written: set[str]
    """The tables that it wrote."""
    error: str = ""
    context: Any = field(default=None, repr=False)
    html: str = ""


class Visitor:
    """A browser on one host, signed in or not; nothing that it does lasts."""

    def __init__(self, host: str, user: User | None = None) -> None:
        self.host = host
        self.client = Client(raise_request_exception=False, headers={"host": host})
        if user is not None:
            self.client.force_login(user)
        self._cookies: SimpleCookie = deepcopy(self.client.cookies)

    def send(
        self, method: str, url: str, data: Any = None, *, inspect: Any = None
    ) -> Sent:
        """Send a request; `inspect` is called with the result before all is rolled back."""
        self.client.cookies = deepcopy(self._cookies)
        mail.outbox = []
        _clear_tasks()
        with ExitStack() as stack:
            stack.enter_context(_rolled_back())
            written = stack.enter_context(written_tables())
            sent = self._send(method, url, data)
            sent.written = written
            if inspect is not None:
                inspect(sent)
        return sent

    def _send(self, method: str, url: str, data: Any) -> Sent:
        is_secure = get_settings().SCHEME == "https"
        request: dict[str, Any] = {"secure": is_secure}
        if method in {"GET", "HEAD"}:
            call = getattr(self.client, method.lower())
        elif method == "POST":
            call, request["data"] = self.client.post, data or {}
        else:
            call = getattr(self.client, method.lower())
            request |= {"data": data or {}, "content_type": "application/json"}
        try:
            with TestCase.captureOnCommitCallbacks(execute=True):
                response = call(url, **request)
        except Exception as error:  # A callback's: the audit goes on, and reports it.
            return Sent(0, {}, set(), error=f"{type(error).__name__}: {error}")
        return _received(response)


def _received(response: Any) -> Sent:
    streaming = getattr(response, "streaming", False)
    body = b"".join(response.streaming_content) if streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    cookies = response.cookies.output()
    parts = {
        "body": body,
        "headers": f"{headers}\n{cookies}".encode(),
        "mail": b"\n".join(_mails()),
        "tasks": b"\n".join(_tasks()),
    }
    info = getattr(response, "exc_info", None)
    error = f"{info[0].__name__}: {info[1]}" if info and response.status_code >= 500 else ""
    kind = response.get("Content-Type", "")
    html = body.decode(errors="replace") if "html" in kind or "json" in kind else ""
    return Sent(response.status_code, parts, set(), error, getattr(response, "context", None), html)


def _mails() -> Iterator[bytes]:
    for message in mail.outbox:
        yield f"{message.subject}\n{message.body}\n{message.from_email}".encode()
        for content, _kind in getattr(message, "alternatives", ()):
            yield str(content).encode()


def _tasks() -> Iterator[bytes]:
    for result in getattr(default_task_backend, "results", ()):
        yield f"{result.args} {result.kwargs}".encode()


def _clear_tasks() -> None:
    if hasattr(default_task_backend, "clear"):
        default_task_backend.clear()


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)

