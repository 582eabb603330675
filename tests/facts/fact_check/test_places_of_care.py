"""A hospital that a shared text sends its readers to by name is a place of one clinic."""

import pytest

from clinic_cms.facts.fact_check import Kind, check_texts
from clinic_cms.models.content_paths import MergeText

pytestmark = pytest.mark.django_db


def places(text: str, language: str) -> list[str]:
    findings = check_texts([MergeText("overview", text, False)], language=language)
    return [finding.text for finding in findings if finding.kind is Kind.TOWN]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Go to A&E at Wythenshawe Hospital or ring 999.", "Wythenshawe Hospital"),
        ("en", "Go to Penn State Health St. Joseph if you faint.", "Penn State Health St. Joseph"),
        ("en", "If your leg swells, go to Sale Walk-in Centre.", "Sale Walk-in Centre"),
        ("en", "Call Tower Urgent Care or 911 if you faint.", "Tower Urgent Care"),
        ("en", "Drive straight to St. Luke Medical Center.", "St. Luke Medical Center"),
        ("en", "A few have an operation at Broadford Hospital.", "Broadford Hospital"),
        ("en", "We send them to Raigmore for a scan.", "Raigmore"),
        ("en", "We refer you to Mount Vale for an X-ray.", "Mount Vale"),
        ("en", "Ring the maternity triage line at Raigmore.", "Raigmore"),
        ("en", "Go to A&E at Broadford.", "Broadford"),
        ("es", "Le operan en el Hospital Monte Azul.", "Hospital Monte Azul"),
        ("es", "La enviamos a Samborondón para una radiografía.", "Samborondón"),
        ("es", "Acuda a las urgencias de Cabral.", "Cabral"),
        ("fr", "La chirurgie se fait à l'hôpital Sainte-Marie.", "hôpital Sainte-Marie"),
        ("fr", "Nous les envoyons à Rimouski pour une radiographie.", "Rimouski"),
        ("fr", "Allez aux urgences de Rimouski.", "Rimouski"),
        ("vi", "Chúng tôi chuyển bệnh nhân đến Tâm Đức để chụp MRI.", "Tâm Đức"),
        ("vi", "Hãy đến khoa cấp cứu ở Tâm Đức.", "Tâm Đức"),
        ("es", "Vaya al hospital de Wyomissing o llame al 911.", "hospital de Wyomissing"),
        ("es", "Acuda a urgencias del Hospital San Juan.", "Hospital San Juan"),
        ("fr", "Allez aux urgences de l'hôpital Sainte-Marie.", "hôpital Sainte-Marie"),
        ("fr", "Présentez-vous au CLSC de Blainville.", "CLSC de Blainville"),
        ("vi", "Hãy đến bệnh viện Chợ Rẫy ngay.", "bệnh viện Chợ Rẫy"),
        ("zh-hans", "请立即去雷丁医院。", "雷丁医院"),
    ],
)
def test_a_hospital_by_name_is_found(language, text, found):
    assert any(found in place for place in places(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Go to the ER or your nearest hospital if you faint."),
        ("en", "Go to A&E if your leg swells."),
        ("en", "Go to Urgent Care if it lasts."),
        ("en", "Call Your Local Hospital at once."),
        ("en", "A study at Boston General Hospital found no harm."),
        ("en", "Go to Pilates if you like it."),
        ("en", "We refer you to Orthopaedics for a check."),
        ("en", "Surgery at Boston General Hospital was compared in one trial."),
        ("en", "We send you to X-ray for a picture."),
        ("es", "Un estudio sobre cirugía en el Hospital Clínico halló poco."),
        ("fr", "Nous vous envoyons à la radiologie pour une image."),
        ("es", "Vaya al hospital más cercano."),
        ("es", "Vaya a urgencias. Llame al 911."),
        ("fr", "Allez aux urgences ou appelez le 15."),
        ("vi", "Hãy đến bệnh viện gần nhất."),
        ("zh-hans", "请立即去最近的医院。"),
        ("zh-hans", "请去附近的大医院。"),
        ("ar", "اذهب إلى أقرب مستشفى."),
    ],
)
def test_any_hospital_is_none(language, text):
    assert places(text, language) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("اذهب إلى مستشفى القاسمي إذا ازداد الألم.", "مستشفى القاسمي"),
        ("توجه إلى مستشفى راشد فورًا.", "مستشفى راشد"),
        ("اتصل بمستشفى الكويت.", "مستشفى الكويت"),
        ("اذهب إلى قسم الطوارئ في مستشفى الشيخ خليفة.", "مستشفى الشيخ خليفة"),
        ("راجع مركز صحي المنصورة إذا لزم.", "مركز صحي المنصورة"),
        ("اذهب إلى أقرب مستشفى. توجه إلى المستشفى فورًا. اذهب إلى مستشفى قريب.", ""),
    ],
)
def test_a_hospital_is_found_by_name_in_arabic(text, name):
    assert places(text, "ar") == ([name] if name else [])


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "fr",
            "Présentez-vous à l’urgence de l’Hôpital de Matane.",
            "l’Hôpital de Matane",
        ),
        ("fr", "Allez aux urgences du Centre hospitalier de Gaspé.", "Centre hospitalier de Gaspé"),
        ("fr", "Allez à l'urgence de l'Hôpital Laval.", "l'Hôpital Laval"),
        ("es", "Vaya a urgencias del Hospital de Nagua.", "Hospital de Nagua"),
        ("es", "Acuda a la sala de emergencias del Hospital Italiano.", "Hospital Italiano"),
    ],
)
def test_of_an_emergency_room_the_hospital_is_the_name(language, text, name):
    assert places(text, language) == [name]
