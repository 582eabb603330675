"""The clinic's streets and towns are found as people write them, and ordinary words are none."""

import pytest

from clinic_cms.facts.fact_check import Kind, check_texts
from clinic_cms.models.content_paths import MergeText
from tests.factories import make_clinic

pytestmark = pytest.mark.django_db

CLINICS = {
    "GB": ("27 Cobbler's Wynd", "Reading", "", "RG1 2AB", "+441184960147", ["Caversham"]),
    "US": ("418 St. Mary's Avenue", "Bend", "OR", "97701", "+15415550163", ["Redmond", "Sisters"]),
    "FR": ("12, rue de l’Église", "Lyon", "", "69002", "+33199001234", ["Bron"]),
    "AU": ("Level 1, 212 Barkly Street", "Footscray", "VIC", "3011", "+61355501234", []),
    "IE": ("Unit 4/18 Quay Street", "Galway", "", "", "+35391555014", []),
    "MX": ("Consultorio 3, Calle 60 núm. 445", "Mérida", "", "", "+529995550142", []),
    "VN": ("36 Hàng Bè", "Đà Nẵng", "", "", "+842365550142", ["Hội An và Hòa Vang"]),
}


def found(country: str, text: str) -> list[tuple[Kind, str]]:
    street, city, region, code, phone, areas = CLINICS[country]
    built = make_clinic(
        "source",
        name="Thistledown Back Clinic",
        host="thistledown.example",
        location={
            "street": street,
            "city": city,
            "region": region,
            "postal_code": code,
            "country": country,
            "phone": phone,
            "service_areas": [("area", area) for area in areas],
        },
    )
    texts = [MergeText("overview", text, False)]
    findings = check_texts(texts, language="en-us", source=built.clinic)
    return [(finding.kind, finding.text) for finding in findings]


@pytest.mark.parametrize(
    ("country", "written"),
    [
        ("GB", "27 Cobblers Wynd"),
        ("GB", "27 Cobbler’s Wynd"),
        ("GB", "27 COBBLER'S WYND"),
        ("US", "418 Saint Marys Ave"),
        ("US", "418 St Mary’s Ave."),
        ("FR", "12 rue de l'Eglise"),
        ("FR", "12, r. de l’église"),
        ("VN", "số 36 Hàng Bè"),
    ],
)
def test_apostrophes_accents_and_short_forms_of_a_street_make_no_difference(country, written):
    assert found(country, f"You find it: {written}, and walk in.") == [
        (Kind.STREET, written.rstrip(".").removeprefix("số "))
    ]


@pytest.mark.parametrize(
    ("country", "text", "street"),
    [
        ("AU", "It took three visits to Barkly Street.", "Barkly Street"),
        ("AU", "We are on Barkly St, upstairs.", "Barkly St"),
        ("AU", "We are at 212 Barkly St now.", "212 Barkly St"),
        ("IE", "Walk down Quay St to us.", "Quay St"),
        ("IE", "We are at 18 Quay Street.", "18 Quay Street"),
        ("MX", "Pase a la calle 60 n.º 445, por favor.", "calle 60 n.º 445"),
    ],
)
def test_a_street_is_found_without_its_unit(country, text, street):
    assert (Kind.STREET, street) in found(country, text)


@pytest.mark.parametrize("country", ["AU", "IE", "MX"])
def test_a_unit_alone_is_no_street(country):
    assert found(country, "Level 1 evidence is best. Unit 4 and Consultorio 3 are free.") == []


@pytest.mark.parametrize(
    ("country", "text", "street"),
    [
        ("GB", "We were at 9 Old Wharf, RG1 2AB.", "9 Old Wharf"),
        ("GB", "We were at 3a Tanners Row, Reading.", "3a Tanners Row"),
        ("GB", "Write to 27 Broadway, {{ location.postal_code }}.", "27 Broadway"),
        ("US", "Come to 77 Quarry Bend Crossing, Bend, OR.", "77 Quarry Bend Crossing"),
        ("US", "Come to 12 Falcon Pointe, {{ location.place }}.", "12 Falcon Pointe"),
        ("FR", "Nous sommes au 8 impasse des Lilas, 69002 Lyon.", "8 impasse des Lilas"),
        ("FR", "Passez, Circuito Colonias 240, Lyon.", "Circuito Colonias 240"),
    ],
)
def test_a_number_and_a_name_before_the_clinics_town_are_a_street(country, text, street):
    assert (Kind.STREET, street) in found(country, text)


@pytest.mark.parametrize(
    "text", ["In 2019, Bend grew.", "A man of 34, Bend said.", "We asked 40 Nurses, Bend said."]
)
def test_other_numbers_before_a_town_are_none(text):
    assert Kind.STREET not in [kind for kind, _text in found("US", text)]


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("GB", "Reading glasses of tea help no tendon."),
        ("GB", "Rest. Reading in bed becomes hard too."),
        ("GB", "Reading and Neck Pain"),
        ("US", "Bend your knees. Sisters often share it."),
        ("US", "BEND YOUR KNEES."),
    ],
)
def test_a_town_that_is_an_ordinary_word_does_not_count_where_a_sentence_begins(country, text):
    assert found(country, text) == []


@pytest.mark.parametrize(
    ("country", "text", "town"),
    [
        ("GB", "People in Reading walk.", "Reading"),
        ("GB", "Neck Pain in Reading", "Reading"),
        ("GB", "Reading’s gardeners know it.", "Reading"),
        ("US", "Bend, OR has hills.", "Bend, OR"),
        ("US", "WE ARE IN BEND, WE HELP ALL YEAR.", "BEND"),
    ],
)
def test_it_counts_where_something_shows_that_it_is_one(country, text, town):
    assert found(country, text) == [(Kind.TOWN, town)]


@pytest.mark.parametrize(
    ("country", "text", "towns"),
    [
        ("VN", "An Khang đón bệnh nhân từ Hội An và Hòa Vang.", ["Hội An và Hòa Vang"]),
        ("VN", "Ở {{ location.city }}, Đại Lộc và Tam Kỳ.", ["Đại Lộc và Tam Kỳ"]),
        ("VN", "Gần {{ location.city }} và Ứng Hòa.", ["Ứng Hòa"]),
        ("US", "HIKERS FROM REDMOND AND SISTERS COME.", ["REDMOND AND SISTERS"]),
        ("US", "WE ARE IN {{ location.city }} AND CULVER.", ["CULVER"]),
        ("US", "IN {{ location.city }} WE SEE KNEES AND HIPS.", []),
        ("US", "IN {{ location.city }} AND ALL YEAR ROUND.", []),
    ],
)
def test_a_town_is_found_whole_and_conjunctions_are_none(country, text, towns):
    assert [text for kind, text in found(country, text) if kind is Kind.TOWN] == towns


@pytest.mark.parametrize(
    "text",
    [
        "Mail fergus@thistledown.example. Thistledown’s patients walk.",
        "Thistledown’s patients walk. See www.thistledown.example for more.",
        "Thistledown helps. Follow us: thistledown.example/walks",
        "Ask a@b.example, or https://thistledown.example/. Thistledown knows.",
    ],
)
def test_the_clinics_name_is_found_beside_its_addresses(text):
    assert "Thistledown" in [text for _kind, text in found("GB", text)]
