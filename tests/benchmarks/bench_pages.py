"""How long a page takes, and how that grows with clinics.

    python tests/benchmarks/bench_pages.py [CLINICS ...]

Makes a throw-away SQLite database with twelve articles and so many clinics, and prints medians of
CPU time in ms through the whole middleware stack, for an article's page, a home and an article as
JSON: made where this process knows nothing of the clinic, made where it remembers it, and kept.
Pages are compiled in all cases. A bare view sends an article's bytes through Django's middleware
alone: nothing can be faster.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
data = tempfile.TemporaryDirectory()
os.environ["CLINIC_CMS_DATA_DIR"] = data.name
os.environ["TEST_DATABASE_URL"] = f"sqlite:///{data.name}/bench.sqlite3"
os.environ["DJANGO_SETTINGS_MODULE"] = "sites.settings.test"

import django

django.setup()

from types import ModuleType

from django.conf import settings
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from tests.cloned_clinics import clone_clinic
from tests.factories import make_clinic, make_condition, make_library
from tests.memory import forget_clinics

ARTICLE = "/conditions/article-0/"
PROSE = "<p>{}</p>".format("Most people with this pain get better within some weeks. " * 9)
MADE, KEPT = 60, 500
"""How often each is measured."""


def build_articles() -> None:
    library = make_library()
    blocks = [
        {"type": "text", "value": PROSE + "<p>Call {{ doctor.name }}: {{ clinic.phone }}.</p>"}
    ] * 10
    for number in range(12):
        make_condition(library, f"article-{number}", title=f"Article {number}", treatment=blocks)


def ask(application, host, url):
    """Return the CPU time of a request in ms, and its content."""
    environ = RequestFactory().get(url, headers={"host": host}).environ
    start = time.process_time()
    response = application(environ, lambda *_: None)
    content = b"".join(response)
    response.close()
    passed = (time.process_time() - start) * 1000
    assert response.status_code == 200, (host, url, response.status_code)
    return passed, content


def median(application, host, url, *, rounds, before=lambda: None):
    times = []
    for _round in range(rounds):
        before()
        times.append(ask(application, host, url)[0])
    return statistics.median(times)


def forget_all():
    cache.clear()
    forget_clinics()


def bare(content):
    """Return the time of a view that does nothing."""
    urls = ModuleType("bare_urls")
    urls.urlpatterns = [path("bare/", lambda request: HttpResponse(content))]
    sys.modules[urls.__name__] = urls
    middleware = [name for name in settings.MIDDLEWARE if name.startswith("django.")]
    with override_settings(ROOT_URLCONF=urls.__name__, MIDDLEWARE=middleware):
        return median(WSGIHandler(), "bare.example", "/bare/", rounds=KEPT)


def measure(application, step, host, url):
    first = median(application, host, url, rounds=MADE, before=forget_all)
    again = median(application, host, url, rounds=MADE, before=cache.clear)
    ask(application, host, url)
    kept = median(application, host, url, rounds=KEPT)
    nothing = bare(ask(application, host, url)[1])
    ratio = kept / nothing
    print(
        f"{step:7}  {url:50}  {first:6.2f}  {again:6.2f}  {kept:6.3f}  {nothing:6.3f}  {ratio:5.2f}"
    )


def measure_all(step):
    build_articles()
    clone_clinic(make_clinic().clinic, step - 1)
    application, number = WSGIHandler(), max(1, step // 2)
    host = f"c{number}.kosak.example"
    for url in (ARTICLE, "/"):
        measure(application, step, host, url)
    json = f"/api/v1/clinics/kosak-c{number}/conditions/article-0"
    measure(application, step, "network.example", json)


def main(steps: list[int]) -> None:
    print(f"{'clinics':7}  {'URL':50}  {'first':>6}  {'again':>6}  {'kept':>6}  {'bare':>6}  ratio")
    for step in steps:
        # Each has a database of its own.
        subprocess.run([sys.executable, __file__, "--one", str(step)], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        call_command("migrate", verbosity=0)
        measure_all(int(sys.argv[2]))
    else:
        main([int(argument) for argument in sys.argv[1:]] or [10, 1_000, 10_000])
