"""Opening hours are found as people of six languages write them."""

import pytest

from clinic_cms.facts.fact_check.plain_text import PRINTED
from clinic_cms.facts.fact_check.stated_hours import hours_in


def hours(text: str, language: str = "en") -> list[str]:
    return [text[hit.start : hit.end] for hit in hours_in(text, language)]


@pytest.mark.parametrize(
    ("language", "stated"),
    [
        ("en", "Monday through Thursday 8:30 to 6"),
        ("en", "open Monday - Thursday 8:30-6"),
        ("en", "Mon-Fri 9-5"),
        ("en", "Tuesdays and Fridays from 9 am to 1 pm"),
        ("en", "open 24/7"),
        ("en", "closed on Sundays"),
        ("en", "Office hours: 9:00am-5:30pm"),
        ("es", "lunes a viernes de 9:00 a 14:00"),
        ("es", "Abierto de 9 a 18 h"),
        ("es", "cerrado los domingos"),
        ("fr", "du lundi au vendredi de 9h30 à 18h"),
        ("fr", "Ouvert de 9 h à 17 h"),
        ("ar", "الأحد إلى الخميس 9:00 - 17:00"),
        ("vi", "Thứ Hai đến thứ Sáu 8:00 - 17:00"),
        ("zh-hans", "周一至周五 9:00-18:00"),
        ("zh-hans", "营业时间：9:00至17:00"),
    ],
)
def test_hours_are_found(language, stated):
    text = stated if language.startswith("zh") else f"Visit us. {stated}."
    (found,) = hours(text, language)
    assert found.rstrip(".") in stated
    assert any(character.isdecimal() for character in found) or "los" in found or "on" in found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Wear the brace from 8 am to 8 pm."),
        ("en", "Sit for 20-30 minutes on Monday."),
        ("en", "Keep the wound open for 2-4 days."),
        ("en", "Do 8-12 repetitions on Tuesday and Friday."),
        ("es", "El lunes camine de 10 a 15 minutos."),
        ("fr", "Mardi, marchez de 10 à 15 minutes."),
        ("vi", "Thứ Hai đi bộ 10-15 phút."),
        ("zh-hans", "周一散步10-15分钟。"),
        ("en", "Rest on Monday until the pain is gone."),
        ("en", "We see you by appointment."),
        ("fr", "Le mardi, 2 h de marche suffisent."),
    ],
)
def test_other_times_are_none(language, text):
    assert hours(text, language) == []


@pytest.mark.parametrize(
    ("language", "stated"),
    [
        ("en", "Thursdays by appointment"),
        ("en", "Walk-ins are welcome Fridays until 2 a.m."),
        ("en", "Thursday evenings from 6 pm"),
        ("en", "Drop-ins every weekday"),
        ("es", "sábados solo con cita previa"),
        ("es", "viernes hasta las 20 h"),
        ("fr", "samedi sur rendez-vous"),
        ("fr", "jeudi jusqu'à 21 h"),
        ("ar", "السبت بموعد مسبق"),
        ("vi", "Thứ Bảy theo lịch hẹn"),
        ("vi", "Thứ Sáu đến 20 giờ"),
        ("zh-hans", "周六需预约"),
        ("zh-hans", "周五到20点"),
    ],
)
def test_days_with_a_time_or_by_appointment_are_hours(language, stated):
    assert hours(f"{stated}.", language) == [stated.rstrip(".") if "a.m." not in stated else stated]


@pytest.mark.parametrize(
    ("language", "stated"),
    [
        ("en", "Monday or Tuesday until 7 in the evening"),
        ("en", "Saturdays from eight till one"),
        ("en", "Thursday evenings we work late"),
        ("en", "open from half past eight till six"),
        (
            "en",
            "Open Mondays and Tuesdays from seven, Friday nights till half past midnight",
        ),
        ("es", "lunes de ocho a una"),
        ("es", "martes hasta las siete y media"),
        ("fr", "Ouvert de 8 h 30 à 12 h 30 le lundi"),
        ("fr", "mardi de neuf heures à midi"),
        ("fr", "Lundi : 8 h 30 – 12 h 30"),
        ("ar", "الاثنين من التاسعة حتى الخامسة"),
        ("vi", "Thứ Hai từ bảy giờ đến chín giờ"),
        ("zh-hans", "周一上午九点到下午五点"),
    ],
)
def test_hours_in_words_are_found_to_their_end(language, stated):
    assert hours(f"{stated}.", language) == [stated]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Rest on Monday until seven exercises are easy."),
        ("en", "On Tuesday do two to three sets of each."),
        ("en", "She sat down until seven."),
        ("en", "Avoid the sun from 10 am to 4 pm."),
        ("fr", "Une marche de deux heures le mardi suffit."),
        ("fr", "Le mardi, 2 h 30 de marche suffisent."),
    ],
)
def test_numbers_in_words_that_count_something_are_none(language, text):
    assert hours(text, language) == []


