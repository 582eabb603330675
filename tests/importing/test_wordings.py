"""Headings announce sections in many wordings, in every language that is shipped."""

import tomllib
from pathlib import Path

import pytest

from clinic_cms.importing.wordings import (
    HOUSES,
    announced,
    cues_of,
    languages,
    register_wordings,
)

HEADINGS = tomllib.loads(Path(__file__).with_name("headings.toml").read_text(encoding="utf-8"))
CASES = [
    (language, sort, heading)
    for language, sorts in HEADINGS.items()
    for sort, headings in sorts.items()
    for heading in headings
]
NOWHERE = ["Insurance and billing", "About our team", "Why choose us?", "Meet Dr. Wilson", "Photos"]


def test_every_shipped_language_has_headings() -> None:
    assert set(HEADINGS) == set(languages())


@pytest.mark.parametrize(("language", "sort", "heading"), CASES)
def test_a_heading_is_sorted_by_what_it_announces(language: str, sort: str, heading: str) -> None:
    found = announced(heading, language)

    assert found is not None
    assert (found.section, found.sort) == (HOUSES.get(sort, sort), sort)


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


@pytest.mark.parametrize("language", sorted(HEADINGS))
def test_no_cue_is_without_weight(language: str) -> None:
    assert all(weight for cues in cues_of(language).values() for weight in cues.values())
