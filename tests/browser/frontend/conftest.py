"""The reference front end, built from the API of the test server and served by its own server."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from clinic_cms.api import serializers
from clinic_cms.models import ClinicHost
from clinic_cms.serving.clinic_sites import find_clinic
from clinic_cms.serving.sitemap import sitemap
from clinic_cms.serving.visit import Visit
from tests.node import FRONTEND, NODE, make_ready, node

REPO = Path(__file__).resolve().parents[3]
POISON = "This front end prints a block's HTML."


@pytest.fixture(scope="session")
def frontend():
    return make_ready()


@dataclass
class Built:
    """The built pages and where they are served."""

    folder: Path
    port: int

    def address(self, host, path):
        return f"http://{host}:{self.port}{path}"


@pytest.fixture
def start_server(frontend):
    """Return a function that starts the front end's server and returns its port."""
    running = []

    def start(folder, api):
        command = [NODE, "build/server.js", "--dir", folder, "--api", api, "--port", "0"]
        server = subprocess.Popen(command, cwd=FRONTEND, stdout=subprocess.PIPE, text=True)
        running.append(server)
        line = server.stdout.readline()
        return int(re.search(r"port (\d+)", line).group(1))

    yield start
    for server in running:
        server.terminate()
        server.wait()
        server.stdout.close()


@pytest.fixture
def build(frontend, start_server, network, tmp_path, monkeypatch):
    """Return a function that builds whatever the test server has."""
    block_of = serializers.block_of

    def poisoned(*args, **options):
        return block_of(*args, **options) | {"html": POISON}

    def build_all():
        monkeypatch.setattr(serializers, "block_of", poisoned)
        api = network("localhost")
        node("build/build.js", "--api", api, "--out", tmp_path, "--at-once", 1)
        return Built(tmp_path, start_server(tmp_path, api))

    return build_all


def pages_of_all_clinics():
    """Yield (host, sitemap entry) for every page of every clinic."""
    for host in ClinicHost.objects.filter(is_canonical=True).order_by("hostname"):
        clinic = find_clinic(host.hostname)
        visit = Visit(clinic, clinic.locale(clinic.default_locale) or clinic.locales[0])
        yield from ((host.hostname, entry) for entry in sitemap(visit))
