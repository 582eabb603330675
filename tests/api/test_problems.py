"""Errors are reported as problems with stable ids, and with what was probably meant."""

import pytest

from clinic_cms.api.problems import MEDIA_TYPE, PROBLEM_TYPES, TEXTS
from tests.api.conftest import NETWORK

pytestmark = pytest.mark.django_db


def test_an_unknown_parameter_is_refused_with_a_suggestion(api):
    problem = api.ask("clinics", {"cursr": "61"}).json()
    assert problem == {
        "type": "/api/v1/problems/clinic_cms.V001",
        "code": "clinic_cms.V001",
        "title": "Unknown parameter",
        "status": 400,
        "detail": "There is no parameter “cursr”; there are: cursor, limit, fields. "
        "Did you mean “cursor”? Remove it, or correct its name.",
        "instance": "/api/v1/clinics",
        "parameter": "cursr",
        "suggestion": "cursor",
    }


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"limit": "010"}, "limit"),
        ({"limit": "1_0"}, "limit"),
        ({"limit": "10.0"}, "limit"),
        ({"cursor": "xyz"}, "cursor"),
        ({"limit": ["1", "2"]}, "limit"),
        ({"fields": "itms"}, "fields"),
        ({"fields": ""}, "fields"),
    ],
)
def test_a_wrong_value_names_its_parameter(api, query, parameter):
    assert api.problem("clinics", **query) == (400, "clinic_cms.V002", parameter)


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("clinics", "fields"),
        ("clinics", "cursor"),
        ("clinics", "limit"),
        ("clinics/kosak", "locale"),
        ("clinics/kosak/conditions", "source"),
        ("resolve?path=/", "host"),
    ],
)
def test_an_empty_value_is_refused_and_what_to_do_is_said(api, path, parameter):
    mark = "&" if "?" in path else "?"
    problem = api.ask(f"{path}{mark}{parameter}=").json()
    assert (problem["code"], problem["parameter"]) == ("clinic_cms.V002", parameter)
    assert f"“{parameter}” is empty: give it a value, or leave it out." in problem["detail"]


def test_no_words_are_in_every_article(api, article):
    assert api.get("clinics/kosak/conditions", q="")["total"] == 1


@pytest.mark.parametrize(
    ("path", "suggestion"),
    [
        ("clinics/kosak?locale=EN-US", "en-us"),
        ("clinics/kosak?locale=en", "en-us"),
        ("clinics?fields=ITEMS", "items"),
        ("clinics/KOSAK", "kosak"),
        ("clinics/Kosak/home", "kosak"),
    ],
)
def test_what_is_written_in_other_letters_gets_a_suggestion(api, path, suggestion):
    assert api.ask(path).json()["suggestion"] == suggestion


def test_another_language_is_no_misspelling(api, kosak):
    problem = api.ask("clinics/kosak", {"locale": "de-de"}).json()
    assert (problem["code"], "suggestion" in problem) == ("clinic_cms.V004", False)
    assert api.ask("clinics/kosak", {"locale": "en"}).json()["suggestion"] == "en-us"


def test_a_clinics_host_suggests_that_clinic_alone(kosak_api, sol):
    assert kosak_api.ask("clinics/kosack").json()["suggestion"] == "kosak"
    assert "suggestion" not in kosak_api.ask("clinics/SOL").json()


def test_a_clinic_that_is_not_open_is_suggested_to_nobody(api, kosak):
    kosak.home.unpublish()
    assert "suggestion" not in api.ask("clinics/KOSAK").json()


def test_a_misspelt_field_gets_a_suggestion(api):
    assert api.ask("clinics", {"fields": "itms"}).json()["suggestion"] == "items"


@pytest.mark.parametrize("path", ["", "nothing", "clinics/", "clinics/kosak/nothing", "a%0Ab"])
def test_what_is_no_operation_is_a_problem_too(api, path):
    assert api.problem(path)[:2] == (404, "clinic_cms.V008")


@pytest.mark.parametrize("host", [NETWORK, "kosak.example"])
def test_without_its_slash_it_is_a_problem_and_no_page(api, client, host):
    response = client.get("/api/v1", headers={"host": host})
    assert (response.status_code, response["Content-Type"]) == (404, MEDIA_TYPE)


def test_where_no_operation_is_one_is_told_the_limit_too(api, settings):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "RATE_LIMIT": "9/minute"}
    assert api.ask("nothing")["RateLimit-Policy"] == '"address";q=9;w=60'


@pytest.mark.parametrize("method", ["get", "head", "options", "post"])
def test_more_parameters_than_django_reads_are_a_problem(api, method):
    response = api.ask(f"clinics?{'a&' * 1001}", method=method)
    assert (response.status_code, response["Content-Type"]) == (400, MEDIA_TYPE)


@pytest.mark.parametrize("path", ["clinics", "openapi.json", "nothing"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_here(api, path, method):
    response = api.ask(path, method=method)
    if path == "nothing":
        assert response.status_code == 404
    else:
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert response.json()["code"] == "clinic_cms.V009"


def test_head_says_what_get_would(api):
    got, head = api.ask("clinics/kosak"), api.ask("clinics/kosak", method="head")
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(got.content))


def test_every_text_is_of_a_kind_of_problem():
    assert [code.rpartition(".")[2] for code in PROBLEM_TYPES] == [*TEXTS]


def test_the_type_of_every_problem_says_what_it_means(api):
    for code, problem_type in PROBLEM_TYPES.items():
        assert api.get(f"problems/{code}")["remedy"] == problem_type.remedy
    assert api.problem("problems/clinic_cms.V999")[:2] == (404, "clinic_cms.V005")


def test_a_defect_of_ours_is_a_problem_and_is_told_to_those_who_watch(
    api, monkeypatch, caplog, client
):
    def break_down(slug):
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("clinic_cms.api.requests.clinic_of_slug", break_down)
    client.raise_request_exception = False
    response = api.ask("clinics/kosak")
    assert (response.status_code, response.json()["code"]) == (500, "clinic_cms.V030")
    assert b"secret" not in response.content
    record = next(record for record in caplog.records if record.name == "django.request")
    assert record.exc_info[0] is RuntimeError


def test_a_misspelt_required_parameter_gets_a_suggestion(api):
    problem = api.ask("resolve", {"hots": "kosak.example", "path": "/"}).json()
    assert (problem["code"], problem["parameter"]) == ("clinic_cms.V001", "hots")
    assert problem["suggestion"] == "host"
