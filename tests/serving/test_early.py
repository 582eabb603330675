"""What answers before the clinic is looked up."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from clinic_cms.serving import early


@pytest.fixture
def registry(monkeypatch):
    answers = []
    monkeypatch.setattr(early, "_answers", answers)
    return answers


def test_the_first_who_has_an_answer_gives_it(registry):
    asked = []
    early.register(lambda request: asked.append(request.path))
    early.register(lambda request: HttpResponse("second"))
    early.register(lambda request: HttpResponse("third"))
    assert early.answer(RequestFactory().get("/a")).content == b"second"
    assert asked == ["/a"]


def test_who_registers_twice_is_asked_once(registry):
    def answer(request):
        return None

    assert early.register(answer) is early.register(answer)
    assert registry == [answer]
    assert early.answer(RequestFactory().get("/")) is None


@pytest.mark.django_db
def test_an_early_answer_costs_no_query(registry, client, kosak, django_assert_num_queries):
    early.register(lambda request: HttpResponse("early"))
    with django_assert_num_queries(0):
        assert client.get("/", headers={"host": kosak.host}).content == b"early"
