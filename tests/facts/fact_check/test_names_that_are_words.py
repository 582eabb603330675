"""Clinics and doctors whose names are everyday words are found where what follows shows a name."""

import pytest

from clinic_cms.facts.fact_check import Kind, check_texts
from clinic_cms.models.content_paths import MergeText
from tests.factories import make_clinic

pytestmark = pytest.mark.django_db


def found(text: str, *, clinic: str = "Own Name Clinic", doctor: str = "", language: str = "en-us"):
    first, _, last = (doctor or "Zoe Quill").partition(" ")
    person = {"title": f"Dr. {first} {last}", "first_name": first, "last_name": last}
    source = make_clinic("source", name=clinic, host="source.example", doctor=person).clinic
    texts = [MergeText("overview", text, False)]
    findings = check_texts(texts, language=language, source=source)
    return [(finding.kind, finding.text) for finding in findings]


@pytest.mark.parametrize(
    ("clinic", "text", "name"),
    [
        ("Summit Spine & Sport", "At Summit, we treat necks.", "Summit"),
        ("Summit Spine & Sport", "The Summit team treats hands.", "Summit"),
        ("Summit Spine & Sport", "Visit Summit today.", "Summit"),
        ("Summit Spine & Sport", "Summit's approach is gentle.", "Summit"),
        ("Summit Spine & Sport", "How we help at Summit", "Summit"),
        ("Brindova Spine & Sport", "We at Brindova listen first.", "Brindova"),
        ("Quindara Sport", "Quindara treats runners.", "Quindara"),
        ("Ilvara Bodyworks", "Come to Ilvara for a check.", "Ilvara"),
        ("Nalvora Pain & Posture", "Ask the Nalvora team.", "Nalvora"),
        ("Blue Heron Bodyworks", "At Blue Heron, we take our time.", "Blue Heron"),
    ],
)
def test_the_first_words_of_a_clinics_name_count_whatever_follows(clinic, text, name):
    assert found(text, clinic=clinic) == [(Kind.NAME, name)]


@pytest.mark.parametrize(
    ("clinic", "text"),
    [
        ("Summit Spine & Sport", "Summit fever sends hikers too far, and the summit is far."),
        ("Summit Spine & Sport", "The Summit Hall study followed nurses."),
        ("Active Bodyworks", "Active people heal faster."),
        ("Active Bodyworks", "Stay Active"),
        ("Active Bodyworks", "The Active Release method loosens tissue."),
        ("New Leaf Bodyworks", "New pain needs a check. A New Zealand study says so."),
    ],
)
def test_words_that_a_name_begins_with_are_none_elsewhere(clinic, text):
    assert found(text, clinic=clinic) == []


@pytest.mark.parametrize(
    ("doctor", "language", "text", "name"),
    [
        ("Will Mason", "en-us", "Will will ask how you train.", "Will"),
        ("Will Mason", "en-us", "Will thinks helmets are for few. It will help.", "Will"),
        ("Will Mason", "en-us", "Will's advice is rest.", "Will"),
        ("Will Mason", "en-us", "Mason's rule is simple.", "Mason"),
        ("Rose Hill", "en-us", "Hill begins with a splint.", "Hill"),
        ("Rose Hill", "en-us", "Rose's patients walk again.", "Rose"),
        ("Grant Young", "en-us", "Grant will show you how.", "Grant"),
        ("Grant Young", "en-us", "Young's massage eases the calf.", "Young"),
        ("Rose Hill", "es", "Rose le ayuda.", "Rose"),
        ("Rose Hill", "es", "Hill empieza por el cuello.", "Hill"),
        ("Mark Cook", "es", "Cook enseña ejercicios.", "Cook"),
        ("Claire Petit", "fr", "Petit commence par le cou.", "Petit"),
        ("Grant Young", "fr", "Young traite le cou.", "Young"),
        ("Dolores Paz", "es", "Dolores le ayuda.", "Dolores"),
        ("Dolores Paz", "es", "Dolores y su equipo le esperan.", "Dolores"),
        ("Dolores Paz", "es", "Paz puede ayudarle.", "Paz"),
        ("Rose Hill", "en-us", "Rose will call you.", "Rose"),
        ("Rose Hill", "en-us", "Rose, our senior therapist, helps.", "Rose"),
        ("Grace Long", "en-us", "Grace greets patients at the door.", "Grace"),
        ("Mark Cook", "en-us", "Mark calls you back.", "Mark"),
        ("Mark Cook", "en-us", "Cook answers your questions.", "Cook"),
        ("Will Mason", "en-us", "Will can help you with your back.", "Will"),
        ("Joy Young", "en-us", "Joy is here for you.", "Joy"),
        ("Claire Petit", "fr", "Claire est notre ostéopathe.", "Claire"),
        ("Claire Petit", "fr", "Claire peut vous aider.", "Claire"),
        ("Hoa Le", "vi", "Hoa sẽ giúp bạn.", "Hoa"),
        ("Mark Cook", "vi", "Mark tư vấn cho bạn.", "Mark"),
    ],
)
def test_a_doctors_name_that_is_a_word_is_found(doctor, language, text, name):
    assert found(text, doctor=doctor, language=language) == [(Kind.PRACTITIONER, name)]


@pytest.mark.parametrize(
    ("doctor", "language", "text"),
    [
        ("Will Mason", "en-us", "Will tests show it? Will massage help?"),
        ("Grant Young", "en-us", "Young athletes need rest. Young bones heal fast."),
        ("Rose Hill", "en-us", "Hill sprints strain the calf. Rose hips are no cure."),
        ("Ann Carpenter", "en-us", "Carpenter's knee comes from kneeling."),
        ("Long Tran", "en-us", "Long walks help. My back hurts on long drives."),
        ("My Le", "es", "Le duele la espalda."),
        ("Grace Long", "fr", "Grâce à cet exercice, le dos va mieux. Long ou court, il aide."),
        ("Rosa Sol", "es", "Sol y aire ayudan."),
        ("Dolores Paz", "es", "Dolores de espalda. Dolores le despiertan de noche. Paz y calma."),
        ("Joy Hope", "en-us", "Joy helps the heart. Hope is no plan. Joy at work heals."),
        ("Mark Cook", "en-us", "Mark the sore spot. Cook rice well. Mark your calendar."),
        ("Hoa Le", "vi", "Hoa quả tốt cho bạn."),
        ("Claire Petit", "fr", "Claire et nette. Petit à petit, il vous aide."),
    ],
)
def test_the_words_themselves_are_nobody(doctor, language, text):
    assert found(text, doctor=doctor, language=language) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He and Sarah Bridge, our paediatric osteopath, show you.", "Sarah Bridge"),
        ("Sarah Bridge checks the hip.", "Sarah Bridge"),
        ("Ask for Maria Bridge.", "Maria Bridge"),
        ("Our physio, David Bridge, helps.", "David Bridge"),
    ],
)
def test_a_first_name_makes_a_clinics_name_a_persons(text, name):
    assert found(text, clinic="The Bridge Clinic") == [(Kind.PRACTITIONER, name)]


def test_a_first_name_apart_from_it_does_not():
    text = "Sarah’s knee was treated at Bridge."
    assert found(text, clinic="The Bridge Clinic") == [(Kind.NAME, "Bridge")]
