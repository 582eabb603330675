"""Asks a product as a server does, without a client of its own in between."""

from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import cycle

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

Act = Callable[[], object]
"""What is timed."""
Prepare = Callable[[], Act]
"""What comes before, which is not."""
BROWSER = {"accept": "text/html,application/xhtml+xml", "user-agent": "Mozilla/5.0"}
NETWORK_HOST = "network.example"


class Application:
    """The product, with all its middleware."""

    def __init__(self) -> None:
        self._handler = WSGIHandler()

    def get(
        self, host: str, path: str, *, status: int = 200, contains: str = "", **headers: str
    ) -> Act:
        """Return an act that makes a request, and fails on any response but the expected one."""
        environ = RequestFactory().get(path, headers={**BROWSER, "host": host, **headers}).environ

        def ask() -> None:
            response = self._handler(environ, lambda *_: None)
            content = b"".join(response)
            response.close()
            assert response.status_code == status, (host, path, response.status_code, content[:500])
            assert contains.encode() in content, (host, path, contains)

        return ask

    def fetch(self, host: str, path: str, **headers: str) -> tuple[bytes, str]:
        """Return the content of a response, and its ETag."""
        environ = RequestFactory().get(path, headers={**BROWSER, "host": host, **headers}).environ
        response = self._handler(environ, lambda *_: None)
        content = b"".join(response)
        response.close()
        assert response.status_code == 200, (host, path, response.status_code)
        return content, response.get("ETag", "")


def cookie_of(name: str) -> str:
    """Log a user in, and return the header of their browser."""
    user = User.objects.get(username=name)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def numbers_in_turn(clinics: int) -> Iterator[int]:
    """Return the numbers of five clinics, spread over the install, again and again."""
    return cycle(sorted({1 + turn * clinics // 5 for turn in range(5)}))
