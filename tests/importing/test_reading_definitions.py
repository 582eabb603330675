"""Lists of definitions in Markdown are read as those of HTML: each term heads its meaning."""

import pytest

from clinic_cms.importing.document import TERM_LEVEL, Kind
from clinic_cms.importing.reading.markdown import read_markdown
from tests.importing.readings import imported, kinds


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Splint\n: It rests the thumb.", ["# Splint", "It rests the thumb."]),
        ("Splint\n\n:   It rests\n    the thumb.", ["# Splint", "It rests the thumb."]),
        ("Ice\n: Ten minutes.\n: Not more.", ["# Ice", "Ten minutes.", "Not more."]),
        ("Ice\n: Cold.\n\nHeat\n: Warm.", ["# Ice", "Cold.", "# Heat", "Warm."]),
        ("Ice\n: Cold.\nHeat\n: Warm.", ["# Ice", "Cold.", "# Heat", "Warm."]),
        ("*Ice*\n: A **cold** pack.", ["# Ice", "A cold pack."]),
    ],
)
def test_a_term_is_a_heading_above_its_meaning(text: str, blocks: list[str]) -> None:
    read = read_markdown(f"{text}\n", "en-us").blocks
    marked = [f"{'# ' * (it.kind is Kind.HEADING)}{it.line}" for it in read]

    assert marked == blocks
    assert {it.level for it in read if it.kind is Kind.HEADING} == {TERM_LEVEL}


@pytest.mark.parametrize("text", ["Two things: ice, rest.", "Rest\n:smile: helps.", "- a\n: b"])
def test_a_colon_elsewhere_makes_no_term(text: str) -> None:
    assert "heading" not in dict(kinds(read_markdown(f"{text}\n", "en-us")))


def test_terms_below_a_heading_about_causes_name_causes() -> None:
    text = "# Thumb\n\n## Causes\n\nNew parents\n: They lift babies.\n\nTexters\n: No rest.\n"

    causes = imported(read_markdown(text, "en-us")).streams["causes"]

    assert [(cause.name, cause.rich_text) for cause in causes] == [
        ("New parents", "<p>They lift babies.</p>"),
        ("Texters", "<p>No rest.</p>"),
    ]
