"""Pages that are kept: who gets them, in which coding, and what is never kept."""

import gzip
import threading
import zlib
from datetime import UTC, datetime

import brotli
import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client

from clinic_cms.models import clinic_scope
from clinic_cms.serving.response_cache import lookup, responding, store
from clinic_cms.web import rendering
from tests.factories import make_clinic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("process_cache")]
ARTICLE = "/conditions/back-spasms/"
HOST = "kosak.example"


def get(client, path=ARTICLE, host=HOST, **headers):
    return client.get(path, headers={"host": host, **headers})


@pytest.fixture
def made(monkeypatch, article, kosak):
    """The paths of the pages that were made, in their order."""
    paths, page_view = [], rendering.page_view

    def noted(visit, page, **values):
        paths.append(visit.tail)
        return page_view(visit, page, **values)

    monkeypatch.setattr(rendering, "page_view", noted)
    return paths


def test_a_kept_page_costs_one_query(client, made, django_assert_num_queries):
    first = get(client)
    with django_assert_num_queries(1):
        again = get(client)
    # Within a second, a page's date is not sure.
    del first.headers["Last-Modified"], again.headers["Last-Modified"]
    assert (again.content, {**again.headers}) == (first.content, {**first.headers})
    assert len(made) == 1


def test_with_a_shared_cache_it_costs_one_round_trip(
    client, made, shared_cache, monkeypatch, django_assert_num_queries
):
    for _again in range(2):
        get(client)
    questions, ask = [], store._ask

    def noted(question, *given, **named):
        questions.append(question)
        return ask(question, *given, **named)

    monkeypatch.setattr(store, "_ask", noted)
    with django_assert_num_queries(0):
        assert get(client).status_code == 200
    assert (len(questions), len(made)) == (1, 1)


def test_a_process_holds_what_it_took_from_a_shared_cache_until_something_changes(
    client, made, kosak, shared_cache
):
    first, _again = get(client), get(client)
    cache.clear()
    assert get(client).content == first.content
    assert len(made) == 1
    kosak.clinic.name = "Kosak and Daughters"
    kosak.clinic.save()
    assert "Kosak and Daughters" in get(client).content.decode()
    assert len(made) == 2


@pytest.mark.parametrize("path", ["/nothing/", "/conditions/nothing/", "/no/such/page"])
def test_it_is_kept_that_nothing_is_there(client, made, path, django_assert_num_queries):
    first = get(client, path)
    with django_assert_num_queries(1):
        again = get(client, path)
    assert (first.status_code, again.content) == (404, first.content)


def test_a_host_of_nobody_is_remembered_until_a_clinic_has_it(
    client, made, library, django_assert_num_queries
):
    assert get(client, "/", host="new.example").status_code == 404
    with django_assert_num_queries(1):
        assert get(client, "/", host="new.example").status_code == 404
    make_clinic("new", name="New", host="new.example")
    assert get(client, "/", host="new.example").status_code == 200


def test_random_paths_take_a_fixed_number_of_places(client, made):
    get(client)
    before = len(cache._cache)
    for number in range(lookup.ABSENCES + 60):
        get(client, f"/nothing-{number}/")
    assert len(cache._cache) <= before + lookup.ABSENCES
    get(client)
    assert made.count("conditions/back-spasms/") == 1


@pytest.mark.parametrize("path", ["/conditions//back-spasms/", "/conditions/back-spasms//"])
def test_another_spelling_of_a_url_is_not_kept(client, made, path):
    before = len(cache._cache)
    get(client, path)
    assert len(cache._cache) == before


@pytest.mark.parametrize("query", ["?utm_source=mail", "?x=1&x=2", "?gclid=abc"])
def test_a_query_makes_no_difference(client, made, query):
    assert get(client).content == get(client, ARTICLE + query).content
    assert len(made) == 1


def test_a_project_names_the_parameters_that_do(client, made, settings):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "PAGE_PARAMETERS": ["page"]}
    for query in ("", "?page=1", "?page=2", "?page=2&x=1"):
        get(client, ARTICLE + query)
    assert len(made) == 3


def test_who_is_signed_in_gets_a_page_made_for_them(client, made, admin_user):
    get(client)
    client.force_login(admin_user)
    assert not get(client).has_header("ETag")
    assert len(made) == 2


def test_a_token_asks_for_more_than_anyone_may_read(client, made):
    get(client)
    get(client, authorization="Bearer x")
    assert len(made) == 2


def set_a_cookie(get_response):
    def respond(request):
        response = get_response(request)
        response.set_cookie("visitor", "1")
        return response

    return respond


