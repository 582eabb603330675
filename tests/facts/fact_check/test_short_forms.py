"""What people make of a first name is found of the clinic that an article was written for."""

import pytest

from clinic_cms.facts.fact_check import check_texts
from clinic_cms.models.content_paths import MergeText
from tests.factories import make_clinic

pytestmark = pytest.mark.django_db

RHIANNON = {"title": "Rhiannon Oakshott-Vance", "credentials": "MCSP"}
TOBIAS = {"title": "Tobias Fernhill"}
FIDELINA = {"title": "Fidelina Bracamonte Ruz"}
MAELLE = {"title": "Maëlle Thibodeau-Gagné"}
CHRISTOPHER = {"title": "Christopher Heston"}


def found(doctor: dict[str, str], *texts: str, language: str = "en-us") -> list[str]:
    first, _, last = doctor["title"].partition(" ")
    doctor = {"first_name": first, "last_name": last, **doctor}
    clinic = make_clinic("source", name="Kelp Physio", host="source.example", doctor=doctor).clinic
    parts = [MergeText(f"part-{at}", text, False) for at, text in enumerate(texts)]
    return [it.text for it in check_texts(parts, language=language, source=clinic)]


@pytest.mark.parametrize(
    ("doctor", "text", "language", "written"),
    [
        (RHIANNON, "See Rhi Oakshott-Vance, MCSP, first.", "en-us", "Rhi Oakshott-Vance, MCSP"),
        (RHIANNON, "Call Rhi Oakshott-Vance.", "en-us", "Rhi Oakshott-Vance"),
        (RHIANNON, "Ask Zed Oakshott-Vance about it.", "en-us", "Oakshott-Vance"),
        (RHIANNON, "Rhi says rest.", "en-us", "Rhi"),
        (RHIANNON, "Rhi's tip is ice.", "en-us", "Rhi"),
        (RHIANNON, "Last week Rhi had it herself.", "en-us", "Rhi"),
        (TOBIAS, "Tobes helps.", "en-us", "Tobes"),
        (TOBIAS, "Book with Tobes today.", "en-us", "Tobes"),
        (TOBIAS, "See Tobi Fernhill.", "en-us", "Tobi Fernhill"),
        (FIDELINA, "Fide recomienda hielo.", "es", "Fide"),
        (FIDELINA, "Pregunte a Fidel Bracamonte.", "es", "Fidel Bracamonte"),
        (MAELLE, "Maël propose une semelle.", "fr", "Maël"),
        (MAELLE, "Appelez Mae Thibodeau-Gagné.", "fr", "Mae Thibodeau-Gagné"),
        (RHIANNON, "Hãy gặp Rhi hôm nay.", "vi", "Rhi"),
        (RHIANNON, "请找Rhi看看。", "zh-hans", "Rhi"),
        (RHIANNON, "اسألوا Rhi عن ذلك.", "ar", "Rhi"),
    ],
)
def test_a_short_form_is_found(doctor, text, language, written):
    assert found(doctor, text, language=language) == [written]


def test_a_name_that_stood_with_the_family_name_counts_alone_elsewhere():
    texts = ("Today Zed Oakshott-Vance helps.", "Zed is at the desk until noon.")

    assert found(RHIANNON, *texts) == ["Oakshott-Vance", "Zed"]


@pytest.mark.parametrize(
    ("doctor", "texts"),
    [
        ({"title": "Heather Blandford"}, ["Heat helps.", "Heat is best."]),
        ({"title": "Restituta Kell"}, ["Rest helps.", "Rest has its place."]),
        ({"title": "Stephanie Kell"}, ["Step is a word.", "STEP BY STEP"]),
        (CHRISTOPHER, ["Chris Evert had tennis elbow.", "Ask about Christmas."]),
        ({"title": "Theodora Kell"}, ["The uses of ice are many.", "Then has its day."]),
        ({"title": "Declan Marsh"}, ["It was found in Dec 2019."]),
        ({"title": "Martina Kell"}, ["Martin Luther King marched."]),
        ({"title": "Dolores Vega"}, ["Dolor es dolor."]),
        ({"title": "Armando Kell"}, ["Arm Pain at Night", "Arm and shoulder hurt."]),
        ({"title": "Owen Wilson"}, ["President Woodrow Wilson had headaches."]),
    ],
)
def test_words_and_other_people_are_left_alone(doctor, texts):
    assert found(doctor, *texts) == []
