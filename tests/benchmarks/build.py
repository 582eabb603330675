"""Fills a migrated database with clinics: `python -m tests.benchmarks.build '[10, "en-us"]'`."""

import json
import os
import sys
from importlib import import_module

import django


def main(order: str) -> None:
    clinics, *languages = json.loads(order)
    django.setup()
    build = import_module(f"tests.benchmarks.{os.environ['BENCH_PRODUCT']}.build")
    build.prepare(tuple(languages))
    build.launch(range(1, clinics + 1), tuple(languages))
    build.make_owner(max(1, clinics // 2))


if __name__ == "__main__":
    main(sys.argv[1])
