"""The short name of the clinic that an article was written for is found in the possessive too."""

import pytest

from clinic_cms.facts.fact_check import Kind, check_texts
from clinic_cms.models.content_paths import MergeText
from clinic_cms.publishing.notes.title_slugs import slug_without
from tests.factories import make_clinic

pytestmark = pytest.mark.django_db


DOCTORS = {
    "Paddy's Back Care": {"title": "Patrick Foy", "first_name": "Patrick", "last_name": "Foy"},
    "Tran & O'Dwyer Chiropractic": {
        "title": "Drew O’Dwyer",
        "first_name": "Drew",
        "last_name": "O’Dwyer",
    },
    "Baile Clinic": {"title": "Seán Ó Catháin", "first_name": "Seán", "last_name": "Ó Catháin"},
}


def findings(name: str, text: str, path: str = "overview"):
    clinic = make_clinic(
        "source", name=name, host="source.example", doctor=DOCTORS.get(name)
    ).clinic
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


@pytest.mark.parametrize(
    ("name", "text", "kind", "written"),
    [
        (
            "Tran & O'Dwyer Chiropractic",
            "Come to tran and o'dwyer for it.",
            Kind.NAME,
            "tran and o'dwyer",
        ),
        ("Tran & O'Dwyer Chiropractic", "drew o’dwyer helps.", Kind.PRACTITIONER, "drew o’dwyer"),
        ("Paddy's Back Care", "our paddy’s back care opens.", Kind.NAME, "paddy’s back care"),
        ("Paddy's Back Care", "You can ask paddy about it.", Kind.PRACTITIONER, "paddy"),
        ("Baile Clinic", "Seán ó catháin helps.", Kind.PRACTITIONER, "Seán ó catháin"),
        ("Baile Clinic", "You can ask seán about it.", Kind.PRACTITIONER, "seán"),
        ("Baile Clinic", "ASK SEÁN Ó CATHÁIN", Kind.PRACTITIONER, "SEÁN Ó CATHÁIN"),
    ],
)
def test_names_without_their_capitals_are_found(name, text, kind, written):
    found = [(finding.kind, finding.text) for finding in findings(name, text)]
    assert found == [(kind, written)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Tran & O'Dwyer Chiropractic", "The pain drew attention, and the tendon drew tight."),
        ("Paddy's Back Care", "With good back care, a patrician spine lasts."),
        ("Baile Clinic", "Any clinic can help."),
    ],
)
def test_words_that_only_look_like_them_are_none(name, text):
    assert findings(name, text) == []
