"""Open days without times, and what patients say, are found in all six languages."""

import pytest

from clinic_cms.facts.fact_check import Kind, find_claims
from clinic_cms.facts.fact_check.stated_hours import hours_in


def has_hours(text: str, language: str) -> bool:
    return any(hours_in(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We see patients Monday to Friday."),
        ("en", "Dr. Hill comes in on Wednesday mornings."),
        ("en", "Call us Monday through Thursday."),
        ("en", "The clinic is open on Saturdays."),
        ("en", "Our rooms are open Monday–Friday."),
        ("es", "Llámenos al \ufffc de lunes a viernes."),
        ("es", "Llámenos al 610-555-0147 de lunes a viernes."),
        ("es", "Abrimos los sábados por la mañana."),
        ("es", "Recibimos pacientes los martes."),
        ("fr", "Nous vous accueillons les lundis et mercredis de 9 h à 17 h et le vendredi matin."),
        ("fr", "Nous vous accueillons du lundi au vendredi."),
        ("fr", "La clinique est ouverte le samedi matin."),
        ("fr", "La docteure Petit reçoit le jeudi."),
        ("vi", "Phòng khám mở cửa từ thứ Hai đến thứ Sáu."),
        ("zh-hans", "我们周一至周五接诊。"),
        ("ar", "نستقبلكم من الاثنين إلى الجمعة."),
    ],
)
def test_days_on_which_a_practice_is_open_are_hours(language, text):
    assert has_hours(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Train Monday to Friday and rest at the weekend."),
        ("en", "Wear the splint Monday through Friday."),
        ("en", "Pharmacies are open on Sundays."),
        ("en", "Monday to Friday: 10 heel drops."),
        ("en", "Most clinics are open Monday to Friday."),
        ("en", "We see patients who train Monday to Friday."),
        ("en", "Open wounds on Sunday need care."),
        ("en", "Most people sit Monday to Friday."),
        ("en", "Stay out of the open sun on Saturday."),
        ("es", "Camine de lunes a viernes."),
        ("fr", "Marchez du lundi au vendredi."),
        ("fr", "Les pharmacies sont ouvertes le dimanche."),
        ("vi", "Tập từ thứ Hai đến thứ Sáu."),
        ("zh-hans", "周一至周五锻炼。"),
        ("ar", "تمارين المشي من الاثنين إلى الجمعة."),
    ],
)
def test_days_of_exercise_and_of_others_are_none(language, text):
    assert not has_hours(text, language)


@pytest.mark.parametrize(
    ("language", "review"),
    [
        ("es", "«Pude comer una manzana otra vez», cuenta Marisol T., de Wyomissing"),
        ("es", "“Volví a correr”, dice Juan P."),
        ("es", "«Dejé las pastillas en un mes», recuerda Lucía."),
        ("en", "“The knee bends all the way now,” says Deb K."),
        ("en", "Deb K. from Spotswood says: “The knee bends all the way now.”"),
        ("fr", "« Le genou ne craque plus du tout », raconte Léa M., de Laval"),
        ("fr", "« Je dors enfin toute la nuit », confie Karim."),
        ("vi", "“Tôi đã chạy lại được sau một tháng”, chị Lan kể"),
        ("zh-hans", "“我终于能睡个好觉了”，来自昆山的李女士说"),
        ("ar", "«عدت إلى الركض بعد شهر»، تقول سلمى من دبي"),
    ],
)
def test_what_a_patient_says_is_a_review_in_every_language(language, review):
    (claim,) = find_claims(review, language=language)
    assert claim.kind is Kind.TESTIMONIAL


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "“Sit less and move more,” says James A. Levine, who studies it."),
        ("en", "“It will pass,” many people say."),
        ("es", "«El reposo no cura el tendón», dice un estudio."),
        ("es", "La frase “no pain, no gain” dice poco del dolor."),
        ("fr", "« Le dos aime bouger », dit une étude."),
        ("vi", "“Gân tự lành”, một nghiên cứu cho biết."),
        ("zh-hans", "“肌腱会自己愈合”，一项研究说。"),
        ("ar", "«الوتر يلتئم وحده»، تقول دراسة."),
    ],
)
def test_what_studies_and_sayings_say_is_none(language, text):
    assert find_claims(text, language=language) == []
