"""Times of sleep, doses and exercise, and what illness costs, are no clinic's hours or prices."""

import pytest

from clinic_cms.facts.fact_check import Kind, find_claims
from clinic_cms.facts.fact_check.stated_hours import hours_in


def hours(text: str, language: str = "en") -> list[str]:
    return [text[hit.start : hit.end] for hit in hours_in(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On Saturday and Sunday, sleep from ten to six."),
        ("en", "Keep the wound open from two to four."),
        ("en", "Keep the same wake time at weekends, say at 7 am."),
        ("en", "Avoid coffee after 2 pm, even on weekends."),
        ("en", "Take one tablet at 8 am and one at 8 pm from Monday to Friday."),
        ("en", "Leave the patch on until noon on Sunday."),
        ("en", "Walk from six to seven on Tuesday and Thursday."),
        ("en", "Yoga on Tuesday from six to seven eases the hips."),
        ("en", "Stay out of the sun from noon to three on Saturday and Sunday."),
        ("en", "If you sit at a desk from 9 to 5, Monday to Friday, stand up each hour."),
        ("en", "Office workers sit from nine to five, Monday through Friday."),
        ("en", "Children are in school from 8 to 3 on weekdays."),
        ("en", "Emergency rooms are open 24 hours a day."),
        ("en", "Pharmacies are open until 8 pm on Sundays."),
        ("en", "After surgery, take one tablet at 8 am on Monday."),
        ("en", "Marathon runners start at 7 am on Sunday."),
        ("en", "Open the window from six to seven each morning on weekdays."),
        ("en", "Patients slept from ten to six on weekdays in the study."),
        ("en", "A weekend warrior plays from noon to six on Saturday."),
        ("es", "El sábado y el domingo, duerma de diez a seis."),
        ("es", "Tome la pastilla el lunes a las 8 h."),
        ("fr", "Le samedi et le dimanche, dormez de 22 h à 6 h."),
        ("vi", "Uống một viên vào thứ Hai lúc 8 giờ."),
        ("zh-hans", "周六和周日从22:00睡到6:00。"),
        ("ar", "نم يوم السبت من 10 إلى 6."),
    ],
)
def test_when_to_sleep_or_take_a_tablet_are_no_hours(language, text):
    assert hours(text, language) == []


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "On Saturday and Sunday we see patients from ten to two.",
            "Saturday and Sunday we see patients from ten to two",
        ),
        ("Come by on Saturday from ten to two.", "Saturday from ten to two"),
        ("We are here from nine to five.", "We are here from nine to five"),
        ("Call between 8 and 5 on weekdays.", "between 8 and 5 on weekdays"),
        ("Open until 7 on Thursdays.", "Open until 7 on Thursdays"),
        ("You can reach us until noon on Saturday.", "until noon on Saturday"),
        ("Doors open at 8 on weekdays.", "open at 8 on weekdays"),
        (
            "See a doctor if pain wakes you Open Monday - Thursday 8:30-6 Rest helps the pain.",
            "Open Monday - Thursday 8:30-6",
        ),
        ("Come Tuesday from 10 to 4 See a doctor if pain stays.", "Tuesday from 10 to 4"),
        ("Come Tuesday from 10 to 4 Hours: by phone only.", "Tuesday from 10 to 4 Hours:"),
        ("Yoga class on Monday at 7 pm.", "Monday at 7 pm"),
    ],
)
def test_a_practices_hours_are_found_still(text, stated):
    assert hours(text) == [stated]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "One MRI session ($400 or more) often shows nothing that changes treatment."),
        ("en", "In the US a first visit to the emergency room costs $1,500."),
        ("en", "A session of surgery costs $30,000 on average."),
        ("en", "Some insurers pay up to $500 for massage sessions."),
        ("en", "A study gave people $50 for each visit."),
        ("en", "A copay for each visit is often $20 to $50."),
        ("en", "A cervical pillow costs $40, and it’s worth the price."),
        ("en", "It’s $10 at any pharmacy."),
        ("en", "In one trial, exercise sessions saved £300 per patient."),
        ("en", "A visit to the dentist costs $200."),
        ("en", "Physical therapy costs $75 to $150 a visit in most cities."),
        ("es", "Una consulta en urgencias cuesta unos 400 dólares en promedio."),
        ("fr", "Une séance d’IRM coûte 400 euros en moyenne."),
    ],
)
def test_what_illness_costs_is_no_claim(language, sentence):
    assert find_claims(sentence, language=language) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Our MRI session is $400.",
        "One session ($80) is enough.",
        "Sixty-minute deep tissue massage is $95 and ninety minutes is $130.",
        "The first visit, which takes an hour and includes an exam, costs $120.",
        "Massage with Amy for an hour and a half is only $95.",
    ],
)
def test_a_practices_price_is_a_claim_still(sentence):
    (claim,) = find_claims(sentence, language="en")
    assert (claim.kind, claim.text) == (Kind.CLAIM, sentence)
