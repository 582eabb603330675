"""Answers as caches, browsers and scripts of other sites see them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache
from django.http import HttpResponseForbidden
from django.utils.http import parse_http_date

from clinic_cms.models import ClinicHost, ClinicOrigin, clinic_scope
from clinic_cms.serving import location_views
from clinic_cms.serving.location_views import locations
from tests.api.changes import NOON, publish
from tests.api.conftest import NETWORK, Api
from tests.factories import translate
from tests.memory import forget_clinics

pytestmark = pytest.mark.django_db
ARTICLE = "clinics/kosak/conditions/back-spasms"
LOCATIONS = "clinics/kosak/locations"
FRONT_END = "https://www.kosak.example"
ALLOW_ORIGIN = "Access-Control-Allow-Origin"


@pytest.fixture
def front_end(kosak):
    return ClinicOrigin.objects.create(clinic=kosak.clinic, origin=FRONT_END)


@time_machine.travel(NOON, tick=False)
def test_a_kept_answer_is_the_first_one_over_again(api, kosak_api, article):
    for host in (api, kosak_api):
        first, second = host.ask(ARTICLE), host.ask(ARTICLE)
        assert second.content == first.content
        assert dict(second.items()) == dict(first.items())
        assert second["X-Frame-Options"] == "DENY"


def doorkeeper(get_response):
    """Middleware of a project that lets no strangers in."""

    def answer(request):
        is_stranger = "stranger" in request.headers
        return HttpResponseForbidden() if is_stranger else get_response(request)

    return answer


def test_who_is_turned_away_by_a_projects_middleware_gets_no_kept_answer(api, article, settings):
    settings.MIDDLEWARE = [f"{__name__}.doorkeeper", *settings.MIDDLEWARE]
    assert [api.ask(ARTICLE).status_code for _again in range(2)] == [200, 200]
    assert api.ask(ARTICLE, stranger="yes").status_code == 403


@time_machine.travel(NOON)
def test_an_answer_says_how_long_it_may_be_kept_and_what_it_is_about(api, article, kosak):
    response = api.ask(ARTICLE)
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    keys = ["clinic-kosak", "locale-en-us", "library", f"article-{article.translation_key}"]
    keys += ["shared", clinic_scope(kosak.clinic.pk)]
    assert response["Surrogate-Key"].split(" ") == response["Cache-Tag"].split(",") == keys
    assert {*response["Vary"].split(", ")} == {"Accept-Encoding", "Origin"}
    assert not response.cookies


def test_only_what_shows_articles_is_tagged_with_the_library(api, article):
    assert "library" in api.ask("clinics/kosak/sitemap")["Surrogate-Key"].split()
    assert "library" in api.ask("clinics/kosak/conditions")["Surrogate-Key"].split()
    assert "library" not in api.ask("clinics/kosak")["Surrogate-Key"].split()
    for path in ("clinics", "network/hosts"):
        assert api.ask(path)["Surrogate-Key"] == "clinics"


@time_machine.travel(NOON)
def test_how_long_is_a_setting(api, article, settings):
    ages = {"MAX_AGE": 5, "STALE_WHILE_REVALIDATE": 0}
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, **ages}
    assert api.ask(ARTICLE)["Cache-Control"] == "public, max-age=5, stale-while-revalidate=0"


@pytest.mark.parametrize("path", [ARTICLE, "clinics", "network/hosts", "openapi.json"])
def test_who_has_the_answer_is_told_so(api, article, path):
    etag = api.ask(path)["ETag"]
    response = api.ask(path, if_none_match=f'"other", {etag}')
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == etag
    # A client that trusts it would wait for so many bytes.
    assert not response.has_header("Content-Length")
    assert api.ask(path, if_none_match='"other"').status_code == 200


@time_machine.travel(NOON, tick=False)
def test_who_has_the_answer_is_told_all_that_is_not_of_its_content(api, article, front_end):
    whole = api.ask(ARTICLE, origin=FRONT_END)
    unchanged = api.ask(ARTICLE, origin=FRONT_END, if_none_match=whole["ETag"])
    of_content = {"Content-Type", "Content-Language", "Content-Length"}
    for name, value in whole.items():
        assert name in of_content or unchanged[name] == value, name


@pytest.mark.parametrize(
    "condition", [{"if_match": '"other"'}, {"if_unmodified_since": "Thu, 01 Jan 2026 00:00:00 GMT"}]
)
def test_conditions_that_guard_writing_are_not_asked_of_readers(api, article, condition):
    response = api.ask(ARTICLE, **condition)
    assert response.status_code == 200
    assert response["Content-Length"] == str(len(response.content))


def test_an_etag_is_that_of_the_content(api, article):
    first = api.ask(ARTICLE)["ETag"]
    assert api.ask(f"{ARTICLE}?fields=title")["ETag"] != first
    article.save()
    assert api.ask(ARTICLE)["ETag"] == first
    publish(article, title="Other")
    assert api.ask(ARTICLE)["ETag"] != first


def test_who_knows_the_date_is_told_so_once_its_second_is_over(api, article):
    with time_machine.travel(NOON, tick=False) as clock:
        early = api.ask(ARTICLE)["Last-Modified"]
        assert parse_http_date(early) == NOON.timestamp() - 1
        assert api.ask(ARTICLE, if_modified_since=early).status_code == 200
        clock.shift(timedelta(seconds=1))
        date = api.ask(ARTICLE)["Last-Modified"]
        assert parse_http_date(date) == NOON.timestamp()
        assert api.ask(ARTICLE, if_modified_since=date).status_code == 304
        publish(article, title="Changed within the same second")
        changed = api.ask(ARTICLE, if_modified_since=date)
        assert b"Changed" in changed.content
        clock.shift(timedelta(milliseconds=1))
        publish(article, title="And once more")
        again = api.ask(ARTICLE, if_modified_since=changed["Last-Modified"])
        assert b"And once more" in again.content


def just_before_midnight(zone):
    return datetime(2026, 1, 5, 23, 59, 59, tzinfo=ZoneInfo(zone))


def test_what_is_begun_before_a_locations_midnight_is_not_kept_beyond_it(
    api, kosak, monkeypatch, django_assert_num_queries
):
    with time_machine.travel(just_before_midnight("America/Los_Angeles"), tick=False) as clock:

        def take_two_seconds(context):
            clock.shift(timedelta(seconds=2))
            return locations(context)

        monkeypatch.setattr(location_views, "locations", take_two_seconds)
        first = api.ask(LOCATIONS)
        forget_clinics()
        with django_assert_num_queries(3):
            assert api.ask(LOCATIONS).content == first.content


@pytest.mark.parametrize("path", ["locations", "pages/contact", "pages/office"])
def test_what_shows_special_days_changes_at_the_locations_midnight(api, kosak, path):
    day = {"date": date(2026, 1, 5), "note": "", "intervals": []}
    publish(kosak.location, special_days=[("day", day)])
    with time_machine.travel(just_before_midnight("America/Los_Angeles"), tick=False) as clock:
        assert b"2026-01-05" in api.ask(f"clinics/kosak/{path}").content
        clock.shift(timedelta(seconds=2))
        assert b"2026-01-05" not in api.ask(f"clinics/kosak/{path}").content


def test_midnight_elsewhere_ends_no_answer(api, kosak, article, django_assert_num_queries):
    with time_machine.travel(just_before_midnight("UTC"), tick=False) as clock:
        api.ask(LOCATIONS), api.ask(ARTICLE)
        clock.shift(timedelta(seconds=2))
        with django_assert_num_queries(2):
            api.ask(LOCATIONS), api.ask(ARTICLE)


def test_a_head_gets_what_a_get_would_say(api, article):
    got, headed = api.ask(ARTICLE), api.ask(ARTICLE, method="head")
    assert headed.content == b""
    assert headed["Content-Length"] == str(len(got.content))
    assert headed["ETag"] == got["ETag"]
    assert api.ask(ARTICLE, method="head", if_none_match=got["ETag"]).status_code == 304


def test_the_order_of_parameters_makes_no_difference(api, article, django_assert_num_queries):
    api.ask(f"{ARTICLE}?locale=en-us&fields=title")
    with django_assert_num_queries(1):
        api.ask(f"{ARTICLE}?fields=title&locale=en-us")


def test_a_free_text_search_is_not_kept(api, article, django_assert_num_queries):
    api.ask("clinics/kosak/conditions?q=back")
    forget_clinics()
    with django_assert_num_queries(3):
        assert api.get("clinics/kosak/conditions", q="back")["total"] == 1


@pytest.mark.parametrize(
    "path",
    [
        "resolve?host=kosak.example&path=/conditions/back-spasms/?n={}",
        "resolve?host=kosak.example:{}&path=/conditions/back-spasms/",
        "resolve?host=kosak.example&path=/conditions?n={}",
        "resolve?host=www.kosak.example&path=/{}",
        "clinics/kosak/pages//{slashes}contact",
        "clinics/kosak/conditions?cursor=0{}",
        "clinics/kosak?fields=name{again}",
    ],
)
def test_no_end_of_spellings_makes_no_end_of_kept_answers(api, article, kosak, process_cache, path):
    ClinicHost.objects.create(clinic=kosak.clinic, hostname="www.kosak.example")
    for number in range(1, 9):
        spelling = path.format(number, slashes="/" * number, again=",name" * number)
        assert api.ask(spelling).status_code == 200
    assert len([key for key in cache._cache if "clinic_cms:response:" in key]) <= 1


@pytest.mark.parametrize("host", ["kosak.example", "KOSAK.example"])
def test_a_page_is_kept_where_its_own_address_is_asked_for(api, article, process_cache, host):
    api.get("resolve", host=host, path="/conditions/back-spasms/")
    assert any("clinic_cms:response:" in key for key in cache._cache) is (host == "kosak.example")


def test_refusals_and_what_one_person_may_read_are_kept_nowhere(api, article, admin_client):
    assert api.ask("clinics/kosak/conditions/none")["Cache-Control"] == "no-store"
    editor = Api(admin_client, NETWORK)
    for _again in range(2):
        raw = editor.ask(f"{ARTICLE}/raw")
        assert (raw.status_code, raw["Cache-Control"]) == (200, "private, no-store")
        assert "ETag" not in raw
    assert api.ask(f"{ARTICLE}/raw").status_code == 403


def test_what_was_missing_is_there_once_it_is_published(api, library, article):
    assert api.ask("clinics/kosak/conditions/new").status_code == 404
    publish(article, slug="new")
    assert api.ask("clinics/kosak/conditions/new").status_code == 200


@pytest.mark.parametrize(
    ("path", "method"),
    [
        (ARTICLE, "get"),
        ("clinics/kosak/conditions/none", "get"),
        ("clinics/kosak?locale=xx", "get"),
        ("clinics/kosak?x=1", "get"),
        ("clinics/kosak/conditions?limit=1000", "get"),
        ("clinics/kosak?fields=nmae", "head"),
        ("resolve?host=kosak.example&path=none", "get"),
        (ARTICLE, "post"),
    ],
)
@pytest.mark.parametrize("host", [NETWORK, "kosak.example"])
def test_a_front_end_of_the_clinic_may_read_answers_and_refusals(
    client, article, front_end, host, path, method
):
    for _again in range(2):
        response = Api(client, host).ask(path, method=method, origin=FRONT_END)
        assert response[ALLOW_ORIGIN] == FRONT_END
        assert "ETag" in response["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Credentials" not in response
        assert "Origin" in response["Vary"].split(", ")


def test_a_front_end_learns_on_the_clinics_host_that_nothing_is_asked_there(
    client, article, front_end
):
    response = Api(client, "kosak.example").ask("clinics/kosak/nothing", origin=FRONT_END)
    assert (response.status_code, response[ALLOW_ORIGIN]) == (404, FRONT_END)


@pytest.mark.parametrize("path", ["clinics/kosak?x=1", "resolve?host=kosak.example&path=x"])
@pytest.mark.parametrize("method", ["get", "options"])
def test_a_front_end_of_a_clinic_that_has_not_opened_learns_nothing(api, front_end, path, method):
    assert ALLOW_ORIGIN in api.ask(path, method=method, origin=FRONT_END)
    front_end.clinic.locales.get().home.unpublish()
    assert ALLOW_ORIGIN not in api.ask(path, method=method, origin=FRONT_END)


@pytest.mark.parametrize("host", ["", "%00", "a b", "..", "[::1", "x" * 300])
@pytest.mark.parametrize("method", ["get", "options"])
def test_what_is_no_host_has_no_front_ends(api, front_end, host, method):
    response = api.ask(f"resolve?host={host}&path=/", method=method, origin=FRONT_END)
    assert (response.status_code < 500, ALLOW_ORIGIN in response) == (True, False)


def test_the_front_end_that_shows_drafts_is_one_too(api, article, kosak):
    kosak.clinic.preview_url = "https://drafts.kosak.example/preview"
    kosak.clinic.save()
    origin = "https://drafts.kosak.example"
    assert api.ask(ARTICLE, origin=origin)[ALLOW_ORIGIN] == origin


def test_the_clinics_own_website_may_ask_the_networks_host(api, article, kosak):
    own = f"http://{kosak.host}"
    assert api.ask(ARTICLE, origin=own)[ALLOW_ORIGIN] == own


def test_nobody_elses_script_may_read(api, article, front_end, sol):
    for origin in ("https://evil.example", "null", FRONT_END.upper(), "http://www.kosak.example"):
        assert ALLOW_ORIGIN not in api.ask(ARTICLE, origin=origin)
        assert ALLOW_ORIGIN not in api.ask(ARTICLE, method="options", origin=origin)
    assert ALLOW_ORIGIN not in api.ask("clinics/sol", origin=FRONT_END)
    assert ALLOW_ORIGIN not in api.ask("clinics", origin=FRONT_END)
    assert ALLOW_ORIGIN not in api.ask(ARTICLE)


def test_a_front_end_that_goes_may_not_read_what_was_kept(api, article, front_end):
    assert api.ask(ARTICLE, origin=FRONT_END).has_header(ALLOW_ORIGIN)
    front_end.delete()
    assert not api.ask(ARTICLE, origin=FRONT_END).has_header(ALLOW_ORIGIN)
    ClinicOrigin.objects.create(clinic=front_end.clinic, origin=FRONT_END)
    assert api.ask(ARTICLE, origin=FRONT_END).has_header(ALLOW_ORIGIN)


def test_an_unchanged_answer_may_be_read_too(api, article, front_end):
    etag = api.ask(ARTICLE, origin=FRONT_END)["ETag"]
    response = api.ask(ARTICLE, origin=FRONT_END, if_none_match=etag)
    assert (response.status_code, response[ALLOW_ORIGIN]) == (304, FRONT_END)


@pytest.mark.parametrize("path", [ARTICLE, "resolve?host=kosak.example&path=/"])
@pytest.mark.parametrize("host", [NETWORK, "kosak.example"])
def test_a_browser_may_ask_beforehand(client, article, front_end, host, path):
    headers = {"origin": FRONT_END, "access-control-request-method": "GET"}
    response = Api(client, host).ask(path, method="options", **headers)
    assert (response.status_code, response.content) == (204, b"")
    assert response[ALLOW_ORIGIN] == FRONT_END
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]
    assert response["Access-Control-Max-Age"] == "600"


def test_another_clinics_host_gives_no_leave(client, article, front_end, sol):
    response = Api(client, sol.host).ask(ARTICLE, method="options", origin=FRONT_END)
    assert (response.status_code, ALLOW_ORIGIN in response) == (204, False)


def test_what_may_be_asked_is_told_to_anybody(api, article):
    response = api.ask(ARTICLE, method="options")
    assert (response.status_code, response["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert api.ask(ARTICLE, method="post")["Allow"] == "GET, HEAD, OPTIONS"


def test_answers_in_two_languages_are_two(api, article, spanish_article, kosak):
    home = translate(kosak.home, "es", slug="kosak-es")
    kosak.clinic.locales.create(locale=home.locale, home=home, position=1)
    assert "locale-en-us" in api.ask("clinics/kosak")["Surrogate-Key"]
    assert "locale-es" in api.ask("clinics/kosak?locale=es")["Surrogate-Key"]
