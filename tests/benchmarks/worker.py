"""Does what it is told, line by line, and says how long it took.

`{"act": name, "times": 5}` is answered with seconds of CPU and of the clock for each time, and
`{"count": name, "after": 3}` with the number of queries of the fourth time; `{"fetch": [host,
path]}` with a page, and `{}` with the names of all acts.
"""

import json
import os
import sys
import time
from importlib import import_module
from typing import Any

import django

ORDERS = os.fdopen(os.dup(sys.stdin.fileno()), encoding="utf-8")
RESPONSES = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
# What anything else prints is not a response.
os.dup2(sys.stderr.fileno(), sys.stdout.fileno())


def timed(prepare: Any, times: int) -> dict[str, list[float]]:
    cpu, wall = [], []
    for _time in range(times):
        act = prepare()
        wall_start, cpu_start = time.perf_counter(), time.process_time()
        act()
        cpu.append(time.process_time() - cpu_start)
        wall.append(time.perf_counter() - wall_start)
    return {"cpu": cpu, "wall": wall}


def counted(prepare: Any, after: int) -> int:
    """Return the queries of an act that was done some times before."""
    from django.db import connection

    for _time in range(after):
        prepare()()
    queries: list[str] = []

    def note(execute: Any, sql: str, *arguments: Any) -> Any:
        queries.append(sql)
        return execute(sql, *arguments)

    act = prepare()
    with connection.execute_wrapper(note):
        act()
    return len(queries)


def main() -> None:
    django.setup()
    from tests.benchmarks.asking import Application

    product = import_module(f"tests.benchmarks.{os.environ['BENCH_PRODUCT']}.acts")
    clinics, *languages = json.loads(os.environ["BENCH_CLINICS"])
    acts = product.acts(clinics, tuple(languages))
    for line in ORDERS:
        order = json.loads(line)
        if "count" in order:
            response: Any = counted(acts[order["count"]], order["after"])
        elif "act" in order:
            response = timed(acts[order["act"]], order["times"])
        elif "fetch" in order:
            response = Application().fetch(*order["fetch"])[0].decode()
        else:
            response = [*acts]
        print(json.dumps(response), file=RESPONSES, flush=True)


if __name__ == "__main__":
    main()
