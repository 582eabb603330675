"""An answer costs the same queries in every locale, with any number of articles and clinics."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import NETWORK
from tests.factories import make_clinic, make_condition, make_library, translate
from tests.web.test_query_counts import LOCALES, offer

pytestmark = pytest.mark.django_db
COSTS = {
    "clinics?limit=2": 2,
    "clinics/kosak": 3,
    "clinics/kosak/locations": 5,
    "clinics/kosak/practitioners": 3,
    "clinics/kosak/conditions?limit=100": 4,
    "clinics/kosak/conditions/back-spasms": 5,
    "clinics/kosak/home": 3,
    "clinics/kosak/pages/contact": 7,
    "clinics/kosak/navigation": 3,
    "clinics/kosak/words": 1,
    "clinics/kosak/sitemap": 9,
    "resolve?host=kosak.example&path={home}conditions/back-spasms/": 6,
    "network/hosts?limit=2": 1,
}


def costs(client, host, code):
    """The number of queries by path, once each was asked before."""
    found = {}
    for path in COSTS:
        home = "/" if code == "en-us" else f"/{code}/"
        url = f"/api/v1/{path.format(home=home)}"
        if not path.startswith(("clinics?", "resolve", "network")) and "sitemap" not in path:
            url += f"{'&' if '?' in url else '?'}locale={code}"
        client.get(url, headers={"host": host})
        # Pages are compiled now; that is all that is left of the answer.
        cache.clear()
        found[path], response = asked(client, url, host)
        assert response.status_code == 200, (url, response.content)
    return found


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
    assert found.pop("network/hosts?limit=2") == 2
    assert all(cost <= COSTS[path] for path, cost in found.items())


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
