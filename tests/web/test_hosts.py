"""Which clinic a request's host names, whichever header a proxy sends it in."""

import pytest

from clinic_cms.models import ClinicHost

pytestmark = pytest.mark.django_db

BEHIND_PROXY = {"host": "internal-lb:8000", "x-forwarded-host": "kosak.example"}


@pytest.mark.parametrize("path", ["/", "/api/v1/clinics/kosak", "/admin/login/"])
def test_a_forwarded_host_counts_where_the_setting_says_so(client, kosak, settings, path):
    assert client.get(path, headers=BEHIND_PROXY).status_code == 404

    settings.USE_X_FORWARDED_HOST = True
    assert client.get(path, headers=BEHIND_PROXY).status_code == 200
    swapped = {"host": "kosak.example", "x-forwarded-host": "nobody.example"}
    assert client.get(path, headers=swapped).status_code == 404


def test_a_stored_response_is_that_of_the_forwarded_host(client, kosak, sol, settings):
    settings.USE_X_FORWARDED_HOST = True
    for clinic in (kosak, sol, kosak):
        headers = {"host": "internal-lb", "x-forwarded-host": clinic.host}
        listed = client.get("/api/v1/clinics", headers=headers).json()["items"]
        assert [item["slug"] for item in listed] == [clinic.clinic.slug]


@pytest.mark.parametrize("header", ["KOSAK.Example", "kosak.example.", "kosak.example:8080"])
def test_case_port_and_a_final_dot_make_no_difference(client, kosak, header):
    assert client.get("/", headers={"host": header}).status_code == 200


def test_a_host_in_letters_is_the_one_that_browsers_send(client, kosak):
    ClinicHost.objects.create(clinic=kosak.clinic, hostname="www.xn--gromann-2va.example")

    response = client.get("/", headers={"host": "www.xn--gromann-2va.example"})

    assert response.url == "http://kosak.example/"


def test_what_is_no_host_is_a_bad_request(client, kosak):
    assert client.get("/", headers={"host": "a b/"}).status_code == 400
