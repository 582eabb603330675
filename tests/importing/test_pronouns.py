"""What agrees with one doctor's gender becomes a tag in the strictest case, else a warning."""

from dataclasses import replace

import pytest

from clinic_cms.importing.article import ImportResult, read_article
from clinic_cms.importing.reading.plain import read_plain
from clinic_cms.merge import Facts, fill
from tests.importing.cases import facts_of

KOSAK, KENNEBEC, FERRER, VIVA = (
    "kosak-chiropractic",
    "kennebec-family",
    "quiropractica-ferrer",
    "espalda-viva",
)


def imported(text: str, facts: Facts) -> ImportResult:
    article = f"A Stiff Hip\n\n{text}\n"
    return read_article(read_plain(article, facts.language), facts, facts.language)


@pytest.mark.parametrize(
    ("clinic", "text", "found"),
    [
        (KOSAK, "Dr. Michael Wilson can help. He also teaches.", "He"),
        (KENNEBEC, "You may ask Dr. Bell about it. She listens first.", "She"),
    ],
)
def test_a_pronoun_right_after_the_doctor_becomes_a_tag(clinic, text, found) -> None:
    facts = facts_of(clinic)

    result = imported(text, facts)

    html = result.sections["overview"].html
    assert "{{ doctor.pronoun | capitalize }}" in html
    assert fill(html, facts, as_html=True) == f"<p>{text}</p>"
    assert ("doctor.pronoun", found, 1) in {(t.tag, t.found, t.count) for t in result.merge_tags}
    nobody = replace(facts, doctor=replace(facts.doctor, gender="unspecified"))
    assert f". {facts.doctor.honorific} {facts.doctor.name} " in fill(html, nobody, as_html=True)


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Michael Wilson can help. She also teaches.",
        "Dr. Michael Wilson and Dr. Anne Calloway can help. He also teaches.",
        "Like Tom Reed, Dr. Michael Wilson runs. He also teaches.",
        "A patient came to Dr. Michael Wilson. He could not sit.",
        "Dr. Michael Wilson can help. Rest is good. He also teaches.",
        "Dr. Michael Wilson can help you, and he also teaches.",
        "Dr. Michael Wilson has his own way.",
        "Dr. Michael Wilson can help. HE also teaches.",
    ],
)
def test_any_other_pronoun_near_the_doctor_is_one_warning(text: str) -> None:
    result = imported(text, facts_of(KOSAK))

    assert "doctor.pronoun" not in result.sections["overview"].html
    warnings = [warning for warning in result.warnings if "another gender" in warning]
    assert len(warnings) == 1
    assert "“" in warnings[0]


def test_a_pronoun_far_from_the_doctor_is_left_alone() -> None:
    result = imported("Dr. Michael Wilson helps here.\n\nHe who sits gets stiff.", facts_of(KOSAK))

    assert not any("another gender" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    ("clinic", "text", "found"),
    [
        (VIVA, "La clínica del Dr. Núñez abre hoy.", "del Dr. Núñez"),
        (VIVA, "El Dr. Álvaro Núñez atiende aquí.", "El Dr. Álvaro Núñez"),
        (FERRER, "Pida cita con la doctora Ferrer hoy.", "la doctora Ferrer"),
    ],
)
def test_a_spanish_article_before_the_doctor_is_a_warning(
    clinic: str, text: str, found: str
) -> None:
    result = imported(text, facts_of(clinic, "es"))

    assert any(f"“{found}” will not fit" in warning for warning in result.warnings)


def test_spanish_pronouns_are_left_alone() -> None:
    result = imported("Le atiende Álvaro Núñez. Él escucha primero.", facts_of(VIVA, "es"))

    assert "doctor.pronoun" not in result.sections["overview"].html
