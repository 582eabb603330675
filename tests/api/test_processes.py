"""Two processes, each with a cache of its own: what one changes, the other answers at once."""

import os
import subprocess
import sys

import pytest

from tests.processes import ROOT, make_database, run_python

PREPARE = """
import django
django.setup()
from tests.factories import make_clinic, make_library
make_library()
make_clinic()
"""
PROGRAM = """
import django
django.setup()
from django.test import Client
from clinic_cms.models import Clinic
for line in iter(input, ""):
    verb, _space, word = line.partition(" ")
    if verb == "ask":
        url = "/api/v1/clinics/kosak?fields=name"
        print(Client().get(url, headers={"host": word}).json()["name"], flush=True)
    else:
        clinic = Clinic.objects.get(slug="kosak")
        clinic.name = word
        clinic.save()
        print("done", flush=True)
"""


class Process:
    """A process that answers and changes, one line at a time."""

    def __init__(self, database, folder):
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "sites.settings.test",
            "TEST_DATABASE_URL": f"sqlite:///{database}",
            "CLINIC_CMS_DATA_DIR": str(folder),
        }
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.running = subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=ROOT, env=env, **pipes)

    def do(self, line):
        self.running.stdin.write(f"{line}\n")
        self.running.stdin.flush()
        return self.running.stdout.readline().strip()

    def end(self):
        self.running.communicate("\n")


@pytest.mark.django_db
def test_what_one_process_changes_another_answers_at_once(tmp_path):
    database = make_database(tmp_path / "shared.sqlite3")
    run_python("-c", PREPARE, database=database)
    one, other = (Process(database, tmp_path) for _number in range(2))
    try:
        for _kept in range(2):
            assert one.do("ask network.example") == "Kosak Chiropractic"
            assert other.do("ask kosak.example") == "Kosak Chiropractic"
        for name in ("First", "Second"):
            assert other.do(f"name {name}") == "done"
            assert one.do("ask network.example") == name
            assert other.do("ask kosak.example") == name
    finally:
        one.end()
        other.end()
