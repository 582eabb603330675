"""Headings announce sections in many wordings, English and Spanish."""

import pytest

from clinic_cms.importing.wordings import announced, cues_of, languages, register_wordings

ENGLISH = {
    "overview": [
        "What is a pinched nerve?",
        "Signs and symptoms",
        "Understanding whiplash",
        "About gout",
        "How is gout diagnosed?",
        "What are the symptoms?",
        "Types of arthritis",
        "Introduction",
        "What's a bunion?",
        "How common is it?",
    ],
    "causes": [
        "Causes",
        "Why do my knees hurt?",
        "What's behind the pain?",
        "Risk factors",
        "Who is at risk?",
        "How does it happen?",
        "Where does the pain come from?",
        "Common triggers",
        "Root causes",
        "What causes pain, and why?",
        "Possible reasons",
        "The usual suspects",
    ],
    "treatment": [
        "Treatments",
        "How we can help",
        "Finding relief",
        "Managing the pain",
        "Home remedies",
        "What can a chiropractor do for you?",
        "Why early treatment matters",
        "Your options for care",
        "What to do about it",
        "What we do about it",
        "What can be done about it?",
        "What do we do about gout?",
        "How we help",
        "How chiropractic helps",
        "Recovery and rehab",
        "Getting better",
        "Is there anything I can do?",
    ],
    "prevention": [
        "How to keep it from coming back",
        "Lowering your risk",
        "Staying pain-free",
        "Protecting your back",
        "Can it be avoided?",
        "Tips to prevent falls",
        "Keep headaches at bay",
        "Stop it before it starts",
        "Preventing the causes",
    ],
    "when_to_get_help": [
        "When to call a doctor",
        "Red flags",
        "Warning signs",
        "When is it an emergency?",
        "Seek help at once",
        "Should I worry?",
        "Signs you should see a doctor",
        "Contact us",
        "When to seek treatment",
        "Don't wait",
    ],
}
SPANISH = {
    "overview": ["¿Qué es la artrosis?", "Síntomas", "Entender el dolor", "¿Cómo se diagnostica?"],
    "causes": ["Causas", "¿A qué se debe?", "¿Por qué duele?", "Factores de riesgo", "Origen"],
    "treatment": ["Tratamiento", "¿Qué puedo hacer?", "Cómo aliviar el dolor", "Nuestro enfoque"],
    "prevention": ["Cómo prevenirlo", "Evite las recaídas", "Proteja su espalda"],
    "when_to_get_help": [
        "Señales de alarma",
        "¿Cuándo acudir al médico?",
        "Urgencias",
        "Pida cita",
    ],
}
NOWHERE = ["Insurance and billing", "About our team", "Why choose us?", "Meet Dr. Wilson", "Photos"]


def pairs(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(section, heading) for section, headings in table.items() for heading in headings]


@pytest.mark.parametrize(("section", "heading"), pairs(ENGLISH))
def test_an_english_heading_announces_its_section(section: str, heading: str) -> None:
    found = announced(heading, "en-gb")

    assert found is not None
    assert found.section == section


@pytest.mark.parametrize(("section", "heading"), pairs(SPANISH))
def test_a_spanish_heading_announces_its_section(section: str, heading: str) -> None:
    found = announced(heading, "es-mx")

    assert found is not None
    assert found.section == section


@pytest.mark.parametrize("heading", NOWHERE)
def test_other_headings_announce_nothing(heading: str) -> None:
    assert announced(heading, "en-us") is None


def test_a_sentence_announces_nothing() -> None:
    assert announced("Treatment " + "and more words " * 6, "en-us") is None


def test_a_heading_for_two_sections_says_so() -> None:
    found = announced("Causes and treatment", "en-us")

    assert found is not None
    assert (found.section, found.also) == ("causes", "treatment")


def test_a_language_without_wordings_is_read_by_all_of_them() -> None:
    found = announced("Tratamiento", "pt-br")

    assert found is not None
    assert found.section == "treatment"


def test_a_project_adds_a_language() -> None:
    register_wordings("xx", {"treatment": {"soin*": 3}})

    found = announced("Les soins", "xx")

    assert "xx" in languages()
    assert found is not None
    assert found.section == "treatment"


@pytest.mark.parametrize("language", ["en", "es"])
def test_weights_are_whole_numbers_above_zero(language: str) -> None:
    assert all(weight > 0 for cues in cues_of(language).values() for weight in cues.values())
