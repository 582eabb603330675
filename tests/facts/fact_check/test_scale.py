"""With many clinics installed, a check needs few queries, and does not cry wolf."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic_cms.facts.fact_check import check_texts
from clinic_cms.importing.library.loading import load_library
from clinic_cms.models import Clinic, ConditionPage, PractitionerPage
from clinic_cms.models.content_paths import MergeText
from tests.bulk_clinics import add_random_clinics
from tests.factories import locale

FIXTURES = Path(__file__).parents[3] / "fixtures" / "library"

pytestmark = pytest.mark.django_db


def queries_of(texts) -> int:
    with CaptureQueriesContext(connection) as queries:
        check_texts(texts, language="en-us")
    return len(queries)


def test_no_master_of_the_demo_has_more_than_two_needless_findings():
    for code in ("en-us", "es", "ar", "vi"):
        locale(code)
    load_library(directory=FIXTURES)
    add_random_clinics(300)

    for page in ConditionPage.objects.all():
        language = page.locale.language_code
        findings = check_texts(page.merge_texts(), language=language)
        assert len(findings) <= 2, [finding.message for finding in findings]


def test_a_clinic_among_many_is_found_by_its_facts():
    add_random_clinics(300)
    clinic = Clinic.objects.order_by("pk")[150]
    doctor = PractitionerPage.objects.get(clinic=clinic)
    text = f"Ask {doctor.title} of {clinic.name}, owner@clinic-150.example, about it."

    findings = check_texts([MergeText("summary", text, False)], language="en-us")

    assert {doctor.title, clinic.name, clinic.owner_email} == {f.text for f in findings}
    assert any(finding.clinic_id == clinic.pk for finding in findings)


def test_queries_do_not_grow_with_clinics_or_texts():
    text = "Ask Mary Long of Oak Clinic, owner@clinic-1.example, 1 Main Street, 201-555-0100. "
    add_random_clinics(3)
    before = queries_of([MergeText("summary", text, False)])
    add_random_clinics(60, first=3)
    texts = [MergeText(f"causes.{number}", text, False) for number in range(20)]
    assert queries_of(texts) == before <= 8
