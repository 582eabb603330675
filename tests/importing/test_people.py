"""Whoever the doctor is: tagged articles show another clinic's doctor, and never half of one."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clinic_cms.formats.name_order import split_name
from clinic_cms.formats.person_names import short_name
from clinic_cms.importing.article import ImportResult, read_article
from clinic_cms.importing.reading.plain import read_plain
from clinic_cms.merge import DoctorFacts, Facts, fill
from tests.importing.cases import facts_of, words_of

FIRST = st.sampled_from(["Jane", "Michael", "Lucía", "Björn", "Nkechi", "Mary Jane", "Jean-Luc"])
LAST = st.sampled_from(
    ["Doe", "O'Neil", "van Dyke", "García Márquez", "Núñez", "Li-Marsh", "bin Said", "de la Torre"]
)
PARTICLE = st.sampled_from(["van", "von der", "bin", "al-", "di", "De", "van den", "ben", "O’"])
TITLE = st.sampled_from(["Dr.", "Dr", "Dra.", "Doctor", "DR."])
OTHER = DoctorFacts(
    honorific="BS.", name="Nguyễn Thị Hoa", first_name="Hoa", last_name="Nguyễn", gender="feminine"
)


def facts_with(doctor: DoctorFacts) -> Facts:
    return replace(facts_of("kosak-chiropractic"), doctor=doctor)


def doctor_named(first: str, last: str) -> DoctorFacts:
    return DoctorFacts(
        honorific="Dr.", name=f"{first} {last}", first_name=first, last_name=last, credentials="DC"
    )


def imported(text: str, facts: Facts) -> ImportResult:
    return read_article(read_plain(f"Neck pain\n\nTreatment\n\n{text}", "en-us"), facts, "en-us")


def filled(result: ImportResult, doctor: DoctorFacts) -> str:
    html = "".join(section.html for section in result.sections.values())
    return words_of(fill(html, facts_with(doctor), as_html=True))


@given(FIRST, LAST, TITLE)
def test_another_clinic_shows_its_own_doctor_with_its_own_title(first, last, title):
    doctor = doctor_named(first, last)
    text = f"Ask {title} {first} {last} today. See {title} {last} or {title} {first}, please."
    result = imported(text, facts_with(doctor))
    assert filled(result, OTHER) == (
        "Ask BS. Nguyễn Thị Hoa today. See BS. Hoa or BS. Hoa, please."
    )
    called = short_name("Dr.", doctor.name, given=first, family=last)
    assert filled(result, doctor).startswith(f"Ask Dr. {first} {last} today. See {called} or")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "Theodora Marsh",
            "Dr. Teddy helps. Ask Dr. Teddy’s team.",
            "BS. Hoa helps. Ask BS. Hoa’s team.",
        ),
        (
            "Theodora Marsh",
            "Doctor Teddy helps. Teddy says: rest.",
            "BS. Hoa helps. BS. Hoa says: rest.",
        ),
        ("Michael Wilson", "Dr. Mike here! See Mike’s tips.", "BS. Hoa here! See BS. Hoa’s tips."),
        ("Michael Wilson", "Ask Mike Wilson.", "Ask BS. Nguyễn Thị Hoa."),
        ("Bernadette Ames", "Dr. Bernie helps. Ask Bernie.", "BS. Hoa helps. Ask BS. Hoa."),
        (
            "Theodora Marsh",
            "Ask Dr. Theodora “Teddy” Marsh. Teddy helps.",
            "Ask BS. Nguyễn Thị Hoa. BS. Hoa helps.",
        ),
        (
            "William Ames",
            "Dr. Will helps. Will you come? Will’s way.",
            "BS. Hoa helps. Will you come? BS. Hoa’s way.",
        ),
    ],
)
def test_a_familiar_name_is_the_doctors_and_the_report_says_so(name, text, expected):
    first, last = name.split()
    result = imported(text, facts_with(doctor_named(first, last)))
    assert filled(result, OTHER) == expected
    assert any("by a familiar form of the name" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Mike Jones left.",
        "Uncle Mike came.",
        "Mike says: rest.",
        "Dr. Mickelson helps.",
    ],
)
def test_anyone_elses_short_name_is_left(text):
    result = imported(text, facts_with(doctor_named("Michael", "Wilson")))
    assert filled(result, OTHER) == text


@pytest.mark.parametrize("text", ["We met Uncle Mike.", "St. Mike’s is near.", "Mike Jones left."])
def test_a_familiar_name_within_another_is_left(text):
    result = imported(f"Dr. Mike helps. {text}", facts_with(doctor_named("Michael", "Wilson")))
    assert filled(result, OTHER) == f"BS. Hoa helps. {text}"


@given(FIRST, LAST, PARTICLE, st.sampled_from(["Heide", "Marco", "Said", "Brandt"]))
def test_a_person_with_the_doctors_first_name_is_left(first, last, particle, other):
    gap = "" if particle.endswith(("-", "’")) else " "
    name = f"Dr. {first} {particle}{gap}{other}"
    assume(split_name(f"{first} {last}").family != f"{particle}{gap}{other}")
    result = imported(f"Ask {name} for the leaflet.", facts_with(doctor_named(first, last)))
    assert name in filled(result, OTHER)


CHAU = DoctorFacts(honorific="Dr.", name="Trần Minh Châu", first_name="Châu", last_name="Trần")
PLAIN_CHAU = DoctorFacts(
    honorific="Dr.", name="Tran Minh Chau", first_name="Chau", last_name="Tran"
)
XIAOMING = DoctorFacts(
    honorific="Dr.", name="Wang Xiaoming", first_name="Xiaoming", last_name="Wang"
)
CARMEN = DoctorFacts(
    honorific="Dra.",
    name="María del Carmen Ruiz Soto",
    first_name="María del Carmen",
    last_name="Ruiz Soto",
)
WHOLE = "Ask BS. Nguyễn Thị Hoa, please."


@pytest.mark.parametrize(
    ("doctor", "text", "expected"),
    [
        (CHAU, "Ask Minh Châu Trần, please.", WHOLE),
        (CHAU, "Ask Minh Chau Tran, please.", WHOLE),
        (CHAU, "Ask Tran Minh Chau, please.", WHOLE),
        (CHAU, "Ask Dr. Minh Châu, please.", "Ask BS. Hoa, please."),
        (PLAIN_CHAU, "Ask Minh Châu Trần, please.", WHOLE),
        (XIAOMING, "Ask Xiao-Ming Wang, please.", WHOLE),
        (XIAOMING, "Ask Wang Xiaoming, please.", WHOLE),
        (CARMEN, "Ask Dra. Carmen Ruiz, please.", WHOLE),
        (CARMEN, "Ask Dra. María Ruiz, please.", WHOLE),
    ],
)
def test_a_name_is_found_whole_in_every_form(doctor, text, expected):
    assert filled(imported(text, facts_with(doctor)), OTHER) == expected
