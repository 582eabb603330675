"""Processes of the app, asked over HTTP, and people who read and edit in them."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
CLINIC = "kosak.example"
NETWORK = "network.example"
ARTICLE = "/conditions/back-spasms/"
ARTICLE_JSON = "/api/v1/resolve?host=kosak.example&path=/conditions/back-spasms/"
SECONDS = 60
"""Longer than anything takes here, on a machine with other things to do."""


@dataclass(frozen=True)
class Install:
    """What the processes of one install share."""

    database: str
    redis: str
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "sites.settings.test",
            "TEST_DATABASE_URL": self.database,
            "REDIS_URL": self.redis,
            "CLINIC_CMS_DATA_DIR": str(self.folder),
            "PYTHONPATH": str(ROOT),
        }

    def start(self, *arguments: str) -> subprocess.Popen:
        """Start Python with arguments."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        command = [sys.executable, *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, **pipes)

    def run(self, *arguments: str) -> str:
        """Run Python with arguments, and return what it prints."""
        process = self.start(*arguments)
        printed, _nothing = process.communicate(timeout=5 * SECONDS)
        assert process.returncode == 0, printed
        return printed


class App:
    """A process of the app with four threads, as a server runs it."""

    def __init__(self, install: Install, name: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = (install.folder / f"{name}.log").open("w+")
        command = [sys.executable, "-m", "gunicorn", "sites.wsgi", "--threads", "4"]
        self.process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{self.port}"],
            cwd=ROOT,
            env=install.environment,
            stdout=self.log,
            stderr=self.log,
        )
        wait_until(self.is_ready)

    def ask(self, path: str, host: str = CLINIC, **request) -> "Response":
        """Return the response to a request, made on a connection of its own."""
        headers = {"Host": host, **request.pop("headers", {})}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            connection.request(request.pop("method", "GET"), path, headers=headers, **request)
            response = connection.getresponse()
            return Response(response.status, response.read().decode(), response.headers)
        finally:
            connection.close()

    def is_ready(self) -> bool:
        try:
            return self.ask("/readyz").status == 200
        except OSError:
            return False

    def shown(self) -> "Shown":
        """The article as patients and front ends see it now."""
        page, answer = self.ask(ARTICLE), self.ask(ARTICLE_JSON, NETWORK)
        heading = re.search(r"<h1[^>]*>\s*(.*?)\s*</h1>", page.text, re.DOTALL)
        return Shown(
            heading[1] if page.status == 200 else page.status,
            json.loads(answer.text)["page"]["title"] if answer.status == 200 else answer.status,
        )

    @property
    def workers_started(self) -> int:
        """How often a worker was started: once, unless one died."""
        return Path(self.log.name).read_text().count("Booting worker")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        self.log.close()


@dataclass(frozen=True)
class Response:
    status: int
    text: str
    headers: http.client.HTTPMessage


@dataclass(frozen=True)
class Shown:
    """The article's title, or the status where there is no page."""

    page: str | int
    answer: str | int


class Editor:
    """A person of the agency who is signed in."""

    def __init__(self, app: App, password: str) -> None:
        self.app, self.cookies = app, {}
        self.ask("/admin/login/")
        self.submit("/admin/login/", username="agency", password=password)
        assert "sessionid" in self.cookies

    def ask(self, path: str, **request) -> Response:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        request["headers"] = {**request.get("headers", {}), "Cookie": cookies}
        response = self.app.ask(path, NETWORK, **request)
        for header in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return response

    def submit(self, path: str, **fields: str) -> None:
        """Submit a form of the admin, which leads on."""
        fields["csrfmiddlewaretoken"] = self.cookies["csrftoken"]
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        response = self.ask(path, method="POST", body=urlencode(fields), headers=headers)
        assert response.status == 302, response.text

    def publish(self, page: int) -> None:
        self.submit(f"/admin/bulk/wagtailcore/page/publish/?id={page}")

    def unpublish(self, page: int) -> None:
        self.submit(f"/admin/pages/{page}/unpublish/")


def wait_until(condition, seconds: float = SECONDS) -> None:
    """Wait for a condition that comes true."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"Nothing came of {condition}."
        time.sleep(0.1)
