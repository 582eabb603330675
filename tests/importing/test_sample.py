"""The sample article of the README is imported for the demo's clinic without anything to answer."""

from pathlib import Path

import pytest

from clinic_cms.importing.service import import_article
from clinic_cms.launching.service import launch
from tests.factories import make_library

REPO = Path(__file__).resolve().parents[2]
SAMPLE = REPO / "fixtures" / "articles" / "carpal-tunnel.txt"


@pytest.mark.django_db
def test_the_sample_becomes_a_draft_with_nothing_to_answer():
    make_library()
    launch([REPO / "sites" / "clinics" / "kosak-chiropractic.toml"])

    result = import_article(path=SAMPLE, clinic="kosak-chiropractic")

    assert (result.warnings, result.findings) == ((), ())
    assert all(section.body for section in result.sections.values())
    assert {tag.tag for tag in result.merge_tags} == {
        "doctor.name",
        "doctor.short_name",
        "doctor.pronoun",
        "clinic.name",
        "clinic.phone",
        "location.place",
        "location.service_areas",
    }
