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
