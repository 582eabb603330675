"""Claims that only one person can make, and reviews, are found in all languages."""

import pytest

from clinic_cms.facts.fact_check import Kind, find_claims


def claims(text: str, language: str = "en", **options) -> list[tuple[str, str]]:
    return [(claim.kind, claim.text) for claim in find_claims(text, language=language, **options)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Dr. Michael Wilson has treated over 2,000 crash victims."),
        ("en", "She graduated from Palmer College in 1998."),
        ("en", "Dr. Wilson has helped hundreds of people with tension headaches."),
        ("en", "Our team has more than 40 years of combined experience."),
        ("en", "With over twenty years of experience, Mr Wynn treats elbows."),
        ("en", "With twenty-five years’ experience, she finds the cause."),
        ("en", "We have been serving families here since 1987."),
        ("en", "He is board-certified in sports medicine."),
        ("en", "My name is Michael and I love tennis."),
        ("en", "Dr. Lee lives in Dixon with her dog."),
        ("en", "Voted best chiropractor three years in a row."),
        ("en", "\ufffc studied at Logan University."),
        ("es", "La Dra. Peniche ha tratado a más de 500 pacientes."),
        ("es", "Se graduó en la UNAM y nuestro equipo lo celebra."),
        ("es", "Llevamos más de veinte años en la ciudad."),
        ("fr", "Le Dr Martin exerce ici depuis 2004."),
        ("fr", "Nous avons aidé des centaines de patients."),
        ("fr", "Elle est diplômée de l’université de Lyon."),
        ("ar", "عالجت الدكتورة ليلى أكثر من 2000 مريض."),
        ("ar", "تخرج الدكتور سامي في جامعة القاهرة."),
        ("vi", "Bác sĩ Hoa đã điều trị cho hơn 2.000 bệnh nhân."),
        ("vi", "Chúng tôi có hơn 20 năm kinh nghiệm."),
        ("zh-hans", "王医生毕业于北京大学。"),
        ("zh-hans", "我们已帮助过2000多名患者。"),
        ("zh-hans", "王医生来自北京。"),
        ("zh-hans", "我们的医生来自波士顿。"),
    ],
)
def test_what_only_one_person_can_say_is_a_claim(language, sentence):
    assert claims(sentence, language) == [(Kind.CLAIM, sentence)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "About 80 in 100 people have back pain once in their lives."),
        ("en", "We see anyone who lives in Bend."),
        ("vi", "Chúng tôi tiếp nhận bệnh nhân sống ở Redmond."),
        ("zh-hans", "我们也接待来自Redmond的患者。"),
        ("zh-hans", "我们欢迎住在海淀区的病人。"),
        ("zh-hans", "我们的诊所服务来自三个区的客户。"),
        ("en", "Chiropractors have treated backs for over 100 years."),
        ("en", "We look at your neck and ask how it began."),
        ("en", "Ask your doctor if pain lasts for more than six weeks."),
        ("en", "In 2017 a guideline named exercise first."),
        ("en", "He or she may suggest an X-ray."),
        ("es", "El dolor dura más de seis semanas en algunas personas."),
        ("fr", "La douleur passe en six semaines, et nous expliquons pourquoi."),
        ("vi", "Cơn đau thường giảm sau sáu tuần."),
        ("zh-hans", "大多数人在六周内好转。"),
        ("ar", "يتحسن معظم الناس خلال ستة أسابيع."),
    ],
)
def test_what_is_true_everywhere_is_none(language, sentence):
    assert claims(sentence, language) == []


