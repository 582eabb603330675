"""Each language has its own lists, countries and pronouns; phones are the country's."""

from dataclasses import replace

import pytest

from clinic_cms.merge import Facts, check, fill
from clinic_cms.merge.formatting import language_name


def in_language(facts: Facts, language: str, *, gender: str = "feminine") -> Facts:
    areas = ("Vacaville", "Dixon", "Rio Vista")
    return replace(
        facts,
        doctor=replace(facts.doctor, gender=gender),
        location=replace(facts.location, service_areas=areas),
        language=language,
    )


def filled(text: str, facts: Facts, *, as_html: bool = False) -> str:
    return fill(text, facts, as_html=as_html)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en-us", "Vacaville, Dixon, and Rio Vista"),
        ("en-gb", "Vacaville, Dixon and Rio Vista"),
        ("es", "Vacaville, Dixon y Rio Vista"),
        ("fr", "Vacaville, Dixon et Rio Vista"),
        ("vi", "Vacaville, Dixon và Rio Vista"),
        ("zh-hans", "Vacaville、Dixon和Rio Vista"),
        ("ar", "Vacaville وDixon وRio Vista"),
    ],
)
def test_three_places_are_one_list(facts: Facts, language: str, said: str) -> None:
    assert filled("{{ location.service_areas }}", in_language(facts, language)) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en-us", "United States"),
        ("es", "Estados Unidos"),
        ("fr", "États-Unis"),
        ("vi", "Hoa Kỳ"),
        ("zh-hans", "美国"),
        ("ar", "الولايات المتحدة"),
    ],
)
def test_a_country_is_named(facts: Facts, language: str, said: str) -> None:
    assert filled("{{ location.country }}", in_language(facts, language)) == said


@pytest.mark.parametrize("language", ["en-us", "es", "fr", "vi", "zh-hans", "ar", "ar-eg"])
def test_a_phone_is_written_as_it_is_dialled(facts: Facts, language: str) -> None:
    of = in_language(facts, language)
    assert filled("{{ clinic.phone }}", of) == "707-555-0142"
    link = '<a href="tel:+17075550142"><bdi>707-555-0142</bdi></a>'
    assert filled("{{ clinic.phone }}", of, as_html=True) == link


@pytest.mark.parametrize(
    ("language", "feminine", "masculine"),
    [
        ("en-us", "she", "he"),
        ("es", "ella", "él"),
        ("fr", "elle", "il"),
        ("zh-hans", "她", "他"),
        ("ar", "هي", "هو"),
        ("vi", "Dr. Jane Doe", "Dr. Jane Doe"),
    ],
)
def test_a_pronoun_is_the_languages_or_the_name(
    facts: Facts, language: str, feminine: str, masculine: str
) -> None:
    said = {
        gender: filled("{{ doctor.pronoun }}", in_language(facts, language, gender=gender))
        for gender in ("feminine", "masculine", "unspecified")
    }
    assert said == {
        "feminine": feminine,
        "masculine": masculine,
        "unspecified": "Dr. Jane Doe",
    }


@pytest.mark.parametrize(
    ("language", "text", "feminine", "masculine"),
    [
        (
            "es",
            "{% if doctor.gender == 'feminine' %}La doctora{% else %}El doctor{% endif %} ayuda.",
            "La doctora ayuda.",
            "El doctor ayuda.",
        ),
        (
            "fr",
            "Prêt{% if doctor.gender == 'feminine' %}e{% endif %}, {{ doctor.pronoun }} écoute.",
            "Prête, elle écoute.",
            "Prêt, il écoute.",
        ),
        (
            "ar",
            "{% case doctor.gender %}{% when 'feminine' %}الطبيبة{% else %}الطبيب{% endcase %}",
            "الطبيبة",
            "الطبيب",
        ),
        (
            "vi",
            "{% if doctor.gender == 'feminine' %}Cô{% else %}Ông{% endif %} sẽ khám.",
            "Cô sẽ khám.",
            "Ông sẽ khám.",
        ),
        ("zh-hans", "{{ doctor.pronoun }}会为您检查。", "她会为您检查。", "他会为您检查。"),
    ],
)
def test_each_language_phrases_its_own_sentence_by_gender(
    facts: Facts, language: str, text: str, feminine: str, masculine: str
) -> None:
    assert not check(text)
    assert filled(text, in_language(facts, language)) == feminine
    assert filled(text, in_language(facts, language, gender="masculine")) == masculine


@pytest.mark.parametrize(
    ("code", "language", "said"),
    [
        ("en", "es", "inglés"),
        ("es-MX", "en-us", "Mexican Spanish"),
        ("es-US", "fr", "espagnol (États-Unis)"),
        ("zh-Hans", "vi", "Tiếng Trung Phổ thông (Giản thể)"),
        ("yue", "zh-hans", "粤语"),
        ("hmn", "en-us", "Hmong"),
        ("vi", "ar", "الفيتنامية"),
        ("yua", "en-us", "yua"),
    ],
)
def test_a_spoken_language_is_named(code: str, language: str, said: str) -> None:
    assert language_name(code, language) == said
