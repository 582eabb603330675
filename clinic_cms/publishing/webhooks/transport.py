"""One attempt to send one message: a POST that ends by a deadline, whatever the receiver does.

No database here: senders call this from threads.
"""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

from django.utils import timezone

from clinic_cms.publishing.webhooks.addresses import (
    NotAllowed,
    Target,
    find_address,
    resolve,
    target_of,
)

SECONDS = 15.0
"""How long an attempt may take in all: connecting, sending, and reading the answer's headers."""
CHUNK = 16 * 1024
GONE = 410
ASK_TO_WAIT = frozenset({429, 503})


@dataclass(frozen=True)
class Answer:
    """What came of an attempt: a status, or an error where there was none."""

    status: int | None = None
    error: str = ""
    ms: int = 0
    wait: timedelta = timedelta()
    """How long the receiver asks us to wait before the next attempt."""

    @property
    def is_success(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        return self.status == GONE


class TimedSocket:
    """A socket all of whose operations end by one deadline, in seconds of `time.monotonic`.

    A socket's own time limit is for each read, so a byte now and then would keep it open for ever.
    """

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self.sock, self.deadline = sock, deadline

    def arm(self) -> None:
        """Give the next operation what time is left; raises TimeoutError."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.sock.settimeout(left)

    def sendall(self, data: bytes) -> None:
        for start in range(0, len(data), CHUNK):
            self.arm()
            self.sock.sendall(data[start : start + CHUNK])

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self))

    def close(self) -> None:
        self.sock.close()


class _Reader(io.RawIOBase):
    def __init__(self, timed: TimedSocket) -> None:
        self.timed = timed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.timed.arm()
        return self.timed.sock.recv_into(buffer)


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    resolver: Callable[[str, int], Iterable[str]] = resolve,
    seconds: float = SECONDS,
) -> Answer:
    """Send a message. Every failure is an answer: nothing is raised for what receivers do.

    The body of the answer is neither read nor kept, and a redirect is not followed.
    """
    started = time.monotonic()
    status, error, wait = None, "", timedelta()
    try:
        target = target_of(url)
        address = find_address(target, resolver)
        status, wait = _exchange(target, address, body, headers, started + seconds)
    except NotAllowed as refusal:
        error = str(refusal)
    except TimeoutError:
        error = f"No answer within {seconds:g} seconds."
    except ssl.SSLCertVerificationError as failure:
        error = f"The certificate is not valid: {failure.verify_message}."
    except http.client.HTTPException as failure:
        error = f"The answer is not HTTP ({type(failure).__name__})."
    except (OSError, UnicodeError) as failure:
        error = f"No connection: {failure}."
    return Answer(status, error, round((time.monotonic() - started) * 1000), wait)


def _exchange(
    target: Target, address: str, body: bytes, headers: Mapping[str, str], deadline: float
) -> tuple[int, timedelta]:
    connection = http.client.HTTPConnection(target.host, target.port)
    timed = _connect(target, address, deadline)
    try:
        connection.sock = timed
        connection.request("POST", target.path, body, {"Host": target.authority, **headers})
        answer = connection.getresponse()
        return answer.status, _wait_of(answer)
    finally:
        timed.close()


def _connect(target: Target, address: str, deadline: float) -> TimedSocket:
    """Connect to the address that was checked; TLS asks for, and checks, the host's name."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    sock = socket.create_connection((address, target.port), timeout=left)
    timed = TimedSocket(sock, deadline)
    if target.scheme == "https":
        try:
            timed.arm()
            timed.sock = _tls().wrap_socket(sock, server_hostname=target.host)
        except OSError:
            sock.close()
            raise
    return timed


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _wait_of(answer: http.client.HTTPResponse) -> timedelta:
    """Return what `Retry-After` asks for, in seconds or as a date (RFC 9110, 10.2.3)."""
    value = (answer.headers.get("Retry-After") or "").strip()
    if answer.status not in ASK_TO_WAIT or not value:
        return timedelta()
    if value.isascii() and value.isdigit():
        return timedelta(seconds=min(int(value[:9]), 10**8))
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        # Also a year of twenty digits.
        return timedelta()
    aware = at if at.tzinfo else timezone.make_aware(at)
    return max(aware - timezone.now(), timedelta())
