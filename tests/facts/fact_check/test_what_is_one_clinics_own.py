"""Counties, the people at the front desk, offers, parking and a doctor's life are one clinic's."""

import pytest

from clinic_cms.facts.fact_check import Kind, check_texts, find_claims
from clinic_cms.facts.fact_check.colleagues import colleagues_in
from clinic_cms.models.content_paths import MergeText


def towns(text: str, language: str) -> list[str]:
    texts = [MergeText("overview", text, False)]
    findings = check_texts(texts, language=language)
    return [finding.text for finding in findings if finding.kind is Kind.TOWN]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "text", "district"),
    [
        ("en-us", "Tennis Elbow: Help in Berks County", "Berks County"),
        ("en-us", "Serving Berks County and its runners.", "Berks County"),
        ("en-us", "We see patients from across San Mateo County.", "San Mateo County"),
        ("en-us", "Call us from County Kerry.", "County Kerry"),
        ("en-us", "Paths on the North Shore are soft.", "North Shore"),
        ("es", "Servimos a todo Berks County.", "Berks County"),
        ("es", "Ayuda en el condado de Berks.", "condado de Berks"),
        ("es", "Estamos en la colonia Roma.", "colonia Roma"),
        ("fr", "Nos patients de la Rive-Nord le savent.", "Rive-Nord"),
        ("fr", "Dans le comté de Kent, il pleut.", "comté de Kent"),
        ("vi", "Chúng tôi phục vụ Quận 3.", "Quận 3"),
        ("ar", "نخدم محافظة دهوك.", "محافظة دهوك"),
    ],
)
def test_a_county_or_district_is_a_place_of_the_clinic(language, text, district):
    assert towns(text, language) == [district]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-us", "A study in Olmsted County followed adults for years."),
        ("en-us", "Ask your county’s health line. West Nile fever aches, too."),
        ("en-us", "Pain on the left side, in the north of a county."),
        ("es", "Un estudio del condado de Kent lo muestra."),
        ("fr", "Une étude du comté de Kent le montre."),
    ],
)
def test_that_of_a_study_is_none(language, text):
    assert towns(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Jo, who runs our front desk, has the sheet.", "Jo"),
        ("en", "Then Kayla at the front desk will help you.", "Kayla"),
        ("en", "Kayla at the front desk will help you.", "Kayla"),
        ("en", "Brayden on the phones knows your plan.", "Brayden"),
        ("en", "Ask for Kayla when you call.", "Kayla"),
        ("en", "If it swells, call Kayla, our receptionist.", "Kayla"),
        ("en", "Mary Walsh, our paediatric osteopath, helps.", "Mary Walsh"),
        ("es", "Hable con Lucía, nuestra recepcionista.", "Lucía"),
        ("es", "Pregunte por Yolanda al llamar.", "Yolanda"),
        ("fr", "Parlez à Léa à l’accueil.", "Léa"),
        ("fr", "Demandez Maëlle quand vous appelez.", "Maëlle"),
        ("vi", "Hỏi chị Lan ở quầy lễ tân.", "Lan"),
        ("ar", "مريم في الاستقبال ستساعدك.", "مريم"),
        ("ar", "نورة من الاستقبال ترد على الهاتف.", "نورة"),
        ("ar", "اسأل سارة عند الوصول.", "سارة"),
        ("ar", "اطلب هدى عند الاتصال.", "هدى"),
        ("ar", "سارة، موظفة الاستقبال، ستساعدك.", "سارة"),
    ],
)
def test_who_sits_at_the_front_desk_is_a_colleague(language, text, name):
    assert {text[hit.start : hit.end] for hit in colleagues_in(text, language)} == {name}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Someone at the front desk will help. Ask at the front desk."),
        ("ar", "الموظفون في الاستقبال سيساعدونك. اسأل في الاستقبال. موظف الاستقبال يرد."),
        ("ar", "شخص ما في الاستقبال سيساعدك. أحد موظفينا في الاستقبال سيساعدك."),
        ("en", "Staff at our reception will tell you. Payment at the front desk is easy."),
        (
            "en",
            "Massage, our therapist says, helps.",
        ),
        ("en", "Ask for Voltaren at the pharmacy. After an MRI, our physio plans."),
        ("en", "At Reading, our chiropractor sees it."),
        ("en", "Ask for Ibuprofen at the desk. Our physio, Monday’s helper, is here."),
        ("es", "Pregunte en recepción."),
        ("fr", "Demandez à l’accueil. Demandez conseil quand vous appelez."),
    ],
)
def test_a_front_desk_without_a_name_is_nobody(language, text):
    assert list(colleagues_in(text, language)) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Treatment is free for the first visit until August 31."),
        ("en", "The first visit is free this month."),
        ("en", "Free parking is behind the building."),
        ("en", "Parking is available behind the building."),
        ("en", "Book a free 15-minute consultation."),
        ("es", "La primera consulta es gratis."),
        ("es", "Hay estacionamiento gratuito."),
        ("fr", "Le stationnement est gratuit derrière la clinique."),
        ("fr", "La première visite est gratuite."),
        ("vi", "Lần khám đầu miễn phí."),
        ("zh-hans", "首诊免费。"),
        ("ar", "الزيارة الأولى مجانية."),
        ("en", "She has taught at Penn State Berks."),
        ("en", "She played soccer for Penn State."),
        ("en", "Dr. Hill is a former gymnast."),
        ("en", "\ufffc's own son had it."),
        ("en", "He coaches for Sale Harriers."),
        ("es", "La Dra. Hill es exgimnasta."),
        ("es", "Ella da clases en Alvernia."),
        ("fr", "Elle est une ancienne gymnaste."),
        ("fr", "Il enseigne à Laval."),
    ],
)
def test_offers_parking_and_a_life_are_claims(language, sentence):
    assert [claim.kind for claim in find_claims(sentence, language=language)] == [Kind.CLAIM]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Free movement is the aim; pain-free visits to the shop come next."),
        ("en", "In the UK a visit to an NHS doctor is free."),
        ("en", "Her knee may have played too long for the Club."),
        ("en", "She and others have played for England."),
        ("es", "El tratamiento gratuito no existe."),
        ("en", "Walking is free, and so is rest."),
        ("en", "Vaccines are free in many countries."),
        ("en", "If he is a former smoker, he heals more slowly."),
        ("en", "She played tennis for hours, and her arm hurt."),
        ("en", "The ball is free of pressure. Park close to the door."),
        ("en", "He may have Parkinson’s, and was treated with Botox."),
        ("es", "Caminar es gratis."),
        ("fr", "La marche est gratuite."),
        ("zh-hans", "散步是免费的。"),
    ],
)
def test_what_is_free_or_done_anywhere_is_none(language, sentence):
    assert find_claims(sentence, language=language) == []
