"""Which clinics lack a fact that an article prints."""

import pytest

from clinic_cms.facts.fields import FIELDS
from clinic_cms.facts.gaps import clinics_lacking, find_gaps
from clinic_cms.models import Subscription
from tests.factories import make_clinic, make_condition

pytestmark = pytest.mark.django_db

AREAS = "We also serve {{ location.service_areas }}."


def names(clinics):
    return [clinic.name for clinic in clinics]


def test_only_clinics_without_the_fact_are_found(library, kosak):
    make_clinic("bay", name="Bay", host="bay.example", location={"service_areas": []})
    article = make_condition(library, summary=AREAS)
    assert names(clinics_lacking(article)) == ["Bay"]
    gaps, count = find_gaps(article)
    assert (names(gap.clinic for gap in gaps), count) == (["Bay"], 1)
    assert gaps[0].missing == {"location.service_areas"}


def test_a_guarded_fact_is_no_gap(library):
    make_clinic("bay", name="Bay", host="bay.example", location={"service_areas": []})
    article = make_condition(
        library, summary="{% if location.service_areas %}" + AREAS + "{% endif %}"
    )
    assert names(clinics_lacking(article)) == []


def test_a_branch_that_is_not_taken_is_found_by_filling(library, kosak):
    text = '{% if doctor.gender == "feminine" %}{{ doctor.credentials }}{% endif %}'
    article = make_condition(library, summary=text)
    assert names(clinics_lacking(article)) == ["Kosak Chiropractic"]
    assert find_gaps(article) == ([], 0)


@pytest.mark.parametrize("variable", FIELDS)
def test_a_clinic_without_a_location_lacks_what_a_location_gives(library, variable):
    bare = make_clinic("bare", name="Bare", host="bare.example")
    bare.clinic.primary_location = None
    bare.clinic.save()
    article = make_condition(library, summary="{{ " + variable + " }}")
    assert names(clinics_lacking(article)) == ["Bare"]


def test_an_appointment_page_is_looked_for_in_the_articles_language(library, kosak):
    article = make_condition(library, summary="{{ clinic.appointment_url }}")
    assert names(clinics_lacking(article)) == []
    kosak.contact.delete()
    assert names(clinics_lacking(article)) == ["Kosak Chiropractic"]


def test_clinics_that_do_not_show_the_article_are_no_gaps(library):
    article = make_condition(library, summary=AREAS)
    other = make_clinic(
        "bay", host="bay.example", location={"service_areas": []}, subscribes_to_all=False
    )
    assert not clinics_lacking(article)
    Subscription.objects.create(clinic=other.clinic, condition_key=article.translation_key)
    assert clinics_lacking(article)
    make_condition(other.index, slug=article.slug)
    assert not clinics_lacking(article)


def test_finding_gaps_is_one_query_with_any_number_of_clinics(library, django_assert_num_queries):
    for number in range(5):
        make_clinic(f"c{number}", host=f"c{number}.example", location={"service_areas": []})
    article = make_condition(library, summary=AREAS)
    assert article.locale.language_code == "en-us"
    with django_assert_num_queries(1):
        assert len(find_gaps(article)[0]) == 5


def test_beyond_a_limit_gaps_are_counted_without_filling(library, monkeypatch):
    monkeypatch.setattr("clinic_cms.facts.gaps.CHECKED_EXACTLY", 2)
    for number in range(5):
        make_clinic(f"c{number}", host=f"c{number}.example", location={"service_areas": []})
    gaps, count = find_gaps(make_condition(library, summary=AREAS))
    assert (len(gaps), count) == (2, 5)
