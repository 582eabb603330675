"""A server on this machine that behaves as a test tells it to."""

import json
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DRIP = 0.05


class Receiver(ThreadingHTTPServer):
    """Keeps what it receives; answers with the next of `answers`, the last one for ever."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[Callable[[BaseHTTPRequestHandler], None]] = [status(200)]
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook?from=clinics"

    @property
    def messages(self) -> list[dict]:
        return [json.loads(body) for _headers, body in self.received]

    def answer(self, *answers) -> "Receiver":
        self.answers = list(answers)
        return self


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.received.append((headers, body))
        answers = self.server.answers
        (answers.pop(0) if len(answers) > 1 else answers[0])(self)

    do_PURGE = do_POST

    def log_message(self, *_: object) -> None:
        pass


def status(code: int, **headers: str):
    """Answer with a status."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def hang(handler) -> None:
    """Take the message and never answer."""
    handler.server.over.wait(30)


def drip(handler) -> None:
    """Answer a byte now and then, without end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
    while not handler.server.over.is_set():
        try:
            handler.wfile.write(b".")
        except OSError:
            return
        time.sleep(DRIP)


def nonsense(handler) -> None:
    """Answer what is no HTTP."""
    handler.wfile.write(b"SSH-2.0-Receiver\r\n")


@contextmanager
def running():
    """Yield a function that starts another receiver."""
    started = []

    def start() -> Receiver:
        receiver = Receiver()
        threading.Thread(target=receiver.serve_forever, args=(0.01,), daemon=True).start()
        started.append(receiver)
        return receiver

    yield start
    for receiver in started:
        receiver.over.set()
        receiver.shutdown()
        receiver.server_close()
