"""Missing facts in the admin: the agency is warned after publishing, owners before."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from clinic_cms.facts import clinics_with_gaps
from clinic_cms.models import ClinicLocation, ClinicPage, PractitionerPage
from tests.admin.conftest import article_data, edit_url, location_data, make_owner
from tests.factories import make_clinic, make_condition

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


def test_after_publishing_without_missing_facts_there_is_no_warning(desk, article, kosak):
    page = desk.post(edit_url(article), article_data() | PUBLISH, follow=True)
    assert not [str(it) for it in page.context["messages"] if "lacks a fact" in str(it)]


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


@pytest.mark.parametrize("action", ["unpublish", "delete"])
@pytest.mark.parametrize("name", ["location", "doctor"])
def test_a_page_whose_facts_articles_print_stays_online(desk, article, kosak, action, name):
    page = getattr(kosak, name)
    response = desk.post(reverse(f"wagtailadmin_pages:{action}", args=[page.pk]), follow=True)
    assert "“Back spasms”" in " ".join(str(message) for message in response.context["messages"])
    page.refresh_from_db()
    assert page.live


def test_a_page_whose_facts_no_page_prints_is_unpublished(desk, kosak):
    desk.post(reverse("wagtailadmin_pages:unpublish", args=[kosak.doctor.pk]))
    kosak.doctor.refresh_from_db()
    assert not kosak.doctor.live


def test_the_report_names_each_clinic_with_its_withheld_articles(
    desk, library, kosak, django_assert_max_num_queries
):
    make_condition(library, title="Neck pain", summary="Also in {{ location.service_areas }}.")
    for number in range(5):
        make_clinic(
            f"bay-{number}",
            name=f"Bay {number}",
            host=f"bay-{number}.example",
            location={"service_areas": []},
        )
    url = reverse("clinic_cms_withheld")
    desk.get(url)
    with django_assert_max_num_queries(16):
        page = desk.get(url).content.decode()
    assert "Bay 4" in page
    assert "Neck pain (Service areas)" in page
    assert "Kosak" not in page


def test_the_report_leaves_out_clinics_that_lack_a_fact_of_no_article_that_they_show(
    desk, library, kosak
):
    make_condition(library, title="Neck pain", summary="Also in {{ location.service_areas }}.")
    for slug, subscribes_to_all in (("bay", True), ("sea", False)):
        built = make_clinic(
            slug,
            name=f"{slug.title()} clinic",
            host=f"{slug}.example",
            location={"service_areas": []},
        )
        built.clinic.subscribes_to_all = subscribes_to_all
        built.clinic.save()
    assert clinics_with_gaps().filter(slug="sea").exists()
    page = desk.get(reverse("clinic_cms_withheld"))
    assert [row.name for row in page.context["object_list"]] == ["Bay clinic"]
    assert "Sea clinic" not in page.content.decode()


def test_the_report_says_when_nothing_is_withheld(desk, article, kosak):
    page = desk.get(reverse("clinic_cms_withheld")).content.decode()
    assert "Kosak" not in page


def test_owners_have_no_report_of_other_clinics(client, article, kosak):
    client.force_login(make_owner(kosak))
    response = client.get(reverse("clinic_cms_withheld"), headers={"host": kosak.host})
    assert response.status_code == 302


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_such_a_page_is_left_out_of_a_bulk_action(desk, article, kosak, action):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    home = reverse("wagtailadmin_home")
    pages = f"id={kosak.doctor.pk}&id={kosak.contact.pk}"
    response = desk.post(f"{url}?{pages}&next={home}", follow=True)
    assert "stays online" in " ".join(str(message) for message in response.context["messages"])
    assert PractitionerPage.objects.get(pk=kosak.doctor.pk).live
    assert not ClinicPage.objects.live().filter(pk=kosak.contact.pk).exists()
