"""Responses that are given before the clinic is looked up."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from clinic_cms.web import middleware
from clinic_cms.web.middleware import find_early_response, register_early_responder


@pytest.fixture
def responders(monkeypatch):
    responders = []
    monkeypatch.setattr(middleware, "_early_responders", responders)
    return responders


def test_the_first_responder_with_a_response_gives_it(responders):
    asked = []
    register_early_responder(lambda request: asked.append(request.path))
    register_early_responder(lambda request: HttpResponse("second"))
    register_early_responder(lambda request: HttpResponse("third"))
    assert find_early_response(RequestFactory().get("/a")).content == b"second"
    assert asked == ["/a"]


def test_a_responder_that_registers_twice_is_asked_once(responders):
    def responder(request):
        return None

    assert register_early_responder(responder) is register_early_responder(responder)
    assert responders == [responder]
    assert find_early_response(RequestFactory().get("/")) is None


@pytest.mark.django_db
def test_an_early_response_costs_no_query(responders, client, kosak, django_assert_num_queries):
    register_early_responder(lambda request: HttpResponse("early"))
    with django_assert_num_queries(0):
        assert client.get("/", headers={"host": kosak.host}).content == b"early"
