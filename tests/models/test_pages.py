"""Whose page it is, and what it must satisfy before it is published."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from clinic_cms.models import (
    ClinicHost,
    ClinicPage,
    ConditionPage,
    PractitionerPage,
    gates,
)
from tests.factories import make_condition, translate

pytestmark = pytest.mark.django_db


def test_a_new_page_belongs_to_the_clinic_in_whose_tree_it_is_made(kosak):
    page = kosak.home.add_child(instance=ClinicPage(title="Fees", slug="fees"))
    assert page.clinic == kosak.clinic
    below = page.add_child(instance=ClinicPage(title="Insurance", slug="insurance"))
    assert below.clinic == kosak.clinic


def test_a_master_belongs_to_no_clinic(article):
    assert article.clinic is None


def test_a_page_cannot_move_to_another_clinic(kosak, sol):
    assert not kosak.contact.can_move_to(sol.home)
    assert kosak.contact.can_move_to(kosak.home)


def test_publishing_a_broken_tag_is_refused_whoever_publishes(article):
    article.causes_heading = "Ask {{ doctor.nam }}"
    revision = article.save_revision()
    with pytest.raises(ValidationError, match=r"Causes › Heading: .*doctor\.name"):
        revision.publish()
    article.refresh_from_db()
    assert article.causes_heading == "Causes"


def test_a_broken_tag_deep_in_a_stream_is_refused_with_its_place(library):
    page = make_condition(library)
    page.causes = [
        {"type": "cause", "value": {"name": "x", "explanation": "<p>{{ clinic.fone }}</p>"}}
    ]
    with pytest.raises(ValidationError, match=r"Causes › 1\. Cause › Explanation"):
        page.save_revision().publish()


def test_a_feature_adds_a_gate(article, monkeypatch):
    monkeypatch.setattr(gates, "_gates", list(gates._gates))
    gates.register(lambda page: [ValidationError("Not on Sundays.")])
    with pytest.raises(ValidationError, match="Not on Sundays"):
        article.save_revision().publish()


def test_the_facts_that_an_article_needs_are_noted_when_it_is_saved(article):
    assert article.required_facts == [
        "clinic.name",
        "clinic.phone",
        "doctor.name",
        "location.place",
    ]


def test_a_guarded_fact_is_not_needed(library):
    page = make_condition(
        library,
        summary="{% if location.service_areas %}{{ location.service_areas }}{% endif %}",
        causes=[],
        treatment=[],
        treatment_heading="",
    )
    assert page.required_facts == []


def test_block_ids_are_equal_in_a_translation(article, spanish_article):
    ids = [block.id for block in article.causes]
    assert [block.id for block in spanish_article.causes] == ids


def test_a_lead_of_another_clinic_is_refused(kosak, sol):
    kosak.location.lead = sol.doctor
    with pytest.raises(ValidationError, match="one of this clinic's practitioners"):
        kosak.location.full_clean()


def test_a_phone_number_is_kept_in_international_form(kosak):
    kosak.location.phone = "(707) 555-0142"
    kosak.location.full_clean()
    assert kosak.location.phone == "+17075550142"


def test_a_phone_number_keeps_its_extension(kosak):
    kosak.location.phone = "(707) 555-0142, extension number 12"
    kosak.location.full_clean()
    assert kosak.location.phone == "+17075550142;ext=12"


def test_a_phone_number_without_area_code_is_refused_at_its_field(kosak):
    kosak.location.phone = "555-0142"
    with pytest.raises(ValidationError, match="lacks the area code") as refused:
        kosak.location.full_clean()
    assert [*refused.value.error_dict] == ["phone"]


def test_half_a_geo_point_is_refused(kosak):
    kosak.location.latitude = 38
    with pytest.raises(ValidationError, match="or neither"):
        kosak.location.full_clean()


def test_a_name_is_split_into_first_and_last_where_both_are_empty(kosak):
    doctor = PractitionerPage(title="José García López", slug="jose", locale=kosak.home.locale)
    kosak.home.add_child(instance=doctor)
    doctor.full_clean()
    assert (doctor.first_name, doctor.last_name) == ("José", "García López")


def test_only_the_default_locales_row_holds_facts(kosak):
    home = translate(kosak.home, "es", slug="kosak-es")
    spanish = translate(kosak.location, "es")
    assert home.locale == spanish.locale
    assert kosak.location.holds_facts
    assert not spanish.holds_facts


def test_a_clinic_has_one_canonical_host(kosak):
    with pytest.raises(IntegrityError):
        ClinicHost.objects.create(clinic=kosak.clinic, hostname="b.example", is_canonical=True)


@pytest.mark.parametrize("name", ["https://a.example", "A.example", "a.example:80", "-a.example"])
def test_a_host_name_is_bare_and_lower_case(kosak, name):
    with pytest.raises(ValidationError, match="host name such as"):
        ClinicHost(clinic=kosak.clinic, hostname=name).full_clean()


def test_a_pale_colour_is_refused_at_its_field(kosak):
    kosak.clinic.primary_color = "#FFFF00"
    with pytest.raises(ValidationError) as error:
        kosak.clinic.full_clean()
    assert "primary_color" in error.value.message_dict


def test_own_articles_come_before_masters(article, kosak):
    own = make_condition(kosak.index)
    served = ConditionPage.objects.served(kosak.clinic, own.locale_id)
    assert list(served) == [own, article]


def test_a_merge_tag_in_a_fact_is_refused(kosak):
    kosak.location.street = "1 {{ clinic.phone }} Street"
    kosak.location.service_areas = [("area", "{% if %}")]
    with pytest.raises(ValidationError) as error:
        kosak.location.save_revision().publish()
    assert [message.split(":")[0] for message in error.value.messages] == [
        "street",
        "service_areas",
    ]


def test_a_merge_tag_in_a_clinics_name_is_refused_at_its_field(kosak):
    kosak.clinic.name = "{{ clinic.name }}"
    with pytest.raises(ValidationError) as error:
        kosak.clinic.full_clean()
    assert "name" in error.value.message_dict