@pytest.mark.parametrize(
    ("language", "stated"),
    [
        ("en", "open Saturday mornings"),
        ("en", "see patients on Thursday evenings"),
        ("fr", "ouverts le samedi matin"),
        ("fr", "fermé le mercredi après-midi"),
        ("fr", "Consultations le jeudi soir"),
        ("fr", "recevons du lundi au vendredi, matin et après-midi"),
        ("es", "Abrimos los sábados por la mañana"),
        ("es", "sábados por la mañana abrimos"),
        ("es", "Cerrado los miércoles por la tarde"),
        ("vi", "mở cửa sáng thứ bảy"),
        ("vi", "mở cửa các buổi sáng và chiều thứ hai"),
        ("vi", "mở cửa thứ bảy buổi sáng"),
        ("zh-hans", "周六上午开诊"),
        ("zh-hans", "周四晚上门诊"),
        ("ar", "نفتح صباح السبت"),
        ("ar", "نفتح السبت صباحًا"),
    ],
)
def test_a_part_of_a_day_goes_with_the_day(language, stated):
    for text in (stated, f"{stated}."):
        assert [text[hit.start : hit.end] for hit in hours_in(text, language)] == [stated]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Pain is worse on Monday mornings."),
        ("es", "El lunes por la mañana duele más."),
        ("fr", "Le samedi matin, la douleur est plus forte."),
        ("vi", "Sáng thứ hai đau nhiều hơn."),
        ("zh-hans", "周一早上疼痛加重。"),
        ("ar", "يزداد الألم صباح الأحد."),
    ],
)
def test_a_part_of_a_day_alone_is_none(language, text):
    assert not [*hours_in(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We run a late clinic once a month."),
        ("en", "The clinic is shut on Wednesdays."),
        ("en", "She comes to us on alternate Tuesdays."),
        ("en", f"{PRINTED} is in our Kyle office on Thursdays."),
        ("en", f"{PRINTED} works in Rosemount on Mondays and Fridays."),
        ("es", f"El {PRINTED} pasa consulta allí los jueves."),
        ("es", f"La {PRINTED} está en la Plaza Rosada los martes."),
        ("es", "La consulta nocturna es una vez al mes: consultas nocturnas una vez al mes."),
        ("fr", "Elle vient chez nous un mardi sur deux."),
        ("fr", f"{PRINTED} est à Cap-Chat le jeudi."),
        ("fr", "Nous offrons une soirée par mois."),
        ("ar", f"تعمل {PRINTED} هناك يوم الخميس."),
        ("vi", f"{PRINTED} khám ở Kyle vào thứ năm."),
        ("zh-hans", f"{PRINTED}每周四在凯尔坐诊。"),
        ("zh-hans", "夜诊每月一次。"),
    ],
)
def test_days_on_which_someone_is_somewhere_are_hours(language, text):
    assert [*hours_in(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Stretch on alternate Tuesdays."),
        ("en", "Keep your mouth shut on Wednesdays."),
        ("en", "We see most people once a week for a month."),
        ("en", "Do it once a month from 2 to 4 times."),
        ("es", "Descanse una vez por semana."),
        ("fr", "Une séance par mois suffit."),
        ("fr", f"{PRINTED} est en mesure de vous aider."),
        ("vi", "Đi bộ mỗi tuần một lần."),
        ("zh-hans", "每月一次即可。"),
        ("ar", "مرة في الأسبوع تكفي."),
    ],
)
def test_how_often_anyone_does_something_is_none(language, text):
    assert not [*hours_in(text, language)]
