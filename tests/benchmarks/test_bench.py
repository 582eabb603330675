"""The whole benchmark runs, with two clinics and once."""

import os
import subprocess
import sys

from tests.benchmarks.databases import ROOT, Databases
from tests.benchmarks.measures import MEASURES
from tests.processes import make_database


def test_every_row_has_a_figure_of_ours(db, tmp_path):
    # It starts from the tests' migrated database.
    make_database(Databases(tmp_path).empty("ours"))
    command = [sys.executable, "-m", "tests.benchmarks", "--tiny"]
    environment = {**os.environ, "BENCH_DIR": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    page = (tmp_path / "performance.md").read_text()
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| ")]
    figures = {row[0].removeprefix("| "): row[1] for row in rows if len(row) > 2}
    assert [row.label for row in MEASURES if figures.get(row.label, "–") == "–"] == []
