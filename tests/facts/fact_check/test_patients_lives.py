"""What a text tells of a patient's life is no claim of the clinic's people; theirs is."""

import pytest

from clinic_cms.facts.fact_check import find_claims
from clinic_cms.facts.fact_check.stated_hours import hours_in


def claims(text: str, language: str = "en", **given: str) -> list[str]:
    return [claim.text for claim in find_claims(text, language=language, **given)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A patient came to us. Her own mother had it."),
        ("en", "One runner felt it first. He is a former sprinter. He lives in the hills."),
        ("en", "She is a former dancer with hip pain."),
        ("en", "He is a retired builder whose knees ache."),
        ("en", "She has had back pain for 10 years."),
        ("en", "She has been running since 2009 and her knee has hurt for a month."),
        ("en", "He has been lifting since 2012, and now his left shoulder aches."),
        ("es", "Ella corre desde 2009 y le duele la rodilla."),
        ("es", "Él trabaja en una oficina desde 2010 y le duele el cuello."),
        ("fr", "Elle court depuis 2009 et son pied enfle."),
        ("fr", "Il joue au tennis depuis 2015 et son coude lui fait mal."),
        ("es", "Una paciente vino en mayo. Ella es una antigua corredora."),
        ("es", "Él es un antiguo corredor con dolor de rodilla."),
        ("es", "Un maestro lo notó. Su propia madre lo tuvo."),
        ("fr", "Une patiente est venue. Sa propre mère l'avait."),
        ("fr", "Elle est une ancienne danseuse qui souffre de la hanche."),
        ("vi", "Một bệnh nhân đến khám. Cô sinh ra với bàn chân bẹt."),
        ("zh-hans", "有一位女士来就诊。她的爱好是跑步。"),
        ("ar", "جاءت مريضة تشكو من الألم. هي متزوجة."),
    ],
)
def test_a_patients_life_is_no_claim(language, text):
    assert claims(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "She is a former dancer."),
        ("en", "She has been doing this since 2009."),
        ("en", "She has been looking after runners since 2009, and her waiting list swells."),
        ("en", "Dr. Wilson helps. She has been running since 2009 and her knee hurts."),
        ("es", "Ella ayuda a pacientes desde 2009 y tiene dolor de pies."),
        ("en", "A patient came to Dr. Wilson. He is a former sprinter."),
        ("en", "Dr. Wilson helps. She is a former dancer with hip pain."),
        ("en", "A runner herself, she has raced for 20 years."),
        ("en", "As a mother, she has juggled work for 10 years."),
        ("en", "A patient came in. She graduated from Palmer in 1998."),
        ("en", "She treats each patient gently. She is a former dancer."),
        ("es", "La Dra. Ferrer ve a una paciente. Ella es una antigua corredora."),
        ("fr", "Le Dr Petit est un ancien coureur."),
    ],
)
def test_the_life_of_the_clinics_people_is_one(language, text):
    assert claims(text, language)[-1] == text.split(". ")[-1]


def test_what_stands_before_a_text_says_whom_it_means():
    text = "She is a former dancer."
    assert claims(text, before="Meet Dr. Wilson.") == [text]
    assert claims(text, before="A teacher came to us.") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "La clínica dental atiende el lunes."),
        ("es", "El banco atiende los sábados."),
        ("fr", "Il reçoit des coups le lundi."),
        ("fr", "Le joueur reçoit un choc le samedi."),
        ("fr", "Le cabinet dentaire reçoit le lundi."),
        ("en", "The dental clinic is open on Mondays."),
        ("vi", "Phòng khám nha khoa mở cửa thứ hai."),
        ("zh-hans", "牙科诊所周一营业。"),
        ("ar", "عيادة الأسنان مفتوحة السبت."),
    ],
)
def test_hours_of_others_and_what_someone_receives_are_none(language, text):
    assert not [*hours_in(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Nuestra clínica atiende el lunes."),
        ("fr", "La docteure reçoit des patients le jeudi."),
        ("fr", "Nous recevons uniquement le lundi."),
    ],
)
def test_those_of_the_practice_are(language, text):
    assert [*hours_in(text, language)]
