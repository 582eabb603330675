"""A place gets a merge tag only where other clinics' places would read as well."""

import pytest

from clinic_cms.facts.fact_check import check_texts
from clinic_cms.models.content_paths import MergeText

pytestmark = pytest.mark.django_db


def tag_in(text, source):
    (found,) = check_texts(
        [MergeText("title", text, False)], language="en-us", source=source.clinic
    )
    return found.tag


@pytest.mark.parametrize(
    "text",
    [
        "Heel Pain: A California Runner's Guide",
        "Medicaid of California may pay.",
        "People all over California know it.",
        "El sol de California ayuda.",
    ],
)
def test_a_region_alone_gets_none(kosak, text):
    assert tag_in(text, kosak) == ""


def test_a_region_behind_a_town_gets_one(kosak):
    assert tag_in("We are in {{ location.city }}, California.", kosak) == "{{ location.region }}"


@pytest.mark.parametrize(
    "text",
    [
        "Why Does My Jaw Click? A Fairfield Chiropractor Explains",
        "What Helps? Ask Your Fairfield Physiotherapist First",
        "Knees? See a Fairfield Osteopath Today",
    ],
)
def test_a_town_before_a_trade_gets_one(kosak, text):
    assert tag_in(text, kosak) == "{{ location.city }}"


@pytest.mark.parametrize(
    "text", ["The Fairfield Tomato Festival is on.", "Ask Fairfield Hospital."]
)
def test_a_town_in_a_name_gets_none(kosak, text):
    assert tag_in(text, kosak) == ""
