"""The table from variables to the fields that hold their values."""

from clinic_cms.facts.fields import FIELDS
from clinic_cms.merge.vocabulary import NAMES

ALWAYS_THERE = {"clinic.name", "clinic.url", "doctor.gender"}
BY_LOCALE = {"clinic.appointment_url"}


def test_every_variable_that_can_be_missing_has_a_field():
    assert FIELDS.keys() == NAMES - ALWAYS_THERE - BY_LOCALE


def test_every_field_is_a_fact_of_the_page_that_holds_it():
    for field in FIELDS.values():
        assert field.name in field.holder.written_facts()
