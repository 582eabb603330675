"""Readers who never stop, while a test takes something away and gives it back."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event

from tests.services.apps import ARTICLE, ARTICLE_JSON, CLINIC, NETWORK, App

ASKED = ((ARTICLE, CLINIC), (ARTICLE_JSON, NETWORK), ("/", CLINIC))


@dataclass(frozen=True)
class Asked:
    """One request of a reader: when it was made, how long it took, and the status, or 0."""

    at: float
    seconds: float
    status: int


@contextmanager
def load_on(apps: list[App], readers: int = 4):
    """Ask the apps without a pause; gives the list of all that was asked so far."""
    asked, is_over = [], Event()

    def read(number: int) -> None:
        app = apps[number % len(apps)]
        while not is_over.is_set():
            for path, host in ASKED:
                began = time.monotonic()
                try:
                    status = app.ask(path, host).status
                except OSError:
                    status = 0
                asked.append(Asked(began, time.monotonic() - began, status))

    with ThreadPoolExecutor(readers) as pool:
        running = [pool.submit(read, number) for number in range(readers)]
        try:
            yield asked
        finally:
            is_over.set()
    for reader in running:
        reader.result()
