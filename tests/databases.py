"""A PostgreSQL of the tests' own."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

DEBIAN = Path("/usr/lib/postgresql")
# What a crash would lose is nothing here.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
}


def program(name: str) -> str:
    """The newest of Debian's, which are not on the PATH, or the one on the PATH."""
    versions = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which(name)
    assert found, "Install PostgreSQL: sh .ci/postgres"
    return found


def unprivileged() -> dict[str, object]:
    """Who runs it, as arguments of a process: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}


class Postgres:
    """A server of the tests' own, on a port and in a folder of its own."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        # Not in a folder of pytest's, which are closed to other users.
        self.folder = Path(tempfile.mkdtemp(prefix="clinic-cms-postgres-"))
        if os.geteuid() == 0:
            shutil.chown(self.folder, unprivileged()["user"], unprivileged()["group"])
        options = ["--auth=trust", "--username=clinic", "--encoding=UTF8", "--locale=C.UTF-8"]
        self._run("initdb", "--no-sync", *options, "--pgdata", str(self.folder)).check_returncode()
        self.start()

    def url(self, name: str) -> str:
        """The URL of a database as settings have it."""
        return f"postgres://clinic@127.0.0.1:{self.port}/{name}"

    def start(self):
        settings = [part for item in SETTINGS.items() for part in ("-c", "=".join(item))]
        command = [program("postgres"), "-D", str(self.folder), "-p", str(self.port), *settings]
        self.log = (self.folder.parent / f"{self.folder.name}.log").open("a")
        self.process = subprocess.Popen(
            command, cwd=self.folder, stdout=self.log, stderr=self.log, **unprivileged()
        )
        for _attempt in range(500):
            if self.is_up():
                return
            time.sleep(0.02)
        raise AssertionError(f"PostgreSQL did not start: {self.log.name}")

    def is_up(self) -> bool:
        try:
            self.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def execute(self, sql: str, database: str = "postgres") -> list[tuple]:
        url = self.url(database).replace("postgres:", "postgresql:", 1)
        with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def stop(self):
        """End it at once, in the middle of whatever its clients do."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait()
        self.log.close()

    def remove(self):
        """Stop it and delete its data."""
        self.stop()
        shutil.rmtree(self.folder)
        Path(self.log.name).unlink()

    def _run(self, name: str, *arguments: str) -> subprocess.CompletedProcess:
        command = [program(name), *arguments]
        return subprocess.run(command, cwd="/", capture_output=True, text=True, **unprivileged())
