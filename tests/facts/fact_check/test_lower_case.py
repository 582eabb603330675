"""A name of the source clinic's people is found without its capital, and no word like it is."""

import pytest

from clinic_cms.facts.fact_check import check_texts
from clinic_cms.models.content_paths import MergeText
from tests.factories import make_clinic

pytestmark = pytest.mark.django_db


def found(name: str, text: str, language: str = "en-us") -> list[str]:
    first, last = name.split()
    doctor = {"title": name, "first_name": first, "last_name": last}
    clinic = make_clinic("source", host="source.example", code=language, doctor=doctor).clinic
    findings = check_texts([MergeText("overview", text, False)], language=language, source=clinic)
    return [finding.text for finding in findings]


@pytest.mark.parametrize(
    ("name", "language", "text", "written"),
    [
        ("Michael Wilson", "en-us", "The wilson method works.", "wilson"),
        ("Michael Wilson", "en-us", "Come to wilson’s clinic.", "wilson’s"),
        ("Michael Wilson", "en-us", "At the wilson clinic we help.", "wilson"),
        ("Michael Wilson", "en-us", "Rest, as wilson says.", "wilson"),
        ("Agnieszka Nowak", "en-us", "Please ask nowak.", "nowak"),
        ("Michael Wilson", "en-us", "Share it with #wilsonmethod today.", "#wilsonmethod"),
        ("Michael Wilson", "en-us", "See drwilson on the web.", "drwilson"),
        ("Hélène Martin", "fr", "Parlez avec hélène.", "hélène"),
        ("Hélène Martin", "fr", "Venez chez helene.", "helene"),
        ("Hélène Martin", "fr", "La méthode martin aide.", "martin"),
        ("Lucía Ferrer", "es", "Sane con lucía.", "lucía"),
        ("Lucía Ferrer", "es", "El consultorio de ferrer cura.", "ferrer"),
        ("Anna Schmidt", "de", "Annas Praxis hilft.", "Annas"),
        ("Anna Schmidt", "de", "Schmidts Team hilft.", "Schmidts"),
        ("Jürgen Kraus", "de", "Fragen mit jürgen klären.", "jürgen"),
        ("Anna Schmidt", "de", "Sprechen Sie mit anna.", "anna"),
        ("Anna Schmidt", "de", "Sie wird von anna behandelt.", "anna"),
        ("Julie Roy", "fr", "Venez chez julie.", "julie"),
        ("Julie Roy", "fr", "Un soin par julie vous détend.", "julie"),
        ("Julie Roy", "fr", "julie vous aide.", "julie"),
        ("Lucía Ferrer", "es", "Venga a ver a lucía hoy.", "lucía"),
        ("Lucía Ferrer", "es", "Pregunte por lucía.", "lucía"),
        ("Anna Lee", "en-us", "Book with anna today.", "anna"),
        ("Robert Diaz", "en-us", "A visit to robert helps.", "robert"),
        ("Grace Hill", "en-us", "Book with grace today.", "grace"),
        ("Dolores Paz", "es", "Hable con dolores sobre su espalda.", "dolores"),
        ("Claire Petit", "fr", "Prenez rendez-vous avec claire.", "claire"),
        ("Pascal Roux", "fr", "Venez chez pascal.", "pascal"),
    ],
)
def test_a_name_is_found_in_lower_case(name, language, text, written):
    assert [it.removesuffix("’s") for it in found(name, text, language)] == [
        written.removesuffix("’s")
    ]


def test_a_name_in_lower_case_is_no_everyday_word_elsewhere():
    assert found("Michael Wilson", "Come to wilson’s clinic. Wilson helps.") == ["wilson", "Wilson"]


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("Rose Young", "en-us", "Ask young runners. A rose’s scent, the young’s bones."),
        ("Grace Hill", "en-us", "Run with grace. The hill method builds strength."),
        ("Tom Burns", "en-us", "The burns clinic treats burns. Burns heal slowly."),
        ("Sam Foster", "en-us", "A foster’s role is hard. Ask foster parents."),
        ("Ann Parkinson", "en-us", "Those with parkinson’s disease shake."),
        ("Jo McKenzie", "en-us", "The mckenzie method helps."),
        ("Dolores Paz", "es", "Con dolores fuertes, viva en paz. Dolores de cabeza."),
        ("Lucía Ferrer", "es", "Su ropa lucía bien."),
        ("Hélène Martin", "fr", "Le martin-pêcheur vole."),
        ("Claire Petit", "fr", "Avec claire raison, un petit pas."),
        ("Michael Wilson", "en-us", "A doctorate helps. See #backpain."),
        ("Lucía Ferrer", "es", "Él lucía cansado por el viaje."),
        ("Julio Paz", "es", "Abrimos en julio y en agosto. A fines de julio cerramos."),
        ("Rosa Klein", "de", "Mit rosa Salz baden."),
        ("Grace Hill", "en-us", "Ask grace periods of your insurer. Move with grace."),
        ("Dolores Paz", "es", "Viva con dolores. Consulte con dolores fuertes."),
        ("Pascal Roux", "fr", "La loi de pascal."),
        ("Mark Cook", "en-us", "Talk to mark oneself out, and aim for mark two."),
    ],
)
def test_no_word_is_taken_for_a_name(name, language, text):
    assert found(name, text, language) == []


def test_a_full_name_of_everyday_words_counts_where_a_sentence_begins():
    assert found("Grace Hill", "Grace Hill will see you.") == ["Grace Hill"]
