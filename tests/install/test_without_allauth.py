"""django-allauth is an extra: without it, people sign in as before."""

import os
import subprocess
import sys

from tests.install.locks import REPO

SETTINGS = """
import sys
sys.modules["allauth"] = None
from sites.settings.test import *
INSTALLED_APPS = [name for name in INSTALLED_APPS if not name.startswith("allauth")]
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("allauth")]
del ACCOUNT_ADAPTER, SOCIALACCOUNT_ADAPTER, SOCIALACCOUNT_PROVIDERS
"""
SIGN_IN = """
import django
django.setup()
from django.core.management import call_command
call_command("check", fail_level="WARNING")
call_command("migrate", verbosity=0)
from django.contrib.auth.models import User
from django.test import Client
User.objects.create_superuser("nora", password="secret")
client = Client(HTTP_HOST="network.example")
form = {"username": "nora", "password": "secret"}
assert client.post("/admin/login/", form).url == "/admin/"
assert client.get("/admin/").status_code == 200
assert client.get("/admin/account/second-factor/").status_code == 404
print("signed in")
"""


def test_people_sign_in_as_before(tmp_path):
    (tmp_path / "without_allauth.py").write_text(SETTINGS)
    done = subprocess.run(
        [sys.executable, "-c", SIGN_IN],
        capture_output=True,
        text=True,
        check=False,
        cwd=REPO,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "without_allauth",
            "PYTHONPATH": f"{tmp_path}:{REPO}",
            "CLINIC_CMS_DATA_DIR": str(tmp_path / "data"),
        },
    )
    assert done.stdout.endswith("signed in\n"), done.stderr
