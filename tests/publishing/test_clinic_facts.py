"""The table by which the fact check looks up clinics follows every write of a fact."""

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_cms.facts.fact_check.fact_rows import FactRow, fact_rows
from clinic_cms.facts.fact_check.install_facts import InstallFacts
from clinic_cms.models import Clinic, ClinicFact, ClinicHost, ClinicLocation, PractitionerPage
from clinic_cms.publishing.clinic_facts import after_migrations, renew_all
from clinic_cms.tenancy.hosts import change_hosts
from tests.bulk_clinics import add_random_clinics
from tests.factories import locale, make_clinic, translate
from tests.plans import indexes_used

pytestmark = pytest.mark.django_db

NAMES = st.sampled_from(["Oak Spine", "Élan Santé 2", "中山牙医诊所", "Müller & Söhne", "Physio"])
PHONES = st.sampled_from(["+17075550100", "+17075550101;ext=4", "+442079460018", ""])
STREETS = st.sampled_from(
    ["12 Main St.", "Hauptstraße 5", "Level 1, 212 Barkly Street", "Rue X", ""]
)
HOSTS = st.sampled_from([f"{name}.example" for name in ("a", "www.a", "b", "www.b", "c")])


def rename(clinic, data):
    clinic.name, clinic.owner_email = data.draw(NAMES), "Owner@Oak.example"
    clinic.save()


def give_hosts(clinic, data):
    taken = ClinicHost.objects.exclude(clinic=clinic).filter(is_earlier=False)
    taken = {*taken.values_list("hostname", flat=True)}
    hosts = data.draw(st.lists(HOSTS.filter(lambda host: host not in taken), max_size=3))
    if hosts:
        change_hosts(clinic=clinic, hostnames=dict.fromkeys(hosts))


def publish_place(clinic, data):
    place = ClinicLocation.objects.filter(clinic=clinic).order_by("?").first()
    if place:
        place.phone, place.street = data.draw(PHONES), data.draw(STREETS)
        place.save_revision().publish()


def publish_person(clinic, data):
    person = PractitionerPage.objects.filter(clinic=clinic).order_by("?").first()
    if person:
        person.title = data.draw(NAMES)
        person.save_revision().publish()


def save_draft(clinic, data):
    person = PractitionerPage.objects.filter(clinic=clinic).first()
    if person:
        person.title = data.draw(NAMES)
        person.save_revision()


def delete_person(clinic, data):
    for person in PractitionerPage.objects.filter(clinic=clinic)[:1]:
        person.delete()


def delete_host(clinic, data):
    for host in clinic.hosts.filter(is_canonical=False)[:1]:
        host.delete()


def change_language(clinic, data):
    clinic.default_locale = locale(data.draw(st.sampled_from(["en-us", "es"])))
    clinic.save()


WRITES = [
    rename,
    give_hosts,
    publish_place,
    publish_person,
    save_draft,
    delete_person,
    delete_host,
    change_language,
]


def rows():
    return sorted(ClinicFact.objects.values_list(*FactRow._fields), key=str)


def rows_due():
    return sorted(fact_rows([*Clinic.objects.values_list("pk", flat=True)]), key=str)


@pytest.fixture
def two_languages(kosak):
    for page in (kosak.home, kosak.location, kosak.doctor):
        translate(page, "es")
    return [kosak.clinic, make_clinic("oak", name="Oak Spine", host="oak.example").clinic]


@given(data=st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_follows_every_write(two_languages, data):
    with transaction.atomic():
        for write in data.draw(st.lists(st.sampled_from(WRITES), min_size=1, max_size=6)):
            pk = data.draw(st.sampled_from(two_languages)).pk
            write(Clinic.objects.get(pk=pk), data)
            assert rows() == rows_due(), write.__name__
        transaction.set_rollback(True)


def test_what_is_deleted_with_its_clinic_is_gone(kosak):
    clinic = Clinic.objects.create(slug="x", name="X Spine", default_locale=locale("en-us"))
    ClinicHost.objects.create(clinic=clinic, hostname="x.example", is_canonical=True)
    clinic.delete()
    assert rows() == rows_due()


def test_migrations_write_what_is_missing_and_delete_what_is_wrong(kosak, sol):
    wrong = ClinicFact.objects.order_by("pk").first()
    ClinicFact.objects.exclude(pk=wrong.pk).delete()
    ClinicFact.objects.update(key="no one", anchor="no one")
    after_migrations(using="default", apps=apps)
    assert rows() == rows_due()
    assert renew_all() == 0


def test_an_emptied_database_needs_none(db):
    after_migrations(using="default")  # as `flush` sends it
    assert rows() == []


def test_migrations_that_stop_before_the_table_leave_it(kosak):
    ClinicFact.objects.all().delete()
    after_migrations(using="default", apps=Apps())
    assert rows() == []


def test_no_more_queries_are_needed_for_more_clinics(kosak):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            renew_all()
        return len(asked)

    before = queries()
    add_random_clinics(100)
    assert queries() == before


def test_the_database_finds_facts_by_their_index(kosak):
    known = InstallFacts()
    with CaptureQueriesContext(connection) as asked:
        known.look_up(["oak spine", "7075550100"])
    assert indexes_used(asked[0]["sql"]) == {"clinic_cms_fact_anchor"}
