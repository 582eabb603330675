"""Practices that a clinic calls its own or its friends' are found by their names."""

import pytest

from clinic_cms.facts.fact_check import Kind, check_texts
from clinic_cms.models.content_paths import MergeText

pytestmark = pytest.mark.django_db


def names(text: str, language: str) -> list[str]:
    findings = check_texts([MergeText("overview", text, False)], language=language)
    return [finding.text for finding in findings if finding.kind is Kind.NAME]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "en",
            "Colleagues at our partner practice Trotternish Osteopaths are happy to see you too.",
            "Trotternish Osteopaths",
        ),
        ("en", "Our other practice is Glen Osteopathy.", "Glen Osteopathy"),
        ("en", "We work closely with Trotternish Osteopaths.", "Trotternish Osteopaths"),
        ("en", "Ask our friends at Two Rivers Physical Therapy.", "Two Rivers Physical Therapy"),
        ("es", "Trabajamos con la Clínica Monte Azul.", "Clínica Monte Azul"),
        ("es", "Nuestros colegas de Fisioterapia Tajo ayudan.", "Fisioterapia Tajo"),
        ("fr", "Nous travaillons avec le cabinet Les Trois Ormes.", "cabinet Les Trois Ormes"),
        ("fr", "Notre autre clinique, Clinique du Phare, est ouverte.", "Clinique du Phare"),
        ("vi", "Chúng tôi hợp tác với phòng khám An Bình.", "phòng khám An Bình"),
        ("ar", "نتعاون مع مركز الشفاء في المدينة.", "مركز الشفاء"),
        ("zh-hans", "我们的合作诊所青山理疗中心也很好。", "青山理疗中心"),
    ],
)
def test_a_practice_that_is_the_clinics_or_its_friends_is_found(language, text, name):
    assert names(text, language) == [name]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We work with your doctor. Ask at your local clinic."),
        ("en", "We share what the Mayo Clinic advises."),
        ("en", "Sports Physiotherapy helps runners."),
        ("en", "We recommend Clinical Pilates and Massage."),
        ("en", "A trial at Stanford Pain Clinic found no harm."),
        ("es", "Trabajamos con su médico. La clínica abre."),
        ("fr", "Nous travaillons avec votre médecin au cabinet."),
        ("vi", "Chúng tôi làm việc với bác sĩ của quý vị."),
        ("zh-hans", "我们的诊所帮助您。"),
    ],
)
def test_other_practices_are_none(language, text):
    assert names(text, language) == []
