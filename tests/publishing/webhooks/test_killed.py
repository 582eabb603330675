"""A process that is killed between commit and send loses no event."""

import signal

import pytest
from standardwebhooks.webhooks import Webhook

from clinic_cms.models.webhook import new_secret
from tests.processes import make_database, run_python
from tests.publishing.webhooks.conftest import HERE

SECRET = new_secret()
SETTINGS = f"""
from sites.settings.test import *

CLINIC_CMS["WEBHOOKS_ALLOWED_NETWORKS"] = {HERE}
"""
PREPARE = """
import sys
from clinic_cms.models import WebhookEndpoint
from tests.factories import make_clinic, make_condition, make_library

make_clinic()
make_condition(make_library())
WebhookEndpoint.objects.create(url=sys.argv[1], secret=sys.argv[2])
"""
PUBLISH_AND_DIE = """
import os, signal
from wagtail.signals import page_published

from clinic_cms.models import ConditionPage

# Wagtail sends it right after the commit.
page_published.connect(lambda **_: os.kill(os.getpid(), signal.SIGKILL), weak=False)
ConditionPage.objects.get().save_revision().publish()
"""
TAKE_AND_DIE = """
import os, signal
from clinic_cms.publishing.webhooks import claims, fan_out

fan_out.fan_out(until=float("inf"))
assert claims.next_lane(busy=())
os.kill(os.getpid(), signal.SIGKILL)
"""
RUN_DUE = """
from django.core.management import call_command

call_command("run_due")
"""
TWO_MINUTES_PASS = """
from clinic_cms.models import WebhookDelivery

WebhookDelivery.objects.update(claimed_until="2000-01-01T00:00:00Z")
"""


@pytest.fixture
def run(tmp_path, receiver, db):
    """Return a function that runs a script in a process of its own."""
    (tmp_path / "hook_settings.py").write_text(SETTINGS)
    database = make_database(tmp_path / "test.sqlite3")

    def run_script(script: str, *arguments: str) -> int:
        command = ("-c", f"import django\n\ndjango.setup()\n{script}", *arguments)
        return run_python(*command, database=database, settings="hook_settings", path=tmp_path)

    run_script(PREPARE, receiver.url, SECRET)
    return run_script


def test_what_was_published_before_the_kill_is_sent_by_the_next_run(run, receiver):
    assert run(PUBLISH_AND_DIE) == -signal.SIGKILL
    assert receiver.received == []
    assert run(RUN_DUE) == 0
    [(headers, body)] = receiver.received
    assert Webhook(SECRET).verify(body, headers)["type"] == "content.published"
    assert b"http://kosak.example/conditions/back-spasms/" in body
    run(RUN_DUE)
    assert len(receiver.received) == 1


def test_what_a_killed_sender_had_taken_is_sent_once_the_clock_frees_it(run, receiver):
    run(PUBLISH_AND_DIE)
    assert run(TAKE_AND_DIE) == -signal.SIGKILL
    run(RUN_DUE)
    assert receiver.received == []
    run(TWO_MINUTES_PASS)
    run(RUN_DUE)
    assert len(receiver.received) == 1
