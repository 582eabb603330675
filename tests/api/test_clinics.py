"""Clinics, their places and people, their navigation and addresses; whose host answers for whom."""

import pytest
from django.utils import timezone

from clinic_cms.api.requests import decode
from clinic_cms.models import ClinicHost, ClinicPage, PractitionerPage
from tests.factories import make_clinic, translate

pytestmark = pytest.mark.django_db


def retire(built):
    built.clinic.retired_at = timezone.now()
    built.clinic.save()


def test_the_network_lists_open_clinics_page_by_page(api, sol):
    retire(make_clinic("gone", host="gone.example"))
    first = api.get("clinics", limit=1)
    assert [item["slug"] for item in first["items"]] == ["kosak"]
    second = api.get("clinics", limit=1, cursor=first["next"])
    assert [item["slug"] for item in second["items"]] == ["sol"]
    assert second["next"] is None
    assert second["items"][0]["locales"][0]["language"] == "es"


@pytest.mark.parametrize(
    "path", ["clinics/{}", "clinics/{}/preview", "resolve?host={}.example&path=/"]
)
def test_a_clinic_that_has_not_opened_is_told_from_none_by_nothing(api, kosak, path):
    kosak.home.unpublish()

    def problem_of(slug):
        token = {"authorization": "Bearer x", "origin": "http://kosak.example"}
        response = api.ask(path.format(slug), **token)
        body = response.content.decode().replace(slug, "")
        return response.status_code, dict(response.items()) | {"Content-Length": ""}, body

    assert problem_of("kosak") == problem_of("nobody")
    assert problem_of("kosak")[0] == 404


@pytest.mark.parametrize("path", ["clinics", "network/hosts", "clinics/kosak/conditions"])
def test_a_cursor_of_any_bytes_is_a_position(api, path):
    for cursor in ("00", "ff", "eda080", "610062"):
        assert api.get(path, cursor=cursor)["next"] is None
    assert "\0" not in decode("610062")


def test_a_clinics_host_answers_for_that_clinic_alone(kosak_api, sol):
    assert [item["slug"] for item in kosak_api.get("clinics")["items"]] == ["kosak"]
    assert kosak_api.get("clinics/kosak")["contacts"]["phone"]["e164"] == "+17074261111"
    for path in ("", "/home", "/conditions", "/navigation", "/sitemap"):
        assert kosak_api.problem(f"clinics/sol{path}")[:2] == (404, "clinic_cms.V003")
    hosts = [item["host"] for item in kosak_api.get("network/hosts")["items"]]
    assert hosts == ["kosak.example"]
    asked = {"host": "sol.example", "path": "/"}
    assert kosak_api.problem("resolve", **asked) == (404, "clinic_cms.V003", "host")


def test_an_unknown_host_is_the_plain_404_of_all_pages(api):
    api.host = "nobody.example"
    response = api.ask("clinics")
    assert (response.status_code, response["Content-Type"]) == (404, "text/plain")


def test_another_host_of_a_clinic_sends_to_the_canonical_one(api, kosak):
    ClinicHost.objects.create(clinic=kosak.clinic, hostname="www.kosak.example")
    api.host = "www.kosak.example"
    assert api.ask("clinics", {"limit": 1}).url == "http://kosak.example/api/v1/clinics?limit=1"


def test_a_retired_clinic_is_gone(api, kosak):
    retire(kosak)
    for path in ("", "/home", "/conditions/back-spasms", "/locations", "/sitemap"):
        assert api.problem(f"clinics/kosak{path}")[:2] == (410, "clinic_cms.V006")
    api.host = kosak.host
    for path in ("clinics", "clinics/kosak", "network/hosts"):
        assert api.problem(path)[:2] == (410, "clinic_cms.V006")


def test_a_clinic_that_has_not_opened_is_not_told_of(api, kosak, sol):
    kosak.home.unpublish()
    assert api.problem("clinics/kosak")[:2] == (404, "clinic_cms.V003")
    assert [item["slug"] for item in api.get("clinics")["items"]] == ["sol"]
    assert [item["host"] for item in api.get("network/hosts")["items"]] == ["sol.example"]
    api.host = kosak.host
    for path in ("clinics", "network/hosts"):
        assert api.get(path)["items"] == []


