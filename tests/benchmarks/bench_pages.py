"""How long a page takes, and how that grows with clinics.

    python tests/benchmarks/bench_pages.py [CLINICS ...]

Makes a throw-away SQLite database, clinics and twelve articles, and prints medians in ms of the
article page through the whole middleware stack, without any response cache. Compiled pages are
warm ("cold" in the design's words: no cached response, master compiled in the process).
"""

import os
import statistics
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

from django.core.management import call_command
from django.db import connection, reset_queries
from django.test import Client, override_settings

from tests.factories import make_clinic, make_condition, make_library

PATH = "/conditions/article-0/"
PROSE = "<p>{}</p>".format("Most people with this pain get better within some weeks. " * 9)
ROUNDS = 200


def build_articles() -> None:
    library = make_library()
    blocks = [
        {"type": "text", "value": PROSE + "<p>Call {{ doctor.name }}: {{ clinic.phone }}.</p>"}
    ] * 10
    for number in range(12):
        make_condition(library, f"article-{number}", title=f"Article {number}", treatment=blocks)


def median_of(client: Client, host: str, path: str) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        response = client.get(path, headers={"host": host})
        times.append((time.perf_counter() - start) * 1000)
        assert response.status_code == 200
    return statistics.median(times)


def main(steps: list[int]) -> None:
    call_command("migrate", verbosity=0)
    build_articles()
    client, built = Client(), 0
    print("clinics   queries   article ms   home ms")
    for step in steps:
        for number in range(built, step):
            make_clinic(f"c{number}", name=f"Clinic {number}", host=f"c{number}.example")
        built = step
        host = f"c{step // 2}.example"
        client.get(PATH, headers={"host": host})
        with override_settings(DEBUG=True):
            reset_queries()
            client.get(PATH, headers={"host": host})
            queries = len(connection.queries)
        article, home = median_of(client, host, PATH), median_of(client, host, "/")
        print(f"{step:7}   {queries:7}   {article:10.2f}   {home:7.2f}")


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [3, 30, 300])
