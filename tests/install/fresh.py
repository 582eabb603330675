"""Run `make demo` and `make test` as on a new machine, and print what each took.

    python3 tests/install/fresh.py python3.11 python3.13

For each Python named: a clone in an empty folder, an empty pip cache. One that is not installed is
said to be not run. The exit status is 1 where a command failed. Takes two test runs' time.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory

REPO = Path(__file__).resolve().parents[2]
HOST = "kosak.localhost"
MINUTES = 60


def main(pythons: list[str]) -> int:
    """Try both commands under each Python; return how many of them failed."""
    failed = 0
    for name in pythons:
        python = shutil.which(name)
        # A version manager's stand-in for a Python that it has not installed is found, and fails.
        if not python or subprocess.run([python, "-c", ""], capture_output=True).returncode:
            print(f"{name}: not run (not installed)", flush=True)
            continue
        with TemporaryDirectory(prefix="fresh-") as folder:
            clone = Path(folder) / "clone"
            subprocess.run(["git", "clone", "--quiet", REPO, clone], check=True)
            environment = {**os.environ, "PIP_CACHE_DIR": f"{folder}/pip", "PYTHON": python}
            for label, command in COMMANDS.items():
                start = time.monotonic()
                outcome = command(clone, environment)
                took = f"{time.monotonic() - start:.0f} s"
                failed += not outcome.startswith("passed")
                print(f"{name}, {pip_version(clone)}: {label}: {took}, {outcome}", flush=True)
    return failed


def demo(clone: Path, environment: dict[str, str]) -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (clone.parent / "demo.log").open("w+") as log:
        process = subprocess.Popen(
            ["make", "demo", f"PORT={port}", f"PYTHON={environment['PYTHON']}"],
            cwd=clone,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            served = wait_for_page(port, process)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
            process.wait()
        log.seek(0)
        return "passed" if served else f"failed\n{log.read()}"


def wait_for_page(port: int, process: "subprocess.Popen[bytes]") -> bool:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": HOST})
    end = time.monotonic() + MINUTES * 60
    while process.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.status == 200
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
    return False


def test(clone: Path, environment: dict[str, str]) -> str:
    result = subprocess.run(
        ["make", "test", f"PYTHON={environment['PYTHON']}"],
        cwd=clone,
        env=environment,
        capture_output=True,
        text=True,
        timeout=MINUTES * 60,
        check=False,
    )
    if result.returncode:
        return f"failed\n{result.stdout}{result.stderr}"
    [counts] = re.findall(r"^=+ (\d+ passed.*?) =+$", result.stdout, re.MULTILINE)
    return f"passed: {counts}"


COMMANDS = {"make demo, until its first page": demo, "make test": test}


def pip_version(clone: Path) -> str:
    python = clone / ".venv" / "bin" / "python"
    if not python.exists():
        return "no environment"
    version = subprocess.check_output([python, "-m", "pip", "--version"], text=True)
    return " ".join(version.split()[:2])


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:] or ["python3.11", "python3.13"]), 1))
