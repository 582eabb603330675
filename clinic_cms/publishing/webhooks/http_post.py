"""Sends one signed message: a POST that ends by a deadline, whatever the receiver does.

No database here: senders call this from threads.
"""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from django.utils.http import parse_http_date_safe

from clinic_cms.models import WebhookDelivery
from clinic_cms.publishing.webhooks.allowed_addresses import (
    NotAllowed,
    Target,
    find_address,
    resolve,
    target_of,
)
from clinic_cms.publishing.webhooks.signature import headers_of

SECONDS = 15.0
"""How long an attempt may take: connecting, sending, and reading the response's headers."""
CHUNK = 16 * 1024
GONE = 410
ASK_TO_WAIT = frozenset({429, 503})


@dataclass(frozen=True)
class Attempt:
    """The result of an attempt: a status, or an error where there was no response."""

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


def send(delivery: WebhookDelivery) -> Attempt:
    """Make one attempt to deliver a message, whose endpoint and event are loaded."""
    headers = headers_of(delivery, datetime.now(tz=UTC))
    return post(delivery.endpoint.url, delivery.payload.encode(), headers)


class TimedSocket:
    """A socket whose operations all end by one deadline, in seconds of `time.monotonic`.

    A socket's own timeout is for each read, so a byte now and then would keep it open for ever.
    """

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self.sock, self.deadline = sock, deadline

    def arm(self) -> None:
        """Give the next operation the time that is left; raises TimeoutError."""
        self.sock.settimeout(_left_until(self.deadline))

    def start_tls(self, host: str) -> None:
        """Ask for a host's certificate, and check that it is valid for this name."""
        self.arm()
        self.sock = _tls().wrap_socket(self.sock, server_hostname=host)

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
) -> Attempt:
    """Send a message. A failure is returned: nothing is raised for what receivers do.

    The body of the response is neither read nor kept, and a redirect is not followed.
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
        error = f"No response within {seconds:g} seconds."
    except ssl.SSLCertVerificationError as failure:
        error = f"The certificate is not valid: {failure.verify_message}."
    except http.client.HTTPException as failure:
        error = f"The response is not HTTP ({type(failure).__name__})."
    except (OSError, UnicodeError) as failure:
        error = f"No connection: {failure}."
    return Attempt(status, error, round((time.monotonic() - started) * 1000), wait)


def _exchange(
    target: Target, address: str, body: bytes, headers: Mapping[str, str], deadline: float
) -> tuple[int, timedelta]:
    """Send to the address that was checked; return the status, and how long to wait."""
    sock = socket.create_connection((address, target.port), timeout=_left_until(deadline))
    with closing(TimedSocket(sock, deadline)) as timed:
        if target.scheme == "https":
            timed.start_tls(target.host)
        connection = http.client.HTTPConnection(target.host, target.port)
        connection.sock = timed
        connection.request("POST", target.path, body, {"Host": target.authority, **headers})
        response = connection.getresponse()
        return response.status, _wait_of(response)


def _left_until(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _wait_of(response: http.client.HTTPResponse) -> timedelta:
    """Return what `Retry-After` asks for, in seconds or as a date (RFC 9110, 10.2.3)."""
    if response.status not in ASK_TO_WAIT:
        return timedelta()
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        seconds: float = min(int(value[:9]), 10**8)
    else:
        seconds = (parse_http_date_safe(value) or 0) - time.time()
    return timedelta(seconds=max(seconds, 0))
