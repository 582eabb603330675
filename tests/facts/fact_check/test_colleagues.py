"""Colleagues are found by what they do, without a title, in all languages."""

import pytest

from clinic_cms.facts.fact_check.colleagues import colleagues_in


def colleagues(text: str, language: str = "en-us") -> list[str]:
    return sorted({text[hit.start : hit.end] for hit in colleagues_in(text, language)})


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en-us", "Our massage therapist, Lorelai Finch, relaxes it.", ["Lorelai Finch"]),
        ("en-us", "Our physiotherapist Aiden helps.", ["Aiden"]),
        ("en-us", "Lorelai Finch, our massage therapist, helps.", ["Lorelai Finch"]),
        ("en-us", "Acupuncturist Mei Lin Zhao needles it.", ["Mei Lin Zhao"]),
        ("en-us", "The clinic’s lead nurse, Ines de la Peña, calls.", ["Ines de la Peña"]),
        ("es", "Nuestra fisioterapeuta, Lorena Fuentes, ayuda.", ["Lorena Fuentes"]),
        ("es", "La masajista Ana Prado también.", ["Ana Prado"]),
        ("fr", "Julien Petit, notre kiné, vous aide.", ["Julien Petit"]),
        ("fr", "Notre ostéopathe Claire Dubois reçoit.", ["Claire Dubois"]),
        ("ar", "تساعدكم أخصائية العلاج الطبيعي لدينا سارة النجار.", ["سارة النجار"]),
        ("vi", "Kỹ thuật viên Lê Văn Nam hướng dẫn bạn.", ["Lê Văn Nam"]),
        ("zh-hans", "我们的按摩师李娜会帮助您。", ["李娜"]),
    ],
)
def test_a_name_beside_a_role_is_a_colleagues(language, text, names):
    assert colleagues(text, language) == names


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-us", "Massage therapists help. A physical therapist may help, too."),
        ("en-us", "Ask our physiotherapist on Monday. Our therapist Monday to Friday."),
        ("en-us", "Our chiropractor Clinic. Today, our nurse calls."),
        ("es", "Un fisioterapeuta puede ayudar."),
        ("fr", "Notre ostéopathe vous aide."),
        ("zh-hans", "我们的按摩师会帮助您。"),
    ],
)
def test_a_role_without_a_name_is_nobody(language, text):
    assert colleagues(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en-us", "Jolene at the desk will help.", ["Jolene"]),
        ("en-us", "Ask for Jolene!", ["Jolene"]),
        ("en-us", "Mairi on reception will book you in.", ["Mairi"]),
        ("en-us", "Phone Mairi on reception to book.", ["Mairi"]),
        ("en-us", "Text Rachel today.", ["Rachel"]),
        ("es", "Escriba a Carolina.", ["Carolina"]),
        ("es", "Pida cita con Lucía hoy.", ["Lucía"]),
        ("es", "Carolina, en recepción, le ayuda.", ["Carolina"]),
        ("fr", "Écrivez à Josée.", ["Josée"]),
        ("fr", "Écrivez à Josée : accueil@clinique.example.", ["Josée"]),
        ("fr", "Téléphonez à Solène: 01 99 00 12 34.", ["Solène"]),
        ("fr", "Parlez à Marie-Ève dès demain.", ["Marie-Ève"]),
        ("fr", "Appelez Chantal.", ["Chantal"]),
        ("ar", "اسألوا عن السيدة رانيا في الاستقبال.", ["رانيا"]),
        ("ar", "اتصلوا بالآنسة هدى لتحديد موعد.", ["هدى"]),
        ("ar", "تواصل مع الأستاذ كريم حداد عند الوصول.", ["كريم حداد"]),
        ("vi", "Xin gặp cô Thúy.", ["Thúy"]),
        ("vi", "Hãy gọi cho chị Lan Anh.", ["Lan Anh"]),
        ("vi", "Liên hệ anh Tú để đặt hẹn.", ["Tú"]),
        ("zh-hans", "请找前台李女士。", ["李女士"]),
        ("zh-hans", "请联系王小姐预约。", ["王小姐"]),
    ],
)
def test_whom_patients_write_to_or_ask_is_found_by_a_first_name(language, text, names):
    assert colleagues(text, language) == names


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-us", "Ask for Help. Call Monday. Ring Samaritans. Ask Alexa for a timer."),
        ("en-us", "Ask for Tylenol. Tell March from May. Call Poison Control."),
        ("en-us", "People on reception desks sit a lot."),
        ("es", "Llame a Urgencias. Escriba a mano."),
        ("fr", "Parlez à Info-Santé. Appelez SOS Médecins. Écrivez à la main."),
        ("ar", "اسأل السيدة عن ألمها. اسأل السيد الطبيب. اسأل السيدة متى بدأ الألم."),
        ("vi", "Hãy gặp bác sĩ. Gọi cấp cứu. Hỏi bạn bè."),
        ("zh-hans", "请联系医生。请找最近的医院。"),
    ],
)
def test_others_whom_people_call_are_nobody(language, text):
    assert colleagues(text, language) == []
