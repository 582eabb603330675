"""Where patients come from, other offices and landmarks are found in a shared text."""

import pytest

from clinic_cms.facts.fact_check import Kind, check_texts
from clinic_cms.models.content_paths import MergeText

pytestmark = pytest.mark.django_db


def found(text: str, language: str, kind: Kind, source=None) -> list[str]:
    texts = [MergeText("overview", text, False)]
    findings = check_texts(texts, language=language, source=source)
    return [finding.text for finding in findings if finding.kind is kind]


@pytest.mark.parametrize(
    ("language", "text", "towns"),
    [
        ("en-us", "Patients come from Prineville and La Pine too.", ["Prineville and La Pine"]),
        (
            "en-us",
            "Many drive in from Madras, Prineville or Burns.",
            ["Madras, Prineville or Burns"],
        ),
        ("en-us", "We also help hikers from Madras.", ["Madras"]),
        ("en-us", "{{ clinic.name }} serves Arvada.", ["Arvada"]),
        ("en-us", "Our sister practice in Henley-on-Thames has a class.", ["Henley-on-Thames"]),
        ("en-us", "Our Culver office opens soon.", ["Culver"]),
        ("es", "Nos visitan pacientes de Umán y Kanasín.", ["Umán y Kanasín"]),
        ("es", "Nuestra sucursal en Valladolid abre pronto.", ["Valladolid"]),
        ("fr", "Nos patients viennent de Bron et de Vénissieux.", ["Bron", "Vénissieux"]),
        ("ar", "يأتي مرضانا من دبي وعجمان.", ["دبي وعجمان"]),
        ("vi", "Bệnh nhân đến từ Tam Kỳ và Quảng Ngãi.", ["Tam Kỳ và Quảng Ngãi"]),
        ("zh-hans", "患者大多来自昆山和常熟。", ["昆山和常熟"]),
    ],
)
def test_towns_that_patients_come_from_are_found(language, text, towns):
    assert found(text, language, Kind.TOWN) == towns


def test_a_town_of_the_clinic_beside_another_one_keeps_both(kosak):
    text = "Patients come from Prineville, Vacaville and La Pine."
    towns = found(text, "en-us", Kind.TOWN, kosak.clinic)
    assert towns == ["Prineville", "Vacaville", "La Pine"]


@pytest.mark.parametrize(
    ("language", "text", "landmark"),
    [
        ("en-us", "We are opposite the town hall.", "opposite the town hall"),
        ("en-us", "Our clinic is just behind the library, and has steps.", "behind the library"),
        ("en-us", "Find us at {{ location.street }}, above the bakery.", "above the bakery"),
        ("en-us", "Come to 5 High Street, across from Brew Hall.", "across from Brew Hall"),
        ("en-us", "Parking is behind Garrard Street.", "behind Garrard Street"),
        ("en-us", "It is on Broad Street.", "Broad Street"),
        (
            "en-us",
            "We are a short walk from Footscray station, next to the Little Saigon market.",
            "next to the Little Saigon market",
        ),
        ("en-us", "We are a short walk from Footscray station.", "from Footscray station"),
        ("en-us", "A five-minute walk from Salthill Promenade.", "from Salthill Promenade"),
        ("en-us", "Just steps from Eyre Square, and free.", "from Eyre Square"),
        ("es", "A cinco minutos de la catedral.", "de la catedral"),
        ("fr", "À deux pas de la gare, et ouvert.", "de la gare"),
        ("es", "El consultorio está junto a la catedral.", "junto a la catedral"),
        ("fr", "Le cabinet se trouve en face de la mairie.", "en face de la mairie"),
        ("ar", "تقع عيادتنا مقابل المسجد الكبير.", "مقابل المسجد الكبير"),
        ("vi", "Phòng khám nằm đối diện chợ Cồn.", "đối diện chợ Cồn"),
        ("zh-hans", "诊所位于人民公园对面。", "人民公园对面"),
    ],
)
def test_landmarks_are_found(language, text, landmark):
    assert landmark in found(text, language, Kind.STREET)


@pytest.mark.parametrize(
    "text",
    [
        "Runners come from behind. People come from all walks of life.",
        "Patients suffering from Parkinson's disease walk. Patients from Asia do, too.",
        "We are next to you. The joint is located next to the spine.",
        "We are trained to work near the spine, and we treat pain from ACL tears.",
        "You find the nerve behind the knee. The practice is based on evidence.",
        "Take a short walk from the sofa to the kitchen, a few steps from there.",
        "We see people in pain from June to May.",
    ],
)
def test_other_places_and_origins_are_none(text):
    assert found(text, "en-us", Kind.TOWN) + found(text, "en-us", Kind.STREET) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-us", "{{ clinic.name }} is behind the building and a ramp leads in."),
        ("en-us", "Park behind the building."),
        ("en-us", "We are next to the entrance."),
        ("es", "Estamos junto a la entrada."),
        ("fr", "Parking derrière le bâtiment."),
    ],
)
def test_what_is_beside_a_part_of_the_house_is_left_alone(language, text):
    assert found(text, language, Kind.STREET) == []


def test_a_row_with_a_number_is_an_address():
    assert found("We are on 9 Rowan Row.", "en-us", Kind.STREET) == ["9 Rowan Row"]
