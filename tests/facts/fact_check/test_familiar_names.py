"""What people call the source clinic's doctor is offered as a merge tag; others' names are not."""

import pytest

from clinic_cms.facts.fact_check import check_texts
from clinic_cms.models.content_paths import MergeText
from tests.factories import make_clinic

pytestmark = pytest.mark.django_db

SHORT = "{{ doctor.short_name }}"


def tags(first: str, last: str, text: str, language: str = "en-us") -> dict[str, str]:
    doctor = {"title": f"{first} {last}", "first_name": first, "last_name": last}
    clinic = make_clinic("source", name="Blue Clinic", host="blue.example", doctor=doctor).clinic
    found = check_texts([MergeText("overview", text, False)], language=language, source=clinic)
    return {finding.text: finding.tag for finding in found}


@pytest.mark.parametrize(
    ("first", "last", "text", "written", "tag"),
    [
        ("Leland", "Stratemeyer", "Dr. Lee begins with an exam.", "Dr. Lee", SHORT),
        ("Leonie", "Stratemeyer", "Dr. Lee begins with an exam.", "Dr. Lee", SHORT),
        ("Deirdre", "Foy", "Dr. Dee asks how you sleep.", "Dr. Dee", SHORT),
        ("Altagracia", "Peralta", "La Dra. Tati Peralta ayuda.", "Dra. Tati Peralta", None),
        ("Josefa", "Peralta", "La Dra. Pepa ayuda.", "Dra. Pepa", None),
        ("Guadalupe", "Ríos", "La Dra. Lulu Ríos ayuda.", "Dra. Lulu Ríos", SHORT),
        ("Ignatius", "Foy", "Ask Dr. Nana Foy about it.", "Dr. Nana Foy", SHORT),
    ],
)
def test_a_familiar_name_of_the_doctor_is_offered_as_a_tag(first, last, text, written, tag):
    found = tags(first, last, text)
    assert list(found) == [written]
    assert found[written] == tag or (tag is None and found[written])


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("Michael", "Wilson", "Dr. Sarah Wilson helps."),
        ("Michael", "Wilson", "Dr. Lee begins."),
        ("Michael", "Wilson", "Dr. Lulu Lee begins."),
    ],
)
def test_another_doctor_gets_no_tag(first, last, text):
    assert list(tags(first, last, text).values()) == [""]


@pytest.mark.parametrize("text", ["Lulu lemons are sour.", "Dee is a letter's name; a tee, too."])
def test_such_words_alone_are_none(text):
    assert tags("Michael", "Wilson", text) == {}
