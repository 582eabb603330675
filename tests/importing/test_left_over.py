"""What tagging leaves of a clinic in a text, the fact check finds."""

import pytest

from clinic_cms.facts.fact_check import check_texts
from clinic_cms.importing.service import facts_of
from clinic_cms.importing.tagging import Tagger
from clinic_cms.models.content_paths import MergeText

pytestmark = pytest.mark.django_db


@pytest.fixture
def denver(kosak):
    """A clinic in Denver that also serves Aurora."""
    place = kosak.location
    place.city, place.region, place.service_areas = "Denver", "CO", [("area", "Aurora")]
    place.save()
    kosak.clinic.primary_location = place
    return kosak.clinic


def left(text: str, clinic) -> list[str]:
    """What is found in a text once it is tagged."""
    for find in reversed(Tagger(facts_of(clinic, "en-us")).find(text)):
        text = f"{text[: find.start]}{find.tags}{text[find.end :]}"
    findings = check_texts([MergeText("overview", text, False)], language="en-us", source=clinic)
    return [finding.text for finding in findings]


@pytest.mark.parametrize(
    "text",
    [
        "Running in the Denver hills.",
        "We train on the trails around Denver.",
        "Bayside Medical Center in Denver is close to us.",
        "Dr. Wilson spoke at a conference in Denver.",
        "A patient from Denver came to us with a stiff neck.",
        "Researchers in Denver followed our patients.",
        "We can see the University of Denver.",
        "Denver is sunny.",
    ],
)
def test_anyone_elses_town_is_found(denver, text: str) -> None:
    assert left(text, denver) == ["Denver"]


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("We see people from Aurora, Suisun City and Travis AFB.", ["Suisun City and Travis AFB"]),
        ("We serve Golden, Arvada, and Aurora.", ["Golden, Arvada"]),
        ("Our offices are in Denver and Boulder.", ["Boulder"]),
        ("Patients come from Aurora and Boulder.", ["Boulder"]),
        ("We are in Denver, May to October.", []),
        ("We are in Denver, and Dr. Michael Wilson helps.", []),
        ("We serve Denver and Aurora. Call us.", []),
        ("Visit us in Denver, CO, USA.", []),
        ("OUR OFFICES ARE IN DENVER, CO AND BOULDER.", ["BOULDER"]),
        ("WE ARE IN DENVER, CO. CALL US.", []),
    ],
)
def test_a_town_beside_the_clinics_own_is_found(denver, text: str, beside: list[str]) -> None:
    assert left(text, denver) == beside


@pytest.mark.parametrize(
    "name",
    [
        "Dr. Michael van Dyke",
        "Dr. Michael bin Said",
        "Dr. Michael von der Heide",
        "Dr. Michael al-Said",
        "Dr. Michael O’Neil",
        "Dr. Michael St. John",
        "Dr. Wilson van Dyke",
        "Dr. Michael Wilson de Soto",
        "Dr. Michael Wilson Jr.",
        "Drs. Wilson and Diaz",
        "Drs. Lee, Fox Diaz and van Dyke",
    ],
)
def test_another_doctor_is_found(kosak, name: str) -> None:
    found = left(f"Ask {name} for the leaflet.", kosak.clinic)

    assert found == [name.removesuffix(".")]


@pytest.mark.parametrize(
    "text",
    [
        "Fax: 707-426-1111",
        "707-426-1111 (fax)",
        "Ring 707-426-1111 ext. 12 first",
        "707-426-1111/43",
        "Ring 426-1111 #3 first",
        "It is 426-1187",
        "It is at 415.555.0199",
        "Write to info@elsewhere.example",
    ],
)
def test_a_number_or_address_that_no_tag_prints_is_found(kosak, text: str) -> None:
    [found] = left(f"Rest helps. {text}.", kosak.clinic)

    assert all(word in found for word in text.split() if any(it in word for it in "-@.#"))


@pytest.mark.parametrize(
    ("country", "text", "found"),
    [
        ("GB", "We answer on 020 7946 0018 all day.", ["020 7946 0018"]),
        ("GB", "It was 1 200 000 people, or 0.5 1 200 300.", []),
        ("VN", "Gọi 024 3825 1234 nhé.", ["024 3825 1234"]),
        ("FR", "Au 04 91 57 01 23, on répond.", ["04 91 57 01 23"]),
        ("ES", "En el 912 345 678 respondemos.", ["912 345 678"]),
        ("US", "Take 400-1000 IU, or 325-1000 mg, a day.", []),
        ("US", "Spine 2019;12(4):987-1004, and 10.1136/bmj.k5094.", []),
    ],
)
def test_a_number_as_the_clinics_country_writes_it_needs_no_word_before_it(
    kosak, country: str, text: str, found: list[str]
) -> None:
    kosak.location.country = country
    kosak.location.save()

    assert left(text, kosak.clinic) == found


@pytest.mark.parametrize("text", ["Michael Jordan ran.", "We are not in Fairfield, Ohio."])
def test_a_namesake_is_right_for_every_clinic(kosak, text: str) -> None:
    assert left(text, kosak.clinic) == []


@pytest.mark.parametrize(
    "text",
    [
        "It hurts As Mike says",
        "Rest every week Then Mike helps",
        "It hurts and Wilson sees it As wilson says",
        "We ask Mike Rest is good, and rest helps",
        "Then rest Then Wilson helps, and then sleep",
    ],
)
def test_a_missing_full_stop_hides_no_name(kosak, text: str) -> None:
    assert {"Mike", "Wilson"} & {*left(text, kosak.clinic)}
