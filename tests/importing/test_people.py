"""Whoever the doctor is: tagged articles show another clinic's doctor, and never half of one."""

from dataclasses import replace

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


@given(FIRST, LAST, PARTICLE, st.sampled_from(["Heide", "Marco", "Said", "Brandt"]))
def test_a_person_with_the_doctors_first_name_is_left_and_reported(first, last, particle, other):
    gap = "" if particle.endswith(("-", "’")) else " "
    name = f"Dr. {first} {particle}{gap}{other}"
    assume(split_name(f"{first} {last}").family != f"{particle}{gap}{other}")
    result = imported(f"Ask {name} for the leaflet.", facts_with(doctor_named(first, last)))
    assert name in filled(result, OTHER)
    assert any(name in warning for warning in result.warnings)
