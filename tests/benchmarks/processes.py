"""Processes of one product: one that builds, one that is measured, a server."""

import json
import os
import subprocess
import sys
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def environment(product: str, database: Path, **more: str) -> dict[str, str]:
    """The variables of a process of a product."""
    data = database.parent / "files"
    data.mkdir(exist_ok=True)
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": f"tests.benchmarks.{product}.settings",
        "BENCH_PRODUCT": product,
        "BENCH_DATABASE": str(database),
        "CLINIC_CMS_DATA_DIR": str(data),
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "0",
        **more,
    }


def run_product(product: str, *arguments: str, database: Path) -> None:
    """Run Python until it ends; it must not fail."""
    command = [sys.executable, *arguments]
    subprocess.run(command, env=environment(product, database), cwd=ROOT, check=True)


class Worker:
    """A process that does what it is told, and times it (`tests.benchmarks.worker`)."""

    def __init__(self, product: str, database: Path, **variables: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.worker"],
            env=environment(product, database, **variables),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @cached_property
    def acts(self) -> list[str]:
        """What it can do, once it is ready."""
        return self.ask()

    def ask(self, **order: Any) -> Any:
        """Return the response to an order; raises EOFError if the process failed."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise EOFError(f"{order} failed; its error is above.")
        return json.loads(line)

    def __enter__(self) -> "Worker":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()
