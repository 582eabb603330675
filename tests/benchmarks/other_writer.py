"""Someone who writes to a SQLite database while clinics are launched, and how long they wait."""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from types import TracebackType

PAUSE = 0.05
"""Seconds between two transactions."""


class OtherWriter:
    """Begins a transaction twenty times a second; `longest` is the longest wait, in seconds."""

    def __init__(self, database: Path) -> None:
        self.longest = 0.0
        self._database = database
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._write)

    def _write(self) -> None:
        connection = sqlite3.connect(self._database, timeout=60, isolation_level=None)
        with closing(connection):
            while not self._stop.wait(PAUSE):
                start = time.perf_counter()
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("COMMIT")
                self.longest = max(self.longest, time.perf_counter() - start)

    def __enter__(self) -> "OtherWriter":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()
