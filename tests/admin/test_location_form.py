"""A clinic's owner edits where the clinic is, and when it is open."""

import pytest
from wagtail.test.utils.form_data import streamfield

from clinic_cms.blocks.opening_hours import hours_by_day
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
        data["opening_hours-0-value-days"] = ["mon"]
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


def hours(opens, closes, **changes):
    row = {"deleted": "", "order": "0", "value": {"opens": opens, "closes": closes}}
    spans = {"count": "1", "0": row}
    return streamfield([("hours", {"intervals": spans, **changes})])


@pytest.mark.parametrize(
    ("opens", "closes", "kept"),
    [
        ("9:00", "1:30 pm", "09:00-13:30"),
        ("9h30", "7pm", "09:30-19:00"),
        ("8.30", "19.00", "08:30-19:00"),
        ("noon", "24:00", "12:00-24:00"),
        ("20:00", "02:00", "20:00-02:00"),
        ("0:00", "24:00", "00:00-24:00"),
    ],
)
def test_hours_are_kept_as_people_mean_them(submit, saved, opens, closes, kept):
    assert submit(opening_hours=hours(opens, closes)) == {}
    assert hours_by_day(saved().opening_hours)["mon"].texts == [kept]


@pytest.mark.parametrize(("opens", "closes"), [("9:00", "5:00"), ("9", "later"), ("9:00", "8:00")])
def test_unclear_hours_are_refused(submit, saved, opens, closes):
    assert "opening_hours" in submit(opening_hours=hours(opens, closes))
    assert len(saved().opening_hours) == 0


def test_a_day_by_appointment_needs_no_times(submit, saved, client, kosak):
    assert submit(opening_hours=hours("", "", by_appointment="on")) == {}
    assert hours_by_day(saved().opening_hours)["mon"].texts == ["by appointment"]
    assert "By appointment" in client.get("/office/").content.decode()
