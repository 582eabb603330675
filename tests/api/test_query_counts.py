"""An answer costs the same queries in every locale, with any number of articles and clinics."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic_cms.models import PractitionerPage
from tests.api.conftest import NETWORK
from tests.factories import make_clinic, make_condition, make_image, make_library, translate
from tests.memory import forget_clinics
from tests.web.test_query_counts import LOCALES, offer

pytestmark = pytest.mark.django_db
COSTS = {
    "clinics?limit=2": (2, 2),
    "clinics/kosak": (2, 1),
    "clinics/kosak/locations": (3, 1),
    "clinics/kosak/practitioners": (2, 1),
    "clinics/kosak/conditions?limit=100": (3, 1),
    "clinics/kosak/conditions/back-spasms": (3, 1),
    "clinics/kosak/home": (2, 1),
    "clinics/kosak/pages/contact": (5, 3),
    "clinics/kosak/navigation": (2, 1),
    "clinics/kosak/words": (1, 1),
    "clinics/kosak/sitemap": (8, 6),
    "resolve?host=kosak.example&path={home}conditions/back-spasms/": (3, 1),
    "network/hosts?limit=2": (1, 1),
}


def costs(client, host, code):
    """The queries by path: with nothing remembered of the clinic, and with all of it."""
    found = {}
    for path in COSTS:
        home = "/" if code == "en-us" else f"/{code}/"
        url = f"/api/v1/{path.format(home=home)}"
        if not path.startswith(("clinics?", "resolve", "network")) and "sitemap" not in path:
            url += f"{'&' if '?' in url else '?'}locale={code}"
        client.get(url, headers={"host": host})
        # Pages are compiled now; that is all that is left of the answer.
        forget_clinics()
        found[path] = tuple(cost(client, url, host) for _time in range(2))
    return found


def cost(client, url, host):
    """The queries of an answer that is made."""
    cache.clear()
    queries, response = asked(client, url, host)
    assert response.status_code == 200, (url, response.content)
    return queries


def asked(client, url, host, **headers):
    """The number of queries, and the response."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url, headers={"host": host, **headers})
    return len(queries), response


@pytest.mark.parametrize(("clinics", "locales", "articles"), [(3, 2, 1), (30, 5, 100)])
def test_an_answer_costs_the_same_whatever_there_is(
    client, article, kosak, clinics, locales, articles
):
    library = article.get_parent().specific
    for number in range(1, articles):
        make_condition(library, f"more-{number}", title=f"More {number}")
    offer(kosak, LOCALES[: locales - 1], (kosak.doctor, kosak.location, kosak.index, kosak.contact))
    for code in LOCALES[: locales - 1]:
        make_library(code, library)
        for page in library.get_children().specific():
            translate(page, code)
    for number in range(1, clinics):
        make_clinic(f"other-{number}", host=f"other-{number}.example")
    for code in ("en-us", *LOCALES[: locales - 1]):
        assert costs(client, NETWORK, code) == COSTS


def test_a_clinics_host_costs_no_more(client, article, kosak):
    found = costs(client, kosak.host, "en-us")
    # The middleware asks for the host's clinic, which the network's list of hosts does not need.
    assert found.pop("network/hosts?limit=2") == (2, 2)
    assert all(costs <= COSTS[path] for path, costs in found.items())


@pytest.mark.parametrize(("caches", "cost"), [("process_cache", 1), ("shared_cache", 0)])
@pytest.mark.parametrize("clinics", [3, 30])
def test_a_kept_answer_costs_no_more_than_the_question_whether_it_holds(
    request, client, article, kosak, clinics, caches, cost
):
    request.getfixturevalue(caches)
    for number in range(1, clinics):
        make_clinic(f"other-{number}", host=f"other-{number}.example")
    url = "/api/v1/clinics/kosak/conditions/back-spasms"
    for host in (NETWORK, kosak.host):
        for _warm in range(2):
            etag = client.get(url, headers={"host": host})["ETag"]
        queries, response = asked(client, url, host)
        assert (response.status_code, queries) == (200, cost)
        queries, response = asked(client, url, host, if_none_match=etag)
        assert (response.status_code, queries) == (304, cost)


def test_an_article_costs_two_queries_with_all_that_can_stand_in_one(
    client, library, kosak, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    kosak.clinic.logo = make_image("logo")
    kosak.clinic.save()
    kosak.clinic.origins.create(origin="https://front.example")
    for number in range(3):
        make_condition(library, f"gap-{number}", summary="Ask {{ doctor.credentials }}.")
    figures = [
        {"type": "figure", "value": {"image": make_image(f"p{n}").pk, "alt": "", "caption": ""}}
        for n in range(6)
    ]
    make_condition(library, "pictures", overview=figures)
    url = "/api/v1/clinics/kosak/conditions/pictures"
    # The second one finds the files that the first one made.
    for _again in range(2):
        cache.clear()
        asked(client, url, NETWORK, origin="https://front.example")
    cache.clear()
    queries, response = asked(client, url, NETWORK, origin="https://front.example")
    assert response["Access-Control-Allow-Origin"] == "https://front.example"
    assert len(response.json()["sections"][0]["blocks"]) == 6
    assert queries == 2


def test_a_teams_photos_cost_one_query(client, kosak, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    url = "/api/v1/clinics/kosak/practitioners"
    for number in range(1, 4):
        doctor = PractitionerPage(title=f"Dr. {number}", photo=make_image(f"doctor-{number}"))
        kosak.home.add_child(instance=doctor)
        asked(client, url, NETWORK)
        cache.clear()
        queries, response = asked(client, url, NETWORK)
        assert sum(bool(item["photo"]) for item in response.json()["items"]) == number
        assert queries == COSTS["clinics/kosak/practitioners"][1] + 1
