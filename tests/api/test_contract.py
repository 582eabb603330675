"""The published schema changes only on purpose, and its examples are what the API answers."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from clinic_cms.api import contract
from clinic_cms.api.operations import OPERATIONS, Deprecation
from clinic_cms.api.urls import api as delivery
from tests.api.conftest import NETWORK, Api

pytestmark = pytest.mark.django_db
SNAPSHOT = Path(__file__).with_name("openapi.json")
ACCEPT = (
    "The contract has changed. If nothing was taken away and that is what you want, run "
    "`make contract` and commit what it writes; else see “Stability” in docs/delivery-api.md."
)
REQUESTS = {
    "listClinics": "clinics",
    "getClinic": "clinics/kosak",
    "listLocations": "clinics/kosak/locations",
    "listPractitioners": "clinics/kosak/practitioners",
    "listConditions": "clinics/kosak/conditions",
    "getCondition": "clinics/kosak/conditions/back-spasms",
    "getHome": "clinics/kosak/home",
    "getPage": "clinics/kosak/pages/contact",
    "getNavigation": "clinics/kosak/navigation",
    "getWords": "clinics/kosak/words",
    "getSitemap": "clinics/kosak/sitemap",
    "resolveUrl": "resolve?host=kosak.example&path=/contact",
    "listHosts": "network/hosts",
    "getProblem": "problems/clinic_cms.V005",
}
"""A request for each operation; what is for editors alone has no public example."""


def hold_to(path, content):
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_CONTRACT"):
        path.write_text(text)
    assert path.read_text() == text, ACCEPT


@pytest.fixture
def frozen():
    with time_machine.travel(datetime(2026, 1, 5, 12, tzinfo=UTC), tick=False):
        yield


def test_examples_are_what_the_api_answers(frozen, short_article, kosak, client):
    api = Api(client, NETWORK)
    answers = {name: api.ask(path).json() for name, path in REQUESTS.items()}
    hold_to(contract.EXAMPLES, answers)


def test_the_schema_is_the_one_that_was_promised(client):
    schema = Api(client, NETWORK).get("openapi.json")
    assert schema["openapi"].startswith("3.1")
    hold_to(SNAPSHOT, schema)


def operations(client):
    schema = Api(client, NETWORK).get("openapi.json")
    return [found for item in schema["paths"].values() for found in item.values()]


def test_every_operation_is_described_with_its_errors_and_an_example(client):
    for operation in operations(client):
        name = operation["operationId"]
        assert operation["description"], name
        assert {"200", "400", "404", "405", "410"} <= set(operation["responses"]), name
        assert all(answer["description"] for answer in operation["responses"].values()), name
        assert all(parameter["description"] for parameter in operation["parameters"]), name
        example = "examples" in operation["responses"]["200"]["content"]["application/json"]
        assert example == (name in REQUESTS), name


def test_every_field_is_described(client):
    schemas = Api(client, NETWORK).get("openapi.json")["components"]["schemas"]
    undescribed = [
        f"{name}.{field}"
        for name, schema in schemas.items()
        for field, described in schema.get("properties", {}).items()
        if "description" not in described and "const" not in described and "enum" not in described
    ]
    assert undescribed == []


def test_the_schema_is_the_same_on_a_clinics_host(client, kosak):
    assert Api(client, kosak.host).get("openapi.json") == Api(client, NETWORK).get("openapi.json")


def test_there_is_no_page_that_loads_scripts_from_elsewhere(client):
    assert Api(client, NETWORK).ask("docs").status_code == 404


def test_what_will_go_is_announced(api, monkeypatch):
    goes = Deprecation(
        since=datetime(2026, 1, 1, tzinfo=UTC),
        sunset=datetime(2026, 7, 1, tzinfo=UTC),
        instead="/api/v1/network/hosts",
    )
    operation = replace(OPERATIONS["listClinics"], deprecation=goes)
    monkeypatch.setitem(OPERATIONS, "listClinics", operation)
    response = api.ask("clinics")
    assert response["Deprecation"] == "@1767225600"
    assert response["Sunset"] == "Wed, 01 Jul 2026 00:00:00 GMT"
    assert response["Link"] == '</api/v1/network/hosts>; rel="deprecation"'
    assert not api.ask("clinics/kosak").has_header("Deprecation")
    fresh = contract.DeliveryAPI._schema.func(delivery)
    assert fresh["paths"]["/api/v1/clinics"]["get"]["deprecated"] is True
