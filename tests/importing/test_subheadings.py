"""Short headings in a row below a section's heading stay in the section."""

import pytest

from clinic_cms.importing.article import ImportResult
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.plain import read_plain
from tests.importing.readings import imported

TEXT = "It loads the small joints of the neck more than they can bear."
NAMES = ["Overuse", "Injury", "Poor posture"]


def plain(section: str, names: list[str], between: str = "") -> ImportResult:
    lines = [f"{name}\n\n{TEXT}" for name in names]
    text = "\n\n".join(["Stiff neck", TEXT, section, *filter(None, [between]), *lines])
    ending = "When to see a doctor\n\nSee a doctor if it lasts.\n"
    return imported(read_plain(f"{text}\n\n{ending}", "en-us"))


@pytest.mark.parametrize("between", ["", TEXT])
def test_names_below_causes_become_causes(between: str) -> None:
    result = plain("Causes", NAMES, between)

    causes = [text for text in result.streams["causes"] if text.name]
    assert [(text.name, text.rich_text) for text in causes] == [
        (name, f"<p>{TEXT}</p>") for name in NAMES
    ]
    assert result.warnings == ()


@pytest.mark.parametrize(
    ("section", "name", "names"),
    [
        ("Treatment", "treatment", ["Soft tissue work", "Shock waves"]),
        ("How we treat it", "treatment", ["Ice packs", "Kinesio tape", "A new pillow"]),
        ("Prevention", "prevention", ["Your desk", "Your bed"]),
    ],
)
def test_names_below_treatment_and_prevention_stay_there(
    section: str, name: str, names: list[str]
) -> None:
    result = plain(section, names)

    assert result.sections[name].html == "".join(f"<h3>{it}</h3><p>{TEXT}</p>" for it in names)
    assert result.warnings == ()


def test_pages_with_one_level_for_all_headings_are_read_the_same() -> None:
    names = "".join(f"<h2>{name}</h2><p>{TEXT}</p>" for name in NAMES)

    result = imported(read_html(f"<h1>Neck</h1><h2>Causes</h2>{names}", "en-us"))

    assert [text.name for text in result.streams["causes"]] == NAMES


@pytest.mark.parametrize("name", ["Insurance", "Why choose us?", "Our new house"])
def test_another_heading_alone_is_still_reported(name: str) -> None:
    result = plain("Causes", [name], between=TEXT)

    assert any(f"“{name}” fits no section" in warning for warning in result.warnings)
