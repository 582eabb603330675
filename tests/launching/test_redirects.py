"""What a plan says of URLs that will redirect, and what they then do."""

from django.test import Client

from clinic_cms.models import ClinicHost, ClinicLocation
from clinic_cms.tenancy.hosts import change_hosts
from tests.factories import make_clinic
from tests.launching.conftest import SPEC, SpecFile, owner_edits

BRANCH = """
[[locations]]
slug = "branch"
city = "Dixon"
region = "CA"
country = "US"
"""


def redirects_of(launched):
    return [(redirect.earlier, redirect.current) for redirect in launched.plan.redirects]


def get(host, path="/"):
    return Client(HTTP_HOST=host).get(path)


def test_a_new_launch_redirects_nothing(spec):
    assert redirects_of(spec.launch()) == []


def test_an_earlier_host_leads_to_the_new_one(spec, launched):
    spec.edit("kosak.example", "großmann.example")
    expected = [("kosak.example", "großmann.example (xn--gromann-2va.example)")]
    assert redirects_of(spec.launch(dry_run=True)) == expected

    assert redirects_of(spec.launch()) == expected

    response = get("kosak.example", "/contact/?a=b")
    assert (response.status_code, response.url) == (
        301,
        "http://xn--gromann-2va.example/contact/?a=b",
    )
    assert redirects_of(spec.launch()) == []


def test_a_host_that_returns_is_canonical_again(spec, launched):
    spec.edit("kosak.example", "new.example").launch()
    spec.edit("new.example", "kosak.example").launch()

    assert get("kosak.example").status_code == 200
    assert get("new.example").url == "http://kosak.example/"


def test_another_clinic_takes_an_earlier_host(spec, launched, tmp_path):
    spec.edit("kosak.example", "new.example").launch()
    other = SPEC.replace('"kosak"', '"other"').replace("Kosak", "Other")
    SpecFile(tmp_path / "other.toml", other).launch()

    assert "Other Chiropractic" in get("kosak.example").content.decode()
    assert ClinicHost.objects.filter(hostname="kosak.example").count() == 1


def test_the_form_keeps_removed_hosts_too(db):
    built = make_clinic()
    change_hosts(clinic=built.clinic, hostnames=["www.kosak.example"])

    assert get("kosak.example").url == "http://www.kosak.example/"


def test_a_removed_location_leads_to_the_home(spec, launched):
    spec.append(BRANCH).launch()
    spec.edit(BRANCH, "")
    expected = [("/branch/", "/"), ("/es/branch/", "/es/")]

    assert redirects_of(spec.launch()) == expected

    for earlier, current in expected:
        assert get("kosak.example", earlier).url == current
    spec.append(BRANCH).launch()
    assert get("kosak.example", "/branch/").status_code == 200


def test_a_slug_that_the_owner_changed_is_planned_back_with_its_redirect(spec, launched):
    owner_edits(ClinicLocation.objects.get(locale__language_code="en-us"), slug="office")
    assert get("kosak.example", "/fairfield/").url == "/office/"

    assert redirects_of(spec.launch(force=True)) == [("/office/", "/fairfield/")]

    assert get("kosak.example", "/office/").url == "/fairfield/"
    assert get("kosak.example", "/fairfield/").status_code == 200
