"""The databases that are measured: built once, and kept under a hash of what builds them."""

import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.articles import LANGUAGES
from tests.benchmarks.processes import run_product

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = "tests/benchmarks"
SHARED = [f"{BENCHMARKS}/{name}.py" for name in ("articles", "clinics", "build")]
SHARED += ["tests/bulk_clinics.toml"]
BUILT_FROM = {
    "ours": [
        *SHARED,
        f"{BENCHMARKS}/ours/build.py",
        "tests/factories.py",
        *(f"clinic_cms/{room}" for room in ("blocks", "models", "migrations", "launching")),
    ],
    "plain_wagtail": [
        *SHARED,
        *(f"{BENCHMARKS}/plain_wagtail/{name}" for name in ("build.py", "models.py", "migrations")),
    ],
}
"""Files and folders on whose content a database of a product depends."""
PACKAGES = ("Django", "wagtail", "wagtail-localize", "django-treebeard", "modelsearch")
"""Packages on whose versions it depends."""


@dataclass(frozen=True)
class Database:
    """One that is built: of a product, with so many clinics in so many languages."""

    product: str
    clinics: int
    languages: tuple[str, ...] = LANGUAGES

    @property
    def name(self) -> str:
        return f"{self.product}-{self.clinics}x{len(self.languages)}"


class Databases:
    """Those that are kept in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._hashes = {product: hash_of(paths) for product, paths in BUILT_FROM.items()}

    def build(self, databases: Iterable[Database]) -> None:
        """Build those that are not there yet, as many at a time as the machine has cores."""
        with (self.folder / "lock").open("w") as lock, ThreadPoolExecutor(os.cpu_count()) as pool:
            fcntl.flock(lock, fcntl.LOCK_EX)  # Another run may be building the same.
            missing = [each for each in dict.fromkeys(databases) if not self.path(each).exists()]
            products = {each.product for each in missing}
            empty = dict(zip(products, pool.map(self._migrated, products), strict=True))
            for _done in pool.map(lambda each: self._build(each, empty[each.product]), missing):
                pass

    def path(self, database: Database) -> Path:
        """Return where it is kept."""
        return self._file(database.product, database.name)

    def empty(self, product: str) -> Path:
        """Return where a migrated database of a product is kept, with which all others begin."""
        return self._file(product, f"{product}-empty")

    def _build(self, database: Database, empty: Path) -> None:
        path = self.path(database)
        new = _unfinished(path)
        shutil.copy(empty, new)
        start = time.monotonic()
        order = json.dumps([database.clinics, *database.languages])
        run_product(database.product, "-m", "tests.benchmarks.build", order, database=new)
        print(f"Built {database.name} in {time.monotonic() - start:.0f} s.", flush=True)
        self._keep(new, path, database.name)

    def _migrated(self, product: str) -> Path:
        path = self.empty(product)
        if not path.exists():
            new = _unfinished(path)
            run_product(product, "-m", "django", "migrate", "--verbosity=0", database=new)
            self._keep(new, path, f"{product}-empty")
        return path

    def _file(self, product: str, name: str) -> Path:
        return self.folder / f"{name}-{self._hashes[product]}.sqlite3"

    def _keep(self, new: Path, path: Path, name: str) -> None:
        """Let a finished file replace those of other hashes."""
        with closing(sqlite3.connect(new)) as connection:
            # All in one file, which can be copied.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("PRAGMA journal_mode=DELETE")
        for old in self.folder.glob(f"{name}-*.sqlite3"):
            old.unlink()
        new.rename(path)


def _unfinished(path: Path) -> Path:
    """Return where a database is built, without what a build that was stopped has left there."""
    for old in path.parent.glob(f"{path.stem}.new*"):
        old.unlink()
    return path.with_suffix(".new")


def hash_of(paths: list[str]) -> str:
    """A short digest of versions, of files, and of the Python files and TOML in folders."""
    digest = hashlib.sha256(repr([version(name) for name in PACKAGES]).encode())
    for path in map(ROOT.joinpath, paths):
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.suffix in {".py", ".toml"}:
                digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()[:12]
