"""How long an article as JSON takes: made again, kept, and already known to the reader.

    python tests/benchmarks/bench_api.py [CLINICS]

Makes a throw-away SQLite database, clinics and twelve articles, and prints medians in ms through
the whole middleware stack: with a cache of the process's own, and with a Redis, if there is one.
Compiled pages are warm. A request that does nothing says how much of it is Django's and the
client's.
"""

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

# Sets up Django, with a database of its own.
from tests.benchmarks.bench_pages import build_articles  # isort: split

from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection, reset_queries
from django.test import RequestFactory, override_settings

from tests.caches import Redis
from tests.factories import make_clinic

HOST = "network.example"
NOTHING = "/api/v1/nothing"
ROUNDS = 300


class Asker:
    """Asks the application as a server does, without a client of its own in between."""

    def __init__(self, path):
        self.application, self.path, self.etag = WSGIHandler(), path, ""

    def __call__(self, status=200, **headers):
        environ = RequestFactory().get(self.path, headers={"host": HOST, **headers}).environ
        start = time.perf_counter()
        response = self.application(environ, lambda *_: None)
        passed = (time.perf_counter() - start) * 1000
        response.close()
        assert response.status_code == status, response.content
        self.etag = response.get("ETag", "")
        return passed


def median(ask, before=lambda: None):
    times = []
    for _ in range(ROUNDS):
        before()
        times.append(ask())
    return statistics.median(times)


def queries_of(ask):
    with override_settings(DEBUG=True):
        reset_queries()
        ask()
        return len(connection.queries)


def measure(name):
    ask, nothing = Asker("/api/v1/clinics/c1/conditions/article-0"), Asker(NOTHING)
    ask()
    etag = ask.etag
    cases = {
        "made": (ask, cache.clear),
        "kept": (ask, lambda: None),
        "304": (lambda: ask(304, if_none_match=etag), lambda: None),
        "nothing": (lambda: nothing(404), lambda: None),
    }
    for case, (asked, before) in cases.items():
        asked()
        before()
        queries = queries_of(asked)
        print(f"{name:8} {case:8} {queries:7}   {median(asked, before):6.2f}")


def main(clinics):
    call_command("migrate", verbosity=0)
    build_articles()
    for number in range(clinics):
        make_clinic(f"c{number}", name=f"Clinic {number}", host=f"c{number}.example")
    print("cache    answer   queries       ms")
    measure("process")
    if shutil.which("redis-server"):
        with tempfile.TemporaryDirectory() as folder:
            redis = Redis(folder)
            backend = "django.core.cache.backends.redis.RedisCache"
            with override_settings(CACHES={"default": {"BACKEND": backend, "LOCATION": redis.url}}):
                measure("redis")
                cache.close()
            redis.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
