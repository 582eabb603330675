"""The facts of a clinic are found in all languages that the interface has."""

import pytest

from clinic_cms.facts.fact_check import check_texts
from clinic_cms.models.content_paths import MergeText
from tests.factories import make_clinic

pytestmark = pytest.mark.django_db

CLINICS = {
    "es": {
        "name": "Quiropráctica Sol",
        "doctor": ("Inés Peniche Güemes", "Dra.", "Inés", "Peniche Güemes"),
        "location": ("Mérida", "MX", "+529995550142", "Calle 59 n.º 498, Centro", ["Progreso"]),
    },
    "fr": {
        "name": "Cabinet Lefèvre",
        "doctor": ("François Lefèvre", "Dr", "François", "Lefèvre"),
        "location": ("Lyon", "FR", "+33199001234", "12, rue de la République", ["Villeurbanne"]),
    },
    "ar": {
        "name": "عيادة النور للعلاج الطبيعي",
        "doctor": ("ليلى حداد", "د.", "ليلى", "حداد"),
        "location": ("الشارقة", "AE", "+97165550142", "", ["عجمان"]),
    },
    "vi": {
        "name": "Phòng khám Cột sống Hoa Sen",
        "doctor": ("Nguyễn Thị Hoa", "BS.", "Hoa", "Nguyễn"),
        "location": ("Đà Nẵng", "VN", "+842365550142", "", ["Hội An"]),
    },
    "zh-hans": {
        "name": "康宁脊椎诊所",
        "doctor": ("王小明", "医生", "小明", "王"),
        "location": ("苏州", "CN", "+8651255501420", "", ["昆山"]),
    },
}


def found(code: str, text: str) -> list[str]:
    values = CLINICS[code]
    title, honorific, first, last = values["doctor"]
    city, country, phone, street, areas = values["location"]
    built = make_clinic(
        "source",
        name=values["name"],
        host="source.example",
        code=code,
        doctor={"title": title, "honorific": honorific, "first_name": first, "last_name": last},
        location={
            "city": city,
            "region": "",
            "country": country,
            "phone": phone,
            "street": street,
            "service_areas": [("area", area) for area in areas],
        },
    )
    texts = [MergeText("overview", text, False)]
    return [each.text for each in check_texts(texts, language=code, source=built.clinic)]


@pytest.mark.parametrize(
    ("code", "text", "passages"),
    [
        ("es", "La Dra. Peniche le recibe.", ["Dra. Peniche"]),
        ("es", "Inés le recibe en Mérida.", ["Inés", "Mérida"]),
        ("es", "Pregunte a Inés Peniche.", ["Inés Peniche"]),
        ("es", "En Sol le esperamos, en la calle 59 No. 498.", ["Sol", "calle 59 No. 498"]),
        ("es", "El sol y el calor ayudan. Sol y sombra.", []),
        (
            "es",
            "Llame al 999 555 0142 o al +52 (999) 555-0142.",
            ["999 555 0142", "+52 (999) 555-0142"],
        ),
        ("es", "En {{ location.city }} y Umán.", ["Umán"]),
        ("fr", "Le docteur Lefevre reçoit à Lyon.", ["docteur Lefevre", "Lyon"]),
        ("fr", "Appelez le 01 99 00 12 34.", ["01 99 00 12 34"]),
        ("fr", "Le cabinet est au 12 rue de la République.", ["12 rue de la République"]),
        ("fr", "À {{ location.city }} et Bron.", ["Bron"]),
        ("ar", "تقول الدكتورة ليلى حداد ذلك.", ["الدكتورة ليلى حداد"]),
        ("ar", "زوروا عيادة النور في الشارقة وعجمان.", ["عيادة النور", "الشارقة", "وعجمان"]),
        ("ar", "اتصلوا على ٠٦٥٥٥٠١٤٢ اليوم.", ["٠٦٥٥٥٠١٤٢"]),
        ("vi", "BS. Hoa khuyên đi bộ.", ["BS. Hoa"]),
        ("vi", "Bác sĩ Nguyễn Thị Hoa ở Đà Nẵng.", ["Bác sĩ Nguyễn Thị Hoa", "Đà Nẵng"]),
        ("vi", "Hoa quả tốt cho sức khỏe.", []),
        ("zh-hans", "王医生建议散步。", ["王医生"]),
        ("zh-hans", "请找王小明医生，他在苏州。", ["王小明医生", "苏州"]),
        ("zh-hans", "欢迎来到康宁脊椎诊所。", ["康宁脊椎诊所"]),
        ("zh-hans", "请咨询您的家庭医生。", []),
        ("zh-hans", "电话：0512 5550 1420。", ["0512 5550 1420"]),
    ],
)
def test_a_clinics_facts_are_found_in_its_language(code, text, passages):
    assert found(code, text) == passages
