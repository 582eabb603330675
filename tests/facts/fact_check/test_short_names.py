"""The short name of the clinic that an article was written for is found in the possessive too."""

import pytest

from clinic_cms.facts.fact_check import Kind, check_texts
from clinic_cms.models.content_paths import MergeText
from clinic_cms.publishing.notes.title_slugs import slug_without
from tests.factories import make_clinic

pytestmark = pytest.mark.django_db


def findings(name: str, text: str, path: str = "overview"):
    clinic = make_clinic("source", name=name, host="source.example").clinic
    return check_texts([MergeText(path, text, False)], language="en-us", source=clinic)


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        (
            "Ní Mháille’s Spine & Sports Clinic",
            "At Ní Mháille's, we see heel pain.",
            "Ní Mháille's",
        ),
        ("Ní Mháille’s Spine & Sports Clinic", "Call Ni Mhaille’s today.", "Ni Mhaille’s"),
        ("Paddy's Back Care", "At Paddy’s, we see heel pain.", "Paddy’s"),
        ("Paddy's Back Care", "Ask at Paddys first.", "Paddys"),
        ("St. Brigid's Chiropractic", "The St. Brigid’s approach is slow.", "St. Brigid’s"),
        ("Tran & O'Dwyer's Clinic", "TRAN AND O’DWYER’S WAY HELPS", "TRAN AND O’DWYER’S"),
    ],
)
def test_a_name_in_the_possessive_is_found(name, text, written):
    found = [(finding.kind, finding.text) for finding in findings(name, text)]
    assert found == [(Kind.NAME, written)]


@pytest.mark.parametrize(
    ("name", "title", "slug"),
    [
        (
            "Ní Mháille’s Spine & Sports Clinic",
            "Tennis Elbow – Ní Mháille’s Guide",
            "tennis-elbow-guide",
        ),
        ("Paddy's Back Care", "Paddy’s Guide to Heel Pain", "guide-to-heel-pain"),
        ("O'Shea’s Physio", "Heel Pain | O’Shea's Advice", "heel-pain-advice"),
    ],
)
def test_a_slug_is_without_it(name, title, slug):
    assert slug_without(title, findings(name, title, "title")) == slug


@pytest.mark.parametrize(
    "text",
    ["Women's backs hurt, and women know it.", "Most women's hips are wider than men's."],
)
def test_an_everyday_word_in_the_possessive_is_none(text):
    assert findings("Women's Health Clinic", text) == []
