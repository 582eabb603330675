"""On what a run ran."""

import os
import platform
import shutil
import sqlite3
import subprocess
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("Django", "wagtail", "wagtail-localize", "gunicorn")


def describe(root: Path) -> dict[str, str]:
    """The machine, and the versions of what was measured."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}"
    return {
        "Machine": f"{_processor()}, {os.cpu_count()} cores, {_memory()} of memory",
        "System": f"{platform.system()} {platform.release()}",
        "Versions": versions + _redis_version(),
        "Commit": _output("git", "-C", str(root), "rev-parse", "--short", "HEAD") or "unknown",
    }


def load() -> float:
    """How many processes want to run, in the mean of a minute."""
    return os.getloadavg()[0]


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    for line in info.read_text().splitlines() if info.exists() else ():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB"


def _redis_version() -> str:
    text = _output("redis-server", "--version")
    return f", Redis {text.partition('v=')[2].split()[0]}" if "v=" in text else ""


def _output(program: str, *arguments: str) -> str:
    """What a program prints; nothing where there is no such program."""
    path = shutil.which(program)
    if path is None:
        return ""
    return subprocess.run([path, *arguments], capture_output=True, text=True).stdout.strip()
