"""A clinic's owner edits where the clinic is, and when it is open."""

import pytest

from clinic_cms.models import ClinicLocation
from tests.admin.conftest import edit_url, location_data, make_owner

pytestmark = pytest.mark.django_db

PUBLISH = {"action-publish": "action-publish"}


@pytest.fixture
def owner(client, kosak):
    client.defaults["HTTP_HOST"] = kosak.host
    client.force_login(make_owner(kosak))
    return client


@pytest.fixture
def submit(owner, kosak):
    """Publish the form with changes; returns its errors by field."""

    def submit(**changes):
        data = location_data(lead=kosak.doctor.pk, **changes) | PUBLISH
        response = owner.post(edit_url(kosak.location), data)
        return {} if response.status_code == 302 else response.context["form"].errors

    return submit


@pytest.fixture
def saved(kosak):
    return lambda: ClinicLocation.objects.get(pk=kosak.location.pk)


def test_the_form_asks_for_the_time_zone_where_the_address_leaves_several(submit, saved):
    errors = submit(region="TX", city="Van Horn")
    assert "America/Chicago, America/Denver" in errors["time_zone"][0]
    assert submit(region="TX", city="Van Horn", time_zone="America/Denver") == {}
    assert saved().local_time_zone == "America/Denver"


def test_the_form_does_not_ask_where_the_address_says_it(submit, saved):
    assert submit(region="TX", city="El Paso") == {}
    assert saved().time_zone == ""
    assert saved().local_time_zone == "America/Denver"


def test_a_time_zone_of_another_country_is_refused_with_those_to_choose(submit):
    errors = submit(country="GB", region="", phone="", time_zone="America/New_York")
    assert "Europe/London" in errors["time_zone"][0]
