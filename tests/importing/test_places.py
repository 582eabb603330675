"""A town is tagged only where the text speaks of the clinic; other towns are left."""

from dataclasses import replace

import pytest

from clinic_cms.importing.article import read_article
from clinic_cms.importing.reading.plain import read_plain
from clinic_cms.importing.tagging import Tagger
from clinic_cms.merge import Facts, LocationFacts, fill
from tests.importing.cases import facts_of, words_of
from tests.importing.test_tagging import ABBEY, FERRER, KENNEBEC, KOSAK, PRAIRIE, tagged

DENVER = replace(
    facts_of(KOSAK),
    location=LocationFacts(city="Denver", region="CO", country="US", service_areas=("Aurora",)),
)


def tags(text: str, facts: Facts, *, heading: bool = False) -> list[str]:
    return [find.text for find in Tagger(facts).find(text, heading=heading)]


@pytest.mark.parametrize(
    ("clinic", "text", "expected"),
    [
        (KOSAK, "Patients from Fairfield know it.", "Patients from [location.city] know it."),
        (KOSAK, "Ask a chiropractor in Fairfield.", "Ask a chiropractor in [location.city]."),
        (KOSAK, "Fairfield residents run a lot.", "[location.city] residents run a lot."),
        (KOSAK, "He serves Vacaville and Dixon.", "He serves [location.service_areas]."),
        (KOSAK, "We love being in Fairfield, CA.", "We love being in [location.place]."),
        (KOSAK, "Come to our Fairfield office.", "Come to our [location.city] office."),
        (KOSAK, "Fairfield, Vacaville, Dixon", "[location.city], [location.service_areas]"),
        (KOSAK, "Fairfield, CA 94533", "[location.place] [location.postal_code]"),
        (KENNEBEC, "Dr. Bell's rooms in Bath are warm.", None),
        (PRAIRIE, "In Normal, Daniel Marsh treats it.", None),
        (ABBEY, "Our team comes from Reading.", "Our team comes from [location.city]."),
        (
            KOSAK,
            "Patients from all over the county, including Fairfield, come.",
            "Patients from all over the county, including [location.city], come.",
        ),
        (FERRER, "Atendemos en Laredo.", "Atendemos en [location.city]."),
        (FERRER, "Los pacientes de Zapata llegan.", None),
    ],
)
def test_a_town_is_the_clinics_where_the_sentence_shows_it(
    clinic: str, text: str, expected: str | None
) -> None:
    if expected is None:
        assert "[location." in tagged(text, clinic)
    else:
        assert tagged(text, clinic) == expected


@pytest.mark.parametrize(
    "text",
    [
        "“My feet feel brand new.” – Karen, Denver",
        '"It works!" - Jennifer R., Denver',
        "“We love it in Denver,” says a patient.",
        "Running in the Denver hills.",
        "We train on the trails around Denver.",
        "Bayside Medical Center in Denver is close to us.",
        "Our neighbor, Mile High Imaging of Denver, takes the pictures.",
        "Dr. Michael Wilson was born in Denver.",
        "Dr. Michael Wilson lives near Denver.",
        "One of us grew up in Denver.",
        "Dr. Wilson's childhood in Denver was short.",
        "Dr. Wilson spoke at a conference in Denver.",
        "Dr. Wilson coached football in Denver.",
        "A patient from Denver came to us with a stiff neck.",
        "A 45-year-old man in Denver asked us for help.",
        "A study from Denver shows what we see.",
        "Researchers in Denver followed our patients.",
        "We can see the University of Denver.",
        "The hospital in Denver can help us.",
        "Tom from Denver came to us.",
        "Denver is sunny.",
        "It snowed in Denver.",
        "We are not in Denver, Indiana.",
    ],
)
def test_anyone_elses_town_is_left(text: str) -> None:
    finds = Tagger(DENVER).find(text, heading=False)

    assert "Denver" not in " ".join(find.text for find in finds)


def test_one_patient_beside_the_clinics_name_is_not_its_town() -> None:
    text = "Kosak Chiropractic in Denver saw a teacher from Aurora."

    assert tags(text, DENVER) == ["Kosak Chiropractic", "Denver"]


def test_a_town_is_found_among_words_that_no_space_separates() -> None:
    facts = replace(DENVER, language="zh-hans")

    assert tags("我们在Denver的诊所欢迎您。", facts) == ["Denver"]
    assert tags("Denver的山很美。", facts) == []


TWO_AREAS = replace(DENVER, location=replace(DENVER.location, service_areas=("Aurora", "La Salle")))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-us", "Patients come from Aurora and La Salle."),
        ("en-us", "Our patients drive in from La Salle, Aurora and other towns."),
        ("es", "Nuestros pacientes vienen de Aurora y de La Salle."),
        ("fr", "Nos patients viennent d’ici, de Aurora et de La Salle."),
        ("vi", "Bệnh nhân của chúng tôi đến từ Aurora và La Salle."),
        ("zh-hans", "我们服务Aurora和La Salle。"),
        ("ar", "يأتي مرضانا من Aurora و La Salle."),
    ],
)
def test_a_list_of_all_the_areas_is_tagged_in_every_language(language: str, text: str) -> None:
    facts = replace(TWO_AREAS, language=language)

    [find] = Tagger(facts).find(text, heading=False)

    assert find.variables == ("location.service_areas",)


@pytest.mark.parametrize(
    "text",
    [
        "Patients come from Aurora and Boulder.",
        "We see people from La Salle, Aurora and Boulder.",
        "Patients come from Aurora.",
    ],
)
def test_a_list_of_some_areas_is_left(text: str) -> None:
    assert tags(text, TWO_AREAS) == []


@pytest.mark.parametrize(
    ("street", "text", "expected"),
    [
        ("14 Rowan Row", "We are on 14 Rowan Row.", "We are at 77 Quux Quay."),
        ("14 Rowan Row", "On 14 Rowan Row you find us.", "At 77 Quux Quay you find us."),
        ("Mill Lane", "Find us on Mill Lane.", "Find us at 77 Quux Quay."),
        ("Mill Lane", "We are at 9 Mill Lane.", "We are at 9 Mill Lane."),
        ("Mill Lane", "We are on 9b Mill Lane.", "We are on 9b Mill Lane."),
    ],
)
def test_a_street_keeps_its_number_and_reads_well(street: str, text: str, expected: str) -> None:
    facts = replace(facts_of(KOSAK), location=replace(facts_of(KOSAK).location, street=street))
    html = read_article(read_plain(f"Neck pain\n\nTreatment\n\n{text}", "en-us"), facts, "en-us")
    other = replace(facts, location=replace(facts.location, street="77 Quux Quay"))
    assert words_of(fill(html.sections["treatment"].html, other, as_html=True)) == expected
