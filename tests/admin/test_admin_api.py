"""The admin's own API lists the pictures, documents and pages that its user may know of."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic_cms.launching.access import ensure_access
from tests.factories import make_image
from tests.two_clinics import SECRET

pytestmark = pytest.mark.django_db

API = "/admin/api/main"


@pytest.mark.parametrize("kind", ["image", "document"])
def test_pictures_and_documents_are_ones_own(ours, theirs, kind):
    client, url = ours.client(), f"{API}/{kind}s/"
    mine, other = ours.made[kind].pk, theirs.made[kind].pk
    listed = client.get(url, {"fields": "*"}).json()
    assert [item["id"] for item in listed["items"]] == [mine]
    assert listed["meta"]["total_count"] == 1
    assert SECRET.lower() not in str(listed).lower()
    assert client.get(f"{url}{mine}/").status_code == 200
    for missing in (other, 999_999):
        assert client.get(f"{url}{missing}/").status_code == 404
        assert client.get(f"{url}find/", {"id": missing}).status_code == 404
        assert client.get(url, {"id": missing}).json()["items"] == []
    assert client.get(url, {"search": SECRET}).json()["items"] == []


def test_the_agency_is_listed_all_pictures(desk, ours, theirs):
    listed = desk.get(f"{API}/images/").json()["items"]
    assert {item["id"] for item in listed} >= {ours.made["image"].pk, theirs.made["image"].pk}


def test_a_search_for_pages_finds_ones_own(ours, theirs):
    found = ours.client().get(f"{API}/pages/", {"search": "draft"}).json()["items"]
    assert [item["title"] for item in found] == ["Ours draft"]


@pytest.mark.parametrize("kind", ["image", "document"])
def test_a_list_costs_the_same_with_many_pictures_of_others(ours, theirs, kind):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            ours.client().get(f"{API}/{kind}s/")
        return len(queries)

    cost()
    before = cost()
    for number in range(5):
        make_image(str(number))
        ensure_access(theirs.built.clinic)
    assert cost() == before
