"""A real Chromium against a real server."""

import os
import shutil
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import sync_playwright

from tests.processes import copy_database

REPO = Path(__file__).resolve().parents[2]

# Playwright's sync interface runs an event loop, which Django would take for an async view.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium")
    assert path, "The browser tests need Chromium: see .ci/chromium."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium):
    """Return a function that opens a page of a width in pixels, each with cookies of its own."""
    contexts = []

    def open_page(width=1280):
        context = chromium.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def network(live_server, settings, wagtail_roots):
    """The demo's hosts on the test server's port. Returns a function from host to address."""
    port = int(live_server.url.rpartition(":")[2])
    settings.CLINIC_CMS = {"NETWORK_HOSTS": ["localhost"], "SCHEME": "http", "PORT": port}
    return lambda host: f"http://{host}:{port}"


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory):
    """Where a copy of the loaded demo is kept."""
    return tmp_path_factory.mktemp("demo") / "db.sqlite3"


@pytest.fixture
def demo(network, demo_database):
    """The demo's Library and clinics: loaded by the first test of a process, then copied."""
    database = connection.settings_dict["NAME"]
    if demo_database.exists():
        copy_database(demo_database, database)
        ContentType.objects.clear_cache()
        return
    call_command("load_library", str(REPO / "fixtures" / "library"), verbosity=0)
    call_command("launch_clinic", str(REPO / "sites" / "clinics"), verbosity=0)
    if connection.vendor == "sqlite":
        copy_database(database, demo_database)