@pytest.mark.parametrize(
    "review",
    [
        "“Dr. Wilson saved my back!” - Jennifer R., Vacaville",
        '"My feet feel brand new." – Karen, Vacaville',
        "« Mon dos va mieux que jamais. » — Chloé, 34",
        "«Volví a caminar sin dolor.» — Rosa M.",
        "★★★★★ Best visit ever",
    ],
)
def test_a_review_is_found_with_who_gave_it(review):
    assert claims(f"Rest. {review}") == [(Kind.TESTIMONIAL, review)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Zed has been looking after pregnant women since 2009."),
        ("en", "Ada Finch has been running the class here since 1998."),
        ("en", "She has been doing this since 2009."),
        ("en", "We’ve been fitting insoles in this street since 1987."),
        ("es", "Rosa atiende a embarazadas aquí desde 2009."),
        ("fr", "Odile suit les femmes enceintes depuis 2009."),
        ("vi", "Cô ấy chăm sóc bà bầu từ năm 2009."),
        ("zh-hans", "她自2009年起照顾孕妇。"),
        ("ar", "هي ترعى الحوامل منذ عام 2009."),
    ],
)
def test_what_someone_has_done_since_a_year_is_a_claim(language, sentence):
    assert claims(sentence, language) == [(Kind.CLAIM, sentence)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Ibuprofen has been easing pain since 1969."),
        ("en", "Chiropractors have been treating backs since 1895."),
        ("en", "The test has been used since 2009."),
        ("en", "Researchers have been working on it since 2001."),
        ("vi", "Vắc-xin được dùng từ năm 1955."),
        ("zh-hans", "这种药自1969年起使用。"),
        ("ar", "يستخدم هذا الدواء منذ عام 1969."),
    ],
)
def test_what_things_and_trades_have_done_since_a_year_is_none(language, sentence):
    assert claims(sentence, language) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "We are family-run."),
        ("en", "This is a woman-owned business."),
        ("es", "Se graduó en la UNAM en 2011."),
        ("es", "Es egresada de la UASD y tiene dos hijos."),
        ("es", "Somos una clínica familiar."),
        ("fr", "Notre clinique familiale vous attend."),
        ("vi", "Anh tốt nghiệp trường Podiatry ở Chicago năm 2011 và có hai con nhỏ."),
        ("vi", "Cô có hai con nhỏ, nên rất kiên nhẫn."),
        ("vi", "Đây là phòng khám gia đình."),
        ("ar", "تخرجت من جامعة دمشق وتحب الأطفال."),
        ("ar", "نحن عيادة عائلية."),
        ("zh-hans", "毕业于北京大学，有两个孩子。"),
        ("zh-hans", "这是一家家族经营的店。"),
    ],
)
def test_a_life_told_without_a_name_is_a_claim(language, sentence):
    assert claims(sentence, language) == [(Kind.CLAIM, sentence)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "A family history makes it likelier."),
        ("es", "Se forma un coágulo en la vena."),
        ("es", "Estudió a mil personas durante un año."),
        ("fr", "L’histoire familiale compte."),
        ("vi", "Anh chị nên nghỉ ngơi."),
        ("vi", "Cô giáo hay bị đau cổ."),
        ("ar", "تخرج القيحة من الجرح."),
        ("zh-hans", "家庭练习很重要。"),
    ],
)
def test_what_only_looks_like_a_life_is_none(language, sentence):
    assert claims(sentence, language) == []


def test_a_name_that_is_given_counts_as_a_person():
    assert claims("Michael enjoys golf.") == []
    assert claims("Michael enjoys golf.", names=["Michael"]) == [
        (Kind.CLAIM, "Michael enjoys golf.")
    ]


