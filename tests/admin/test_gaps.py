"""The admin tells about gaps: to the agency after publishing, to owners before."""

import pytest
from wagtail.test.utils.form_data import streamfield

from clinic_cms.models import ClinicLocation
from tests.admin.conftest import article_data, edit_url, location_data
from tests.factories import make_clinic

pytestmark = pytest.mark.django_db

PUBLISH = {"action-publish": "action-publish"}


def test_after_publishing_the_clinics_that_lack_a_fact_are_named(desk, article, kosak, sol):
    bay = make_clinic("bay", name="Bay", host="bay.example", location={"service_areas": []})
    data = article_data(summary="Also in {{ location.service_areas }}.") | PUBLISH
    page = desk.post(edit_url(article), data, follow=True)
    text = " ".join(str(message) for message in page.context["messages"])
    assert "1 clinic does not show “Back spasms”" in text
    assert f"{bay.clinic} (Service areas)" in text
    assert "Kosak" not in text


def test_after_publishing_without_gaps_nothing_is_said(desk, article, kosak):
    page = desk.post(edit_url(article), article_data() | PUBLISH, follow=True)
    assert len(list(page.context["messages"])) == 1


def test_emptying_a_fact_that_articles_print_is_refused_at_its_field(desk, article, kosak):
    response = desk.post(edit_url(kosak.location), location_data(phone="") | PUBLISH)
    assert "“Back spasms”" in response.context["form"].errors["phone"][0]
    assert ClinicLocation.objects.get(pk=kosak.location.pk).phone == "+17074261111"


def test_a_draft_may_leave_the_fact_empty(desk, article, kosak):
    assert desk.post(edit_url(kosak.location), location_data(phone="")).status_code == 302
    draft = ClinicLocation.objects.get(pk=kosak.location.pk).get_latest_revision_as_object()
    assert draft.phone == ""


def test_a_fact_that_no_page_prints_can_be_emptied(desk, article, kosak):
    data = location_data(service_areas=streamfield([]), lead=kosak.doctor.pk) | PUBLISH
    assert desk.post(edit_url(kosak.location), data).status_code == 302
    assert len(ClinicLocation.objects.get(pk=kosak.location.pk).service_areas) == 0


def test_a_location_without_its_lead_is_refused_at_the_lead(desk, article, kosak):
    response = desk.post(edit_url(kosak.location), location_data() | PUBLISH)
    assert list(response.context["form"].errors) == ["lead"]
