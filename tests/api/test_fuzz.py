"""Random requests, right and wrong ones, get what the schema promises, and never a 5xx.

`API_EXAMPLES` is how many examples each operation gets, of two requests each.
"""

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import booleans
from schemathesis import GenerationMode
from wagtail.models import APIToken

from tests.api.conftest import NETWORK
from tests.previews import token_for

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
def _open_connection(db):
    """A request closes the connection behind it, and with it would end the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def schema(_open_connection, full_article, full_home, kosak, sol):
    return schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", get_wsgi_application(), headers={"Host": NETWORK}
    )


def use_known(case):
    """Put in names that exist, so that the request gets behind the first door."""
    for asked, known in ((case.path_parameters, KNOWN), (case.query, KNOWN_IN_QUERY)):
        if asked:
            asked.update({name: known[name] for name in asked if name in known})


PLAIN = {"Accept-Encoding": "identity"}
"""Schemathesis names codings that it does not decode."""


def ask_everything(schema, only=None, **headers):
    """Ask every operation, or one; the statuses of all answers."""
    statuses = []
    for found in schema.get_all_operations():
        operation = found.ok()
        if only not in {None, operation.definition.raw["operationId"]}:
            continue

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
            if known:
                use_known(case)
            for one in (case, wrong):
                if "Authorization" in headers:
                    # Who comes with a token has no session; a made-up one beside it is no test.
                    (one.cookies or {}).clear()
                answer = one.call_and_validate(headers={"Host": NETWORK, **PLAIN, **headers})
                statuses.append(answer.status_code)

        ask()
    return statuses


def test_anybody_gets_what_the_schema_promises(schema):
    assert len(ask_everything(schema)) >= 13 * EXAMPLES


def test_an_editor_gets_what_the_schema_promises(schema, admin_client):
    cookie = f"sessionid={admin_client.cookies['sessionid'].value}"
    assert len(ask_everything(schema, Cookie=cookie)) >= 13 * EXAMPLES


def test_a_front_end_gets_what_the_schema_promises(schema, admin_user, kosak, full_article):
    token = token_for(admin_user, kosak, full_article)
    statuses = ask_everything(schema, "getPreview", Authorization=f"Bearer {token}")
    assert {200, 404} <= set(statuses)
    wrong = ask_everything(schema, "getPreview", Authorization=f"Bearer {token}x")
    assert 401 in wrong
    assert 200 not in wrong


def test_a_client_with_an_api_token_gets_what_the_schema_promises(schema, admin_user):
    _row, token = APIToken.create_token(user=admin_user, name="Build")
    statuses = ask_everything(schema, "getRawCondition", Authorization=f"Bearer {token}")
    assert {200, 404} <= set(statuses)