def test_a_title_does_not_end_a_sentence():
    text = "Walk daily. Dr. M. Lee was born in Ohio. Rest."
    assert claims(text) == [(Kind.CLAIM, "Dr. M. Lee was born in Ohio.")]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "We accept Blue Cross."),
        ("en", "Insurance: we take Cascade Mutual and Pacific Crest plans."),
        ("en", "Our office works with Medicare."),
        ("en", "Your first visit costs $49."),
        ("en", "We charge £40 for a session."),
        ("en", "The clinic is registered with the General Chiropractic Council."),
        ("en", "License # 12345."),
        ("en", "Lic. No. DC-99812"),
        ("es", "Aceptamos seguros de GNP."),
        ("es", "La primera consulta cuesta 500 pesos."),
        ("es", "Cédula profesional núm. 1234567."),
        ("fr", "Nous acceptons la carte Vitale."),
        ("fr", "Première consultation : 60 €."),
        ("fr", "Le cabinet est inscrit à l'Ordre."),
        ("ar", "رقم الترخيص 12345."),
        ("vi", "Chúng tôi nhận bảo hiểm y tế."),
        ("vi", "Giấy phép số 1234/SYT."),
        ("zh-hans", "我们接受医保。"),
    ],
)
def test_insurers_prices_registers_and_licences_are_ones_own(language, sentence):
    assert claims(sentence, language) == [(Kind.CLAIM, sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Insurance may cover part of the cost.",
        "Chiropractors are registered with the General Chiropractic Council.",
        "Treatment may cost $3,000 or more in the US.",
        "We take X-rays and MRI scans where they help.",
        "We accept that pain hurts, and we work with your doctor.",
        "Ask your insurer what it pays.",
        "We accept most plans.",
    ],
)
def test_what_any_clinic_may_say_of_them_is_no_claim(sentence):
    assert claims(sentence) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "A session is €75."),
        ("en", "The fee is €75."),
        ("en", "An appointment is $95 ($80 concession)"),
        ("en", "it's 95 dollars"),
        ("en", "First | €75"),
        ("en", "€75"),
        ("en", "Half an hour: £45"),
        ("es", "La sesión son 40 euros."),
        ("fr", "La séance coûte 60 €."),
        ("fr", "Le tarif est de 60 euros."),
        ("ar", "سعر الجلسة 200 درهم."),
        ("vi", "Mỗi buổi giá 500.000 đồng."),
        ("zh-hans", "每次治疗收费300元。"),
    ],
)
def test_an_amount_for_a_visit_is_a_claim(language, sentence):
    assert claims(sentence, language) == [(Kind.CLAIM, sentence)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "It was a $5 million study of 300 visits."),
        ("en", "Back pain costs the US $100 billion a year."),
        ("en", "Workers lost 300 dollars a day."),
        ("fr", "Une étude de 60 millions d'euros porte sur les séances."),
        ("es", "El dolor de espalda cuesta 10 mil millones de euros."),
    ],
)
def test_what_pain_costs_a_country_is_none(language, sentence):
    assert claims(sentence, language) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "98% of our patients are better."),
        ("en", "Nine out of ten of our patients walk again."),
        ("en", "In my fourteen years in practice, I saw it."),
        ("en", "After her twenty-two years of practice she knows it."),
        ("en", "She is the only chiropractor west of Galway."),
        ("en", "We were the first clinic in Galway to use it."),
        ("en", "AHPRA registration CHI0001234567"),
        ("en", "Our ABN is 12 345 678 901."),
        ("en", "Dr Foy speaks Irish and English."),
        ("es", "El 95 % de nuestros pacientes mejora."),
        ("es", "Es la única quiropráctica de Mérida, y ella lo sabe."),
        ("fr", "Après mes quatorze ans de pratique, je le sais."),
        ("fr", "Elle est la seule chiropratrice de Lyon."),
        ("fr", "Notre SIRET : 123 456 789 00012"),
    ],
)
def test_shares_years_registers_and_being_the_only_one_are_claims(language, sentence):
    assert claims(sentence, language) == [(Kind.CLAIM, sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Only 98% of people get better.",
        "In our teenage years we grow.",
        "An ultrasound is the only test that shows it.",
        "The number of practitioners was 12 345 in 2019.",
        "He speaks softly.",
    ],
)
def test_shares_and_years_of_everyone_are_none(sentence):
    assert claims(sentence) == []


@pytest.mark.parametrize(
    "review",
    [
        "I could not lift my kettle and now I can.\nDeb Collins, Spotswood",
        "After years I ran my first race again!\nAoife, 41, Oranmore",
        "Mon dos va mieux, et je dors enfin.\nChloé Petit, Vénissieux",
        "“I could not lift my kettle and now I can,” says Deb from Spotswood",
        '"My foot feels new," said Maureen O\'Hara, Salthill',
        "«Ya no me duele el pie», cuenta Rosa de Kanasín",
    ],
)
def test_what_a_patient_tells_is_a_review_with_who_says_so(review):
    assert claims(f"Rest.\n{review}") == [(Kind.TESTIMONIAL, review)]


@pytest.mark.parametrize(
    "text",
    [
        "What should I do when it hurts so much?\nRest, Ice",
        "“The tendon heals by itself,” says one study.",
        "Your heel may hurt for months.\nHeel Pain, Night Splints",
        "I ask you to stand on one leg.\nEccentric Heel Drops, Stretching",
        "A massage gun ($60 and more) may help.",
    ],
)
def test_other_lines_and_quotes_are_no_reviews(text):
    assert claims(text) == []
