"""`python -m tests.benchmarks [--quick]`: measures everything, and writes docs/performance.md.

The quick form measures 10 and 1,000 clinics, and writes performance.md beside its databases.
"""

import argparse
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import machine
from tests.benchmarks.bench import Bench, Plan
from tests.benchmarks.databases import ROOT, Databases
from tests.benchmarks.report import Run, write

FULL = Plan(sizes=(10, 100, 1_000, 10_000), passes=5, seconds=2, visits=400, launches=100)
QUICK = Plan(sizes=(10, 1_000), passes=3, seconds=1, visits=100, launches=40)
TINY = Plan(sizes=(2,), passes=1, seconds=0.2, visits=4, launches=2, server_workers=1, most_times=1)
"""Whether it runs at all."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_const", const=QUICK, default=FULL, dest="plan")
    parser.add_argument("--tiny", action="store_const", const=TINY, dest="plan")
    options = parser.parse_args()
    folder = Path(os.environ.get("BENCH_DIR") or ROOT / ".bench").absolute()
    databases, plan = Databases(folder), options.plan
    page = (ROOT / "docs" if plan is FULL else folder) / "performance.md"
    began = datetime.now(UTC)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        results = Bench(plan, databases, Path(scratch)).run()
    run = Run(plan, results, began, datetime.now(UTC), machine.describe(ROOT))
    page.write_text(write(run), encoding="utf-8")
    print(f"Written to {page}")


if __name__ == "__main__":
    main()