def test_a_response_with_a_cookie_is_for_one_person(client, made, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.set_a_cookie"]
    for visitor in (Client(), Client()):
        assert "visitor" in get(visitor).cookies
    assert len(made) == 2


UNPACK = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=none, *;q=0.1", "gzip"),
        ("identity", ""),
        ("*", "br"),
        ("", ""),
    ],
)
def test_a_page_is_sent_in_a_coding_that_its_client_takes(client, made, accepted, coding):
    plain = get(client)
    for _again in range(2):
        response = get(client, **{"accept-encoding": accepted})
        assert response.get("Content-Encoding", "") == coding
        assert UNPACK[coding](response.content) == plain.content
        assert "Accept-Encoding" in response["Vary"]
        assert response["Content-Length"] == str(len(response.content))
        assert (response["ETag"] == plain["ETag"]) == (coding == "")
    assert len(made) == 1


def test_each_coding_is_packed_once(client, made, monkeypatch):
    get(client, **{"accept-encoding": "gzip"})

    def refuse(*_):
        raise zlib.error

    monkeypatch.setattr(gzip, "compress", refuse)
    assert get(client, **{"accept-encoding": "gzip"})["Content-Encoding"] == "gzip"


def test_a_browser_asks_each_time_and_is_told_that_nothing_changed(client, made):
    first = get(client)
    again = get(client, **{"if-none-match": first["ETag"]})
    assert first["Cache-Control"] == "no-cache"
    assert (again.status_code, again.content) == (304, b"")
    assert not again.has_header("Content-Length")
    assert again["Cache-Control"] == "no-cache"


@time_machine.travel(datetime(2026, 1, 5, 18, tzinfo=UTC))
def test_a_cdn_that_is_purged_may_keep_pages(client, made, settings):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "CDN_MAX_AGE": 3600}
    control = "public, max-age=0, s-maxage=3600, stale-while-revalidate=600"
    for path, host in [(ARTICLE, HOST), ("/nothing/", HOST), ("/", "nobody.example")]:
        assert get(client, path, host)["Cache-Control"] == control


def test_no_cdn_keeps_a_page_beyond_the_day_for_which_it_was_made(client, made, settings):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "CDN_MAX_AGE": 86_400}
    # In California it is five minutes before midnight.
    with time_machine.travel(datetime(2026, 1, 6, 7, 55, tzinfo=UTC), tick=False):
        control = get(client, "/contact/")["Cache-Control"]
    assert control == "public, max-age=0, s-maxage=300, stale-while-revalidate=0"


def test_a_page_names_what_it_is_about_for_a_cdn(client, made, article, kosak):
    keys = ["clinic-kosak", "locale-en-us", "library", f"article-{article.translation_key}"]
    scopes = ["shared", clinic_scope(kosak.clinic.pk)]
    assert get(client)["Surrogate-Key"].split() == [*keys, *scopes]
    absence = ["library", "clinic-kosak", *scopes]
    assert get(client, "/nothing/")["Surrogate-Key"].split() == absence
    assert get(client, host="nobody.example")["Surrogate-Key"] == "hosts"


def test_head_gets_the_headers_alone(client, made):
    got = get(client)
    for _again in range(2):
        head = client.head(ARTICLE, headers={"host": "kosak.example"})
        assert (head.content, head["Content-Length"]) == (b"", str(len(got.content)))


def test_two_releases_do_not_share_pages(client, made, settings):
    for release in ("one", "two", "two"):
        settings.CLINIC_CMS = {**settings.CLINIC_CMS, "RELEASE": release}
        get(client)
    assert len(made) == 2


@pytest.mark.django_db(transaction=True)
def test_a_page_that_many_ask_for_is_made_once(wagtail_roots, made, monkeypatch):
    waiting, started = threading.Event(), []
    noted = rendering.page_view

    def slowly(visit, page, **values):
        started.append(page)
        waiting.wait(10)
        return noted(visit, page, **values)

    monkeypatch.setattr(rendering, "page_view", slowly)
    statuses = []

    def read():
        statuses.append(get(Client()).status_code)
        connection.close()

    readers = [threading.Thread(target=read) for _number in range(5)]
    for reader in readers:
        reader.start()
    while not started:
        pass
    waiting.set()
    for reader in readers:
        reader.join()
    assert (statuses, len(started)) == ([200] * 5, 1)


def test_what_is_made_for_one_person_holds_up_no_one(client, made, monkeypatch):
    """A redirect is not kept: whoever asks for it next does not wait for the one before."""
    monkeypatch.setattr(responding, "PATIENCE", 60)
    for _again in range(2):
        assert get(client, ARTICLE.rstrip("/")).status_code == 301
    name = lookup.Request("kosak.example", ARTICLE.rstrip("/")).name
    assert responding._made_for_one.peek(name, None)
