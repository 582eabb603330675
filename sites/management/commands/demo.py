"""`manage.py demo`: the Library, three clinics and their log-ins, loaded and served."""

import contextlib
import signal
import socket
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.table import Table

from clinic_cms.formats.person_names import parse_name
from clinic_cms.models import Clinic, Role
from clinic_cms.serving.clinic_sites import find_clinic, origin
from clinic_cms.tenancy.roles import group_of

LIBRARY = Path("fixtures/library")
CLINICS = Path("sites/clinics")
ADDRESS = "127.0.0.1"
SECONDS_BETWEEN_RUNS = 60


class Command(BaseCommand):
    """Loads the demo, prints where everything is, and serves it until Ctrl+C."""

    help = "Load the demo's articles and clinics, and serve them on PORT."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="Load only; do not serve.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not hasattr(settings, "DEMO_LOGINS"):
            raise CommandError("The demo runs with its own settings: sites.settings.demo.")
        port = settings.CLINIC_CMS["PORT"] or 8000
        if not options["no_serve"]:
            refuse_taken_port(port)
        base = settings.BASE_DIR
        call_command("migrate", verbosity=0)
        call_command("load_library", base / LIBRARY)
        call_command("launch_clinic", base / CLINICS)
        make_logins()
        Console().print(clinics_table(), logins_table())
        if not options["no_serve"]:
            serve(port)


def refuse_taken_port(port: int) -> None:
    """Raise CommandError, before anything is loaded, where the demo could not be served."""
    with socket.socket() as probe:
        # As gunicorn does: the connections of a server that has just stopped are no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used: {error.strerror}. Nothing was loaded. Stop what uses "
                f"it, or choose another port: PORT={port + 100} make demo"
            ) from error


def make_logins() -> None:
    """Create the demo's users where they are missing; their passwords are no secret."""
    User = get_user_model()
    for name, (password, full_name, slug) in settings.DEMO_LOGINS.items():
        if User.objects.filter(username=name).exists():
            continue
        parsed = parse_name(full_name)
        names = {"first_name": parsed.given, "last_name": parsed.family}
        if not slug:
            User.objects.create_superuser(name, f"{name}@agency.example", password, **names)
            continue
        user = User.objects.create_user(name, f"{name}@clinic.example", password, **names)
        user.groups.add(group_of(Clinic.objects.get(slug=slug), Role.OWNER))


def clinics_table() -> Table:
    """Every clinic with its addresses, one for each locale."""
    table = Table(title="Clinics", title_justify="left")
    table.add_column("Clinic")
    table.add_column("Language")
    table.add_column("Address", no_wrap=True)
    for row in Clinic.objects.filter(retired_at=None):
        host = row.hosts.get(is_canonical=True).hostname
        clinic = find_clinic(host)
        for number, locale in enumerate(clinic.locales if clinic else ()):
            table.add_row("" if number else row.name, locale.name, clinic.url(locale.code, ""))
    return table


def logins_table() -> Table:
    """The admin's address and who can sign in there."""
    admin = origin().of(settings.CLINIC_CMS["NETWORK_HOSTS"][0]) + "/admin/"
    table = Table(title=f"Admin: {admin}", title_justify="left")
    for heading in ("User", "Password", "Sees"):
        table.add_column(heading)
    for name, (password, _full_name, slug) in settings.DEMO_LOGINS.items():
        table.add_row(name, password, slug or "everything")
    return table


def serve(port: int) -> None:
    """Serve until Ctrl+C, and run what is due by the clock each minute."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    address = f"{ADDRESS}:{port}"
    server = subprocess.Popen(  # noqa: S603
        [
            sys.executable,
            "-m",
            "gunicorn",
            "sites.wsgi",
            "--bind",
            address,
            "--threads",
            "4",
            "--log-level",
            "warning",
        ],
    )
    with contextlib.suppress(KeyboardInterrupt):
        _run_due_while(server)
        raise CommandError(f"The server at {address} stopped.")
    server.terminate()
    server.wait()


def _run_due_while(server: "subprocess.Popen[bytes]") -> None:
    while server.poll() is None:
        # A job that failed is in the log, and the next run tries it again.
        with contextlib.suppress(CommandError):
            call_command("run_due", stdout=StringIO())
        _wait(server)


def _wait(server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + SECONDS_BETWEEN_RUNS
    while time.monotonic() < end and server.poll() is None:
        time.sleep(0.5)
