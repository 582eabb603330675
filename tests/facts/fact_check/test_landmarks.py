"""Roads, trails, schools and malls near one clinic are found beside what speaks of a clinic."""

import pytest

from clinic_cms.facts.fact_check.check import check_texts
from clinic_cms.models.content_paths import MergeText

pytestmark = pytest.mark.django_db


def found(text: str, language: str) -> list[str]:
    findings = check_texts([MergeText("overview", text, False)], language=language)
    return [finding.text for finding in findings]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en-us", "Our office is on Route 422.", "Route 422"),
        ("en-us", "Sitting in traffic on Highway 12 tightens hips.", "Highway 12"),
        ("en-us", "Take the exit on I-95 and park.", "I-95"),
        ("en-gb", "Take the M4 to junction 10.", "M4"),
        ("en-gb", "Come in from the A40 and turn left.", "A40"),
        ("en-us", "Many patients hike the Lost Creek Trail.", "Lost Creek Trail"),
        ("en-us", "We coach at Lincoln Elementary School.", "Lincoln Elementary School"),
        ("en-us", "Wyomissing High School sends us its runners.", "Wyomissing High School"),
        ("en-us", "After your visit, walk in Gibraltar Park.", "Gibraltar Park"),
        ("es", "Estamos en la carretera 57.", "carretera 57"),
        ("es", "Nuestros pacientes corren en el Parque México.", "Parque México"),
        ("es", "Vemos a alumnos del Colegio San José.", "Colegio San José"),
        ("fr", "Nous sommes sur la route 132.", "route 132"),
        ("fr", "Nos patients courent au parc Monceau.", "parc Monceau"),
        ("fr", "Les élèves du lycée Pasteur viennent au cabinet.", "lycée Pasteur"),
        ("vi", "Phòng khám nằm trên quốc lộ 1A.", "quốc lộ 1A"),
        ("vi", "Bệnh nhân chạy ở công viên Thống Nhất.", "công viên Thống Nhất"),
        ("ar", "مرضانا يركضون في حديقة الأزهر.", "حديقة الأزهر"),
        ("ar", "عيادتنا على طريق الملك فهد.", "طريق الملك فهد"),
        ("zh-hans", "我们的患者常在人民公园跑步。", "人民公园"),
        ("zh-hans", "我们靠近万达广场。", "万达广场"),
    ],
)
def test_a_landmark_near_the_clinic_is_found(language, text, name):
    assert found(text, language) == [name]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-us", "Our patients of High School age walk in the Park."),
        ("en-us", "A study at Boston College followed our patients."),
        ("en-us", "Central Park is in New York. Hike the Appalachian Trail with care."),
        ("en-us", "Vitamin B12 and A40 differ. The L5 and S1 nerves; the M1 muscle."),
        ("en-us", "Use route 2 of the protocol. After School, we stretch. Our Local Park helps."),
        ("es", "Camine en el parque. Nuestros pacientes van a la escuela."),
        ("fr", "Nos patients marchent au parc et font de la route."),
        ("vi", "Bệnh nhân đi bộ ở công viên gần nhà."),
        ("ar", "مرضانا يمشون في حديقة عامة. الألم عن طريق العصب."),
        ("zh-hans", "我们建议在附近公园散步。"),
    ],
)
def test_what_has_no_name_or_is_known_everywhere_is_none(language, text):
    assert found(text, language) == []
