"""Which pages need a fact that an owner is about to remove."""

import pytest

from clinic_cms.facts import gaps_opened_by
from tests.factories import make_condition

pytestmark = pytest.mark.django_db


def test_emptying_a_fact_names_the_pages_that_print_it(kosak, article):
    kosak.contact.intro = "<p>Call {{ clinic.phone }}.</p>"
    kosak.contact.save_revision().publish()
    kosak.location.phone = ""
    assert gaps_opened_by(kosak.location) == {"phone": ["Back spasms", "Contact"]}


def test_a_lead_without_credentials_is_named_where_articles_print_them(library, kosak):
    make_condition(library, summary="{{ doctor.name }}, {{ doctor.credentials | default: '' }}")
    kosak.location.lead = None
    assert gaps_opened_by(kosak.location) == {"lead": ["Back spasms"]}


def test_a_fact_that_was_never_there_opens_no_gap(library, kosak):
    make_condition(library, summary="{{ location.street }}")
    kosak.location.region = ""
    assert gaps_opened_by(kosak.location) == {}


def test_a_practitioner_who_leads_no_primary_location_opens_no_gap(article, kosak):
    kosak.location.lead = None
    kosak.location.save()
    kosak.doctor.first_name = ""
    assert gaps_opened_by(kosak.doctor) == {}
