"""What a practice charges, and whose insurance it takes, is found however it is written."""

import pytest

from clinic_cms.facts.fact_check import Kind, find_claims


def is_claim(sentence: str, language: str) -> bool:
    found = [(it.kind, it.text) for it in find_claims(sentence, language=language)]
    assert found in ([], [(Kind.CLAIM, sentence)])
    return bool(found)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "We are registered with Bupa, AXA Health and Vitality."),
        ("en", "You can claim on Bupa."),
        ("en", "Claim it back through Simplyhealth."),
        ("en", "We are recognised by all major insurers."),
        ("en", "We accept BlueCross BlueShield of Texas and TRICARE."),
        ("en", "We accept all insurance."),
        ("en", "Most private insurance (Desjardins, Sun Life) pays part of it."),
        ("es", "Trabajamos con todas las aseguradoras."),
        ("es", "Tenemos convenio con Sanitas y Adeslas."),
        ("es", "Somos prestadores de ARS Humano."),
        ("es", "Muchas aseguradoras (Mapfre, GNP) cubren la visita."),
        ("fr", "La plupart des assurances privées (Desjardins, Croix Bleue) remboursent."),
        ("fr", "Nous sommes agréés par Desjardins."),
        ("fr", "Nous acceptons toutes les mutuelles."),
        ("ar", "ونقبل تأمين ميديكيد وبلو كروس."),
        ("ar", "نتعامل مع جميع شركات التأمين."),
        ("ar", "متعاقدون مع شركات تأمين كثيرة."),
        ("vi", "Chúng tôi nhận Blue Cross và Medicaid."),
        ("vi", "Phòng khám nhận mọi loại bảo hiểm."),
        ("vi", "Các hãng bảo hiểm như Bảo Việt trả phần lớn."),
        ("zh-hans", "我们接受平安保险。"),
        ("zh-hans", "我们支持Cigna直付。"),
        ("zh-hans", "本诊所接受各大保险。"),
    ],
)
def test_whose_insurance_a_practice_takes_is_a_claim(language, sentence):
    assert is_claim(sentence, language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "His custom orthotics run about $380 a pair, and flex-spending cards are welcome."),
        ("en", "Custom orthotics run about $380 a pair."),
        ("en", "A vestibular session is seventy-five pounds."),
        ("en", "A session is sixty for residents of Skye."),
        ("en", "It costs £9 a class."),
        ("en", "A home visit is a hundred and twenty dollars."),
        ("en", "Sessions cost CAD 95."),
        ("en", "The first visit is on us."),
        ("en", "A session is $60, and surgery is never the first step."),
        ("es", "La férula cuesta RD$ 9,500."),
        ("es", "La consulta son mil pesos."),
        ("es", "Cada sesión cuesta cuarenta y cinco euros."),
        ("es", "La sesión cuesta 40 €; el seguro no la cubre."),
        ("es", "La primera consulta va por nuestra cuenta."),
        ("fr", "La consultation coûte 95 $ et la chirurgie 425 $ par orteil."),
        ("fr", "La séance est à soixante-cinq euros."),
        ("fr", "Nos semelles coûtent 180 €, prix de la visite compris."),
        ("fr", "La première visite est offerte."),
        ("ar", "تكلفة الزيارة الأولى ١٢٠ دولارًا، ونقبل تأمين ميديكيد وبلو كروس."),
        ("ar", "سعر الجلسة خمسون دينارا."),
        ("ar", "رسوم الكشف ٣٠ يورو."),
        ("vi", "Miếng lót làm riêng giá 220 đô la; Medicaid của Texas trả một phần."),
        ("vi", "Giá khám là 80 đô la."),
        ("vi", "Phí mỗi buổi là ba trăm nghìn đồng."),
        ("zh-hans", "初诊费用为八十美元。"),
        ("zh-hans", "每次收费60欧元，保险不报。"),
        ("zh-hans", "每节课程五十元。"),
    ],
)
def test_what_a_practice_charges_is_a_claim(language, sentence):
    assert is_claim(sentence, language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Medicare may cover part of a visit."),
        ("en", "Ask whether your plan is registered with a network."),
        ("en", "Most insurers, such as Medicare, pay for braces."),
        ("en", "We take X-rays and MRI scans where they help."),
        ("en", "Claim a seat at the front of the bus."),
        ("en", "She lost ten pounds before her first visit."),
        ("en", "A session lasts sixty minutes for adults."),
        ("en", "A splint costs $30 or so."),
        ("es", "Una férula cuesta 30 euros en la farmacia."),
        ("es", "Mil personas de cada millón lo tienen."),
        ("fr", "Une attelle coûte 30 euros."),
        ("fr", "Votre mutuelle peut rembourser la séance."),
        ("vi", "Bảo hiểm của quý vị có thể trả một phần."),
        ("vi", "Ca mổ ở bệnh viện tốn 3.000 đô la."),
        ("zh-hans", "保险可能报销一部分。"),
        ("zh-hans", "手术费用约为五千美元。"),
        ("ar", "قد يدفع التأمين جزءا من التكلفة."),
        ("ar", "تكلفة العملية في المستشفى ٣٠٠٠ دولار."),
    ],
)
def test_what_others_charge_or_pay_is_none(language, sentence):
    assert not is_claim(sentence, language)
