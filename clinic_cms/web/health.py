"""`/healthz` and `/readyz`: what a load balancer or an orchestrator asks, by any host or IP.

`/healthz` says that the process responds, and asks nothing else. `/readyz` says whether it can
serve pages: 503, with the part that is not ready, while the database does not respond or lacks
migrations. A cache that is down makes it "degraded" and leaves it ready: pages then come from the
database, and all processes share that cache, so a 503 would take down the whole install.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotInTime
from threading import Lock, Thread
from time import monotonic

from django.core.cache import caches
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from clinic_cms.conf import get_settings

logger = logging.getLogger("clinic_cms.health")

SECONDS = 2.0
"""How long `/readyz` waits for its parts, all together; load balancers wait a little longer."""
OK = "ok"
NO_RESPONSE = "no response"
FAILS = "fails"


class Probe:
    """The question to one part of the install, asked in a thread with its own connection.

    A database that hangs holds its client for ever, and a request must not wait for that. One
    thread asks at a time, however many requests there are; they all get its answer.
    """

    def __init__(self, name: str, question: Callable[[], str]) -> None:
        self.name = name
        self._question = question
        self._lock = Lock()
        self._answer: Future[str] | None = None

    def begin(self) -> "Future[str]":
        """Ask, unless the last question has no answer yet; returns what will hold the answer."""
        with self._lock:
            if self._answer is None or self._answer.done():
                self._answer = Future()
                # A daemon: it must not keep a process alive that was told to stop.
                Thread(target=self._ask, args=[self._answer], daemon=True).start()
            return self._answer

    def wait(self, answer: "Future[str]", deadline: float) -> str:
        """Return the answer, or that there is none at the deadline, a `time.monotonic()`."""
        try:
            return answer.result(timeout=max(0.0, deadline - monotonic()))
        except NotInTime:
            logger.warning("%s: no response in %s seconds", self.name, SECONDS)
            return NO_RESPONSE

    def _ask(self, answer: "Future[str]") -> None:
        try:
            answer.set_result(self._question())
        except Exception as error:
            # Not in the response, which anyone may read: it may name hosts and users.
            logger.warning("%s: %s", self.name, error)
            answer.set_result(FAILS)
        finally:
            connection.close()


def _ask_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def _ask_cache() -> str:
    caches[get_settings().CACHE].set("clinic_cms:ready", 1, 60)
    return OK


class Migrations:
    """Whether the database has the migrations of this code. Once it has, it is not asked again."""

    def __init__(self) -> None:
        self.are_applied = False

    def __call__(self) -> str:
        if not self.are_applied:
            executor = MigrationExecutor(connection)
            missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
            if missing:
                return f"{missing} to apply"
            self.are_applied = True
        return OK


DATABASE = Probe("database", _ask_database)
CACHE = Probe("cache", _ask_cache)
MIGRATIONS = Probe("migrations", Migrations())


def alive() -> HttpResponse:
    """Respond, which is all that is asked."""
    return _response(200, {"status": "ok"})


def ready() -> HttpResponse:
    """Say which parts of the install are ready, within `SECONDS`."""
    deadline = monotonic() + SECONDS
    asked = [(probe, probe.begin()) for probe in (DATABASE, CACHE, MIGRATIONS)]
    parts = {probe.name: probe.wait(answer, deadline) for probe, answer in asked}
    if parts[DATABASE.name] != OK or parts[MIGRATIONS.name] != OK:
        return _response(503, {"status": "not ready", **parts})
    status = "ready" if parts[CACHE.name] == OK else "degraded"
    return _response(200, {"status": status, **parts})


def _response(code: int, content: dict[str, str]) -> HttpResponse:
    return JsonResponse(content, status=code, headers={"Cache-Control": "no-store"})


class HealthMiddleware:
    """Answers the two paths before anything looks at the request's host, session or scheme."""

    paths = {"/healthz": alive, "/readyz": ready}

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        respond = self.paths.get(request.path_info)
        if respond is None:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return respond()
