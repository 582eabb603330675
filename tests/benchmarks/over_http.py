"""A product served by gunicorn, and the load that is put on it."""

import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from tests.benchmarks.processes import ROOT, environment

CONNECTIONS = 4
"""How many requests are on their way at any time."""
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """gunicorn with some workers that have one thread each, which is its default."""

    def __init__(self, product: str, database: Path, workers: int, **variables: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        application = "django.core.wsgi:get_wsgi_application()"
        options = ["--bind", f"127.0.0.1:{self.port}", "--workers", str(workers)]
        options += ["--log-level", "warning", "--no-control-socket"]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", application, *options],
            env=environment(product, database, **variables),
            cwd=ROOT,
        )

    def wait(self, host: str, path: str) -> None:
        """Return once it serves a page."""
        for _attempt in range(600):
            assert self._process.poll() is None, "gunicorn ended."
            try:
                put_load(self.port, host, path, requests=1)
            except ConnectionRefusedError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError(f"{host} was not served within a minute.")

    def workers(self) -> list[int]:
        """The processes that serve."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def cpu(self) -> float:
        """Seconds of CPU that its workers have taken."""
        fields = [Path(f"/proc/{pid}/stat").read_text().rsplit(")")[1] for pid in self.workers()]
        return sum(int(ticks) for each in fields for ticks in each.split()[11:13]) / TICKS

    def memory(self) -> float:
        """MB of the larger of its workers."""
        statuses = [Path(f"/proc/{pid}/status").read_text() for pid in self.workers()]
        return max(int(text.partition("VmRSS:")[2].split()[0]) for text in statuses) / 1024

    def __enter__(self) -> "Server":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait()


def put_load(
    port: int, host: str, path: str, *, seconds: float = 60, requests: int | None = None
) -> float:
    """Request a page again and again, each time on a new connection; return requests a second.

    Ends after a time, or a number of requests. Raises AssertionError on any status but 200.
    """
    text = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n"
    done, start = 0, time.monotonic()
    with selectors.DefaultSelector() as selector:
        for _connection in range(min(CONNECTIONS, requests or CONNECTIONS)):
            _begin(selector, port, text.encode())
        while selector.get_map():
            for key, _events in selector.select():
                received = key.fileobj.recv(65_536)
                key.data.append(received)
                if received:
                    continue
                selector.unregister(key.fileobj)
                key.fileobj.close()
                head = b"".join(key.data)[:200]
                assert head.startswith(b"HTTP/1.1 200"), (host, path, head)
                done += 1
                passed = time.monotonic() - start
                left = None if requests is None else requests - done - len(selector.get_map())
                if passed < seconds and (left is None or left > 0):
                    _begin(selector, port, text.encode())
    return done / (time.monotonic() - start)


def _begin(selector: selectors.BaseSelector, port: int, request: bytes) -> None:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(request)
    selector.register(connection, selectors.EVENT_READ, [])
