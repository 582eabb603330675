"""One address may send so many requests, and every response says how many are left."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache

from tests.api.changes import NOON
from tests.api.conftest import NETWORK, Api

pytestmark = pytest.mark.django_db
PATH = "clinics/kosak"


@pytest.fixture
def limited(settings):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "RATE_LIMIT": "3/minute"}
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.mark.parametrize("kind", ["process_cache", "shared_cache"])
def test_too_many_are_refused_until_the_window_is_over(request, api, limited, kind):
    request.getfixturevalue(kind)
    left = []
    for path in (PATH, PATH, "clinics/none"):
        response = api.ask(path)
        left.append(response["RateLimit"])
        assert response["RateLimit-Policy"] == '"address";q=3;w=60'
    assert left == [f'"address";r={number};t=60' for number in (2, 1, 0)]
    assert api.problem(PATH) == (429, "clinic_cms.V010", None)
    refused = api.ask(PATH)
    assert (refused["Retry-After"], refused["Cache-Control"]) == ("60", "no-store")
    assert refused["Access-Control-Allow-Origin"] == "*"
    limited.shift(timedelta(seconds=60))
    cache.clear()
    assert api.ask(PATH).status_code == 200


def test_a_refusal_costs_no_query(api, limited, django_assert_num_queries):
    for _time in range(3):
        api.ask(PATH)
    with django_assert_num_queries(0):
        assert api.ask(PATH).status_code == 429


def test_each_address_has_its_own(client, kosak, limited):
    for number in range(9):
        response = client.get(
            f"/api/v1/{PATH}", headers={"host": NETWORK}, REMOTE_ADDR=f"192.0.2.{number}"
        )
        assert response["RateLimit"] == '"address";r=2;t=60'


def test_pages_are_not_counted(api, client, kosak, limited):
    for _time in range(5):
        assert client.get("/", headers={"host": kosak.host}).status_code == 200
    assert api.ask(PATH)["RateLimit"] == '"address";r=2;t=60'


@pytest.mark.parametrize("method", ["get", "head", "options", "post", "put", "delete"])
def test_every_method_is_counted_and_told_what_is_left(api, limited, method):
    left = [api.ask(PATH, method=method)["RateLimit"] for _time in range(3)]
    assert left == [f'"address";r={number};t=60' for number in (2, 1, 0)]
    assert api.ask(PATH, method=method).status_code == 429


def test_without_a_limit_nothing_is_said_of_one(api):
    assert "RateLimit" not in api.ask(PATH)


def test_addresses_are_neither_kept_nor_logged(api, limited, process_cache, caplog):
    caplog.set_level(logging.DEBUG, "clinic_cms")
    for _time in range(4):
        api.ask(PATH)
    assert not any("127.0.0.1" in key for key in cache._cache)
    assert "127.0.0.1" not in caplog.text


def test_the_limit_holds_on_every_host(client, kosak, limited):
    for _time in range(3):
        Api(client, NETWORK).ask(PATH)
    assert Api(client, kosak.host).ask(PATH).status_code == 429
