"""A clinic's owner edits their own pages, on the clinic's host and on the network host."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.test.utils.form_data import rich_text

from clinic_cms.models import ClinicLocale, ClinicLocation, PractitionerPage
from clinic_cms.tenancy.roles import grant_homes
from tests.admin.conftest import NETWORK, edit_url, location_data, make_owner
from tests.factories import translate

pytestmark = pytest.mark.django_db

PUBLISH = {"action-publish": "action-publish"}


@pytest.fixture(params=["own host", "network host"])
def owner(request, client, kosak):
    client.defaults["HTTP_HOST"] = NETWORK if request.param == "network host" else kosak.host
    make_owner(kosak)
    response = client.post("/admin/login/", {"username": "owner", "password": "secret"})
    assert response.status_code == 302
    return client


def test_an_owner_corrects_the_phone_number_and_every_page_shows_it(owner, article, kosak):
    data = location_data(phone="707 555 0142", lead=kosak.doctor.pk) | PUBLISH
    assert owner.post(edit_url(kosak.location), data).status_code == 302
    page = owner.get("/conditions/back-spasms/", headers={"host": kosak.host}).content.decode()
    assert "tel:+17075550142" in page
    assert "4261111" not in page


def test_an_owner_sees_their_own_tree(owner, kosak, sol):
    page = owner.get(reverse("wagtailadmin_explore", args=[kosak.home.pk])).content.decode()
    assert "Office" in page
    assert "Sol" not in page


def test_the_dashboard_counts_the_pages_of_one_clinic(owner, kosak, sol, article):
    """With a home in two languages, an owner's tree begins at the root, below which all lie."""
    home = translate(kosak.home, "es", slug="kosak-es")
    grant_homes(kosak.clinic, [home])
    own = kosak.home.get_descendants(inclusive=True).count() + 1
    dashboard = owner.get("/admin/")
    assert dashboard.context["root_page"].is_root()
    assert f"{own} Pages" in dashboard.content.decode()


def test_the_urls_of_recent_edits_are_read_at_once(owner, kosak):
    def urls_read():
        with CaptureQueriesContext(connection) as queries:
            owner.get("/admin/")
        return sum('AS "home__path"' in query["sql"] for query in queries)

    for page in (kosak.home, kosak.location, kosak.doctor):
        log(page, "wagtail.edit", user=User.objects.get(username="owner"))
        if page == kosak.home:
            read = urls_read()
    assert urls_read() == read


def test_an_owner_cannot_edit_another_clinics_pages(owner, kosak, sol):
    assert owner.get(edit_url(sol.location)).status_code == 404


def test_an_owner_has_no_menu_of_clinics(owner, kosak):
    assert reverse("clinics:index") not in owner.get("/admin/").content.decode()
    assert owner.get(reverse("clinics:index")).status_code == 302


@pytest.mark.parametrize("autosave", [False, True])
def test_a_new_page_belongs_to_the_clinic_of_its_parent(owner, kosak, autosave):
    url = reverse("wagtailadmin_pages:add", args=["clinic_cms", "cliniclocation", kosak.home.pk])
    owner.post(url, location_data(title="Second office", slug="second"))
    assert ClinicLocation.objects.get(slug="second").clinic == kosak.clinic


def test_a_new_practitioner_is_created_and_published(owner, kosak):
    url = reverse("wagtailadmin_pages:add", args=["clinic_cms", "practitionerpage", kosak.home.pk])
    data = location_data(title="Ana Ruiz", slug="ruiz", gender="feminine", bio=rich_text(""))
    assert owner.post(url, data | {"languages-count": "0"} | PUBLISH).status_code == 302
    page = PractitionerPage.objects.get(slug="ruiz")
    assert (page.clinic, page.live, page.first_name) == (kosak.clinic, True, "Ana")


def test_a_name_is_written_out_and_has_no_picker(owner, kosak):
    data = location_data(title="{{ clinic.name }}", slug="wilson", gender="masculine")
    data |= {"bio": rich_text(""), "languages-count": "0"} | PUBLISH
    response = owner.post(edit_url(kosak.doctor), data)
    form = response.context["form"]
    assert "Write this without merge tags" in form.errors["title"][0]
    assert "clinic-merge-tags" not in form.fields["title"].widget.attrs.get("data-controller", "")


@pytest.fixture
def spanish_office(kosak):
    home = translate(kosak.home, "es", slug="kosak-es")
    ClinicLocale.objects.create(clinic=kosak.clinic, locale=home.locale, home=home, position=1)
    return translate(kosak.location, "es", title="Oficina", slug="oficina")


def test_a_translated_location_offers_its_prose_and_says_where_facts_are(desk, spanish_office):
    response = desk.get(edit_url(spanish_office))
    assert "phone" not in response.context["form"].fields
    page = response.content.decode()
    assert 'name="intro"' in page
    assert "Facts are edited in English" in page


def test_publishing_a_translated_location_leaves_its_facts_alone(desk, kosak, spanish_office):
    data = location_data(title="Oficina", slug="oficina", intro=rich_text("<p>Hola.</p>"), phone="")
    assert desk.post(edit_url(spanish_office), data | PUBLISH).status_code == 302
    row = ClinicLocation.objects.get(pk=spanish_office.pk)
    assert "Hola" in row.intro
    assert row.phone == "+17074261111"


def test_a_doctor_s_name_is_edited_in_one_language_alone(desk, kosak, spanish_office):
    spanish = translate(kosak.doctor, "es")
    form = desk.get(edit_url(spanish)).context["form"]
    assert "title" not in form.fields

    data = location_data(title="Otra Persona", slug="wilson", bio=rich_text("<p>Hola.</p>"))
    assert desk.post(edit_url(spanish), data | PUBLISH).status_code == 302
    row = PractitionerPage.objects.get(pk=spanish.pk)
    assert (row.title, row.draft_title) == ("Michael Wilson", "Michael Wilson")
    assert "Hola" in row.bio


def test_above_the_homes_of_two_languages_stands_the_clinic_and_not_the_root(owner, kosak, sol):
    home = translate(kosak.home, "es", slug="kosak-es")
    grant_homes(kosak.clinic, [home])
    explorer = owner.get(reverse("wagtailadmin_explore_root"))
    assert explorer.context["page_subtitle"] == kosak.clinic.name
    assert "will not be accessible" not in explorer.content.decode()


def test_an_owner_cannot_take_an_address_that_is_not_confirmed(owner):
    """An invitation finds its account by the address: another's would name this account."""
    data = {"name_email-email": "second@nowhere.example"}
    owner.post(reverse("wagtailadmin_account"), data)
    assert User.objects.get(username="owner").email == "owner@clinic.example"
    assert "name_email-email" not in owner.get(reverse("wagtailadmin_account")).content.decode()
