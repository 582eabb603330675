"""Random requests, right and wrong ones, get what the schema promises, and never a 5xx.

`API_EXAMPLES` is how many examples each operation gets, of two requests each.
"""

import os

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import booleans
from schemathesis import GenerationMode

from tests.api.conftest import NETWORK

EXAMPLES = int(os.environ.get("API_EXAMPLES", "20"))
KNOWN = {
    "clinic": "kosak",
    "slug": "full",
    "path": "contact",
    "code": "clinic_cms.V001",
}
KNOWN_IN_QUERY = {"locale": "en-us", "host": "kosak.example", "path": "/conditions/full/"}

pytestmark = pytest.mark.fuzz


@pytest.fixture
def schema(full_article, full_home, kosak, sol):
    return schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", get_wsgi_application(), headers={"Host": NETWORK}
    )


def use_known(case):
    """Put in names that exist, so that the request gets behind the first door."""
    for asked, known in ((case.path_parameters, KNOWN), (case.query, KNOWN_IN_QUERY)):
        if asked:
            asked.update({name: known[name] for name in asked if name in known})


def ask_everything(schema, **headers):
    """Ask every operation; the number of requests."""
    asked = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(
            case=operation.as_strategy(),
            wrong=operation.as_strategy(GenerationMode.NEGATIVE),
            known=booleans(),
        )
        def ask(case, wrong, known):
            nonlocal asked
            if known:
                use_known(case)
            case.call_and_validate(headers={"Host": NETWORK, **headers})
            wrong.call_and_validate(headers={"Host": NETWORK, **headers})
            asked += 2

        ask()
    return asked


def test_anybody_gets_what_the_schema_promises(schema):
    assert ask_everything(schema) >= 13 * EXAMPLES


def test_an_editor_gets_what_the_schema_promises(schema, admin_client):
    cookie = f"sessionid={admin_client.cookies['sessionid'].value}"
    assert ask_everything(schema, Cookie=cookie) >= 13 * EXAMPLES