def test_a_locale_that_a_clinic_does_not_offer_is_named_with_those_that_it_does(api, kosak):
    assert api.problem("clinics/kosak", locale="fr") == (404, "clinic_cms.V004", "locale")
    problem = api.ask("clinics/kosak", {"locale": "en"}).json()
    assert "en-us" in problem["detail"]
    assert problem["suggestion"] == "en-us"


def test_locations_and_practitioners_come_with_the_facts(api, kosak):
    kosak.location.opening_hours = [
        ("hours", {"days": ["mon"], "intervals": [{"opens": "09:00", "closes": "17:00"}]})
    ]
    kosak.location.save()
    (location,) = api.get("clinics/kosak/locations")["items"]
    assert location["place"]["city"] == "Fairfield"
    assert location["service_areas"] == ["Vacaville"]
    assert location["lead"] == "Dr. Michael Wilson"
    assert location["hours"][0]["intervals"] == [{"opens": "09:00:00", "closes": "17:00:00"}]
    (person,) = api.get("clinics/kosak/practitioners")["items"]
    assert (person["name"], person["path"]) == ("Dr. Michael Wilson", "/wilson/")


def test_navigation_is_that_of_the_pages(api, kosak):
    navigation = api.get("clinics/kosak/navigation")
    assert [link["path"] for link in navigation["menu"]] == ["/conditions/", "/contact/"]
    assert navigation["clinic"]["appointment_url"] == "http://kosak.example/contact/"
    assert [language["path"] for language in navigation["languages"]] == ["/"]


def test_every_address_of_the_sitemap_answers_and_no_other_page_does(api, client, article, kosak):
    home = translate(kosak.home, "es", slug="kosak-es")
    kosak.clinic.locales.create(locale=home.locale, home=home, position=1)
    translate(kosak.contact, "es", slug="contacto")
    hidden = ClinicPage(title="Hidden", slug="hidden", locale=kosak.home.locale, live=False)
    kosak.home.add_child(instance=hidden)
    hidden.add_child(instance=ClinicPage(title="Below", slug="below", locale=hidden.locale))
    broken = ClinicPage(title="{{ location.street }}", slug="broken", locale=hidden.locale)
    kosak.home.add_child(instance=broken)
    items = api.get("clinics/kosak/sitemap")["items"]
    paths = {item["path"]: item for item in items}
    assert set(paths) == {
        "/",
        "/wilson/",
        "/office/",
        "/conditions/",
        "/contact/",
        "/conditions/back-spasms/",
        "/es/",
        "/es/contacto/",
    }
    for path, item in paths.items():
        page = client.get(path, headers={"host": kosak.host})
        assert page.status_code == 200
        view = page.context["page"]
        assert item["url"] == view.canonical
        assert [a["url"] for a in item["alternates"]] == [a.url for a in view.alternates]
        found = api.get("resolve", host=kosak.host, path=path)["page"]
        assert (found["type"], found["canonical"]) == (item["type"], item["url"])


def test_a_translation_of_somebody_off_line_is_in_no_sitemap(api, kosak):
    home = translate(kosak.home, "es", slug="kosak-es")
    kosak.clinic.locales.create(locale=home.locale, home=home, position=1)
    translate(kosak.doctor, "es")
    PractitionerPage.objects.filter(pk=kosak.doctor.pk).update(live=False)
    paths = {item["path"] for item in api.get("clinics/kosak/sitemap")["items"]}
    assert not {path for path in paths if "wilson" in path}


def test_hosts_are_listed_for_static_builds(api, kosak, sol):
    ClinicHost.objects.create(clinic=kosak.clinic, hostname="www.kosak.example")
    items = api.get("network/hosts")["items"]
    assert [(item["host"], item["canonical"]) for item in items] == [
        ("kosak.example", True),
        ("sol.example", True),
        ("www.kosak.example", False),
    ]


def test_a_number_with_an_extension_has_both_in_its_link(kosak_api, kosak):
    kosak.location.phone = "+17074261111;ext=12"
    kosak.location.save()
    assert kosak_api.get("clinics/kosak")["contacts"]["phone"] == {
        "text": "707-426-1111 ext. 12",
        "e164": "+17074261111",
        "uri": "tel:+17074261111;ext=12",
    }
