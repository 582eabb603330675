"""What answers before the clinic is looked up."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from clinic_cms.serving import early_responses


@pytest.fixture
def registry(monkeypatch):
    answers = []
    monkeypatch.setattr(early_responses, "_answers", answers)
    return answers


def test_the_first_who_has_an_answer_gives_it(registry):
    asked = []
    early_responses.register(lambda request: asked.append(request.path))
    early_responses.register(lambda request: HttpResponse("second"))
    early_responses.register(lambda request: HttpResponse("third"))
    assert early_responses.answer(RequestFactory().get("/a")).content == b"second"
    assert asked == ["/a"]


def test_who_registers_twice_is_asked_once(registry):
    def answer(request):
        return None

    assert early_responses.register(answer) is early_responses.register(answer)
    assert registry == [answer]
    assert early_responses.answer(RequestFactory().get("/")) is None


@pytest.mark.django_db
def test_an_early_answer_costs_no_query(registry, client, kosak, django_assert_num_queries):
    early_responses.register(lambda request: HttpResponse("early"))
    with django_assert_num_queries(0):
        assert client.get("/", headers={"host": kosak.host}).content == b"early"
