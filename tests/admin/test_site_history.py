"""The site history: an owner's is about their clinic, the agency's about all; both are exported."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.log_actions import log

from tests.admin.conftest import NETWORK, edit_url, location_data, make_owner

pytestmark = pytest.mark.django_db

HISTORY = reverse("wagtailadmin_reports:site_history")


@pytest.fixture
def owner(client, kosak, sol):
    client.defaults["HTTP_HOST"] = NETWORK
    client.force_login(make_owner(kosak))
    data = location_data(title="Corner office", lead=kosak.doctor.pk)
    assert client.post(edit_url(kosak.location), data).status_code == 302
    log(sol.contact, "wagtail.rename")
    return client


def exported(client, **filters):
    response = client.get(HISTORY, {"export": "csv", **filters})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return [*csv.DictReader(io.StringIO(text))]


def test_an_owner_reads_and_exports_who_changed_what_and_from_where(owner, kosak):
    page = owner.get(HISTORY).content.decode()
    assert "Corner office" in page or kosak.location.title in page
    assert "127.0.0.1" in page
    row = next(row for row in exported(owner) if row["Host name"])
    assert (row["User"], row["Host name"], row["IP address"]) == ("owner", NETWORK, "127.0.0.1")
    assert row["Clinic"] == kosak.clinic.name


def test_an_owners_filters_offer_what_is_in_their_history(owner, sol):
    actions = owner.get(HISTORY).context["filters"].form.fields["action"].choices
    assert "wagtail.rename" not in dict(actions)
    assert "wagtail.edit" in dict(actions)
    assert "clinic" not in owner.get(HISTORY).context["filters"].filters


def test_the_agency_filters_by_clinic_and_address(owner, desk, kosak, sol):
    assert {row["Clinic"] for row in exported(desk, clinic=kosak.clinic.pk)} == {kosak.clinic.name}
    assert exported(desk, clinic=sol.clinic.pk) == []
    assert len(exported(desk, address="127.")) == len(exported(desk, clinic=kosak.clinic.pk)) > 0
    assert len(exported(desk)) > len(exported(desk, address="127."))


def test_a_page_of_the_report_costs_the_same_with_few_entries_and_with_many(owner, kosak):
    def queries_of_report():
        with CaptureQueriesContext(connection) as queries:
            owner.get(HISTORY)
        return len(queries)

    log(kosak.contact, "wagtail.edit")
    queries_of_report()
    few = queries_of_report()
    for _ in range(10):
        log(kosak.contact, "wagtail.edit")
    assert queries_of_report() == few
