"""What an article lists as causes becomes blocks, each with a name; other text stays text."""

from pathlib import Path

import pytest

from clinic_cms.importing.article import read_article
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.markdown import read_markdown
from clinic_cms.importing.reading.plain import read_plain
from clinic_cms.importing.service import import_article
from clinic_cms.models import ConditionPage
from tests.importing.cases import facts_of
from tests.importing.readings import NOBODY

Parts = list[tuple[str, str]]


def parts(markdown: str) -> Parts:
    document = read_markdown(f"# Hip\n\n## Causes\n\n{markdown}\n", "en-us")
    body = read_article(document, NOBODY, "en-us").sections["causes"].body
    return [(text.name, text.rich_text) for text in body]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("- Tight calves\n- Flat feet", [("Tight calves", ""), ("Flat feet", "")]),
        ("1. tight calves;\n2. flat feet.", [("Tight calves", ""), ("Flat feet", "")]),
        (
            "- **Stress** – muscles tighten\n- **Screen time:** leaning strains",
            [("Stress", "<p>Muscles tighten</p>"), ("Screen time", "<p>Leaning strains</p>")],
        ),
        (
            "- Poor posture: the *discs* press.\n- Age",
            [("Poor posture", "<p>The <i>discs</i> press.</p>"), ("Age", "")],
        ),
        (
            "- A herniated disc. It presses on a nerve.\n- Arthritis. Joints wear.",
            [
                ("A herniated disc", "<p>It presses on a nerve.</p>"),
                ("Arthritis", "<p>Joints wear.</p>"),
            ],
        ),
        (
            "Several things:\n\n- Disc\n  - in the back\n  - in the neck\n- Strain\n\nAll heal.",
            [
                ("", "<p>Several things:</p>"),
                ("Disc", "<ul><li>in the back</li><li>in the neck</li></ul>"),
                ("Strain", ""),
                ("", "<p>All heal.</p>"),
            ],
        ),
        (
            "Many.\n\n### Poor posture\n\nSitting strains.\n\n- work\n- home\n\n### Age\n\nWear.",
            [
                ("", "<p>Many.</p>"),
                (
                    "Poor posture",
                    "<p>Sitting strains.</p><ul><li>work</li><li>home</li></ul>",
                ),
                ("Age", "<p>Wear.</p>"),
            ],
        ),
    ],
)
def test_listed_causes_become_blocks(markdown: str, expected: Parts) -> None:
    assert parts(markdown) == expected


@pytest.mark.parametrize(
    "markdown",
    [
        "- Only one thing",
        "- Heredity, which may explain more of all that differs between us than work\n- Smoking",
        "Running. It strains the heel.",
        "It hurts. You rest.\n\nYou rest. It heals.",
        "### Who is at risk?\n\nRunners.",
        "### Symptoms of it\n\nPain.",
    ],
)
def test_other_texts_stay_texts(markdown: str) -> None:
    assert {name for name, _text in parts(markdown)} == {""}


def test_short_paragraphs_that_begin_with_a_name_are_causes() -> None:
    text = "Heel pain\n\nCauses\n\nStress. Muscles tighten.\n\nScreen time. Leaning strains.\n"

    body = read_article(read_plain(text, "en-us"), NOBODY, "en-us").sections["causes"].body

    assert [(part.name, part.rich_text) for part in body] == [
        ("Stress", "<p>Muscles tighten.</p>"),
        ("Screen time", "<p>Leaning strains.</p>"),
    ]


def test_a_list_that_speaks_of_the_clinic_stays_a_list() -> None:
    source = "<h1>Hip</h1><h2>Causes</h2><ul><li>Age</li><li>Runs in Fairfield with us</li></ul>"

    result = read_article(read_html(source, "en-us"), facts_of("kosak-chiropractic"), "en-us")

    assert [text.name for text in result.sections["causes"].body] == [""]


def test_lists_of_other_sections_stay_lists() -> None:
    document = read_markdown("# Hip\n\n## Treatment\n\n- Ice\n- Rest\n", "en-us")

    body = read_article(document, NOBODY, "en-us").sections["treatment"].body

    assert [text.html for text in body] == ["<ul><li>Ice</li><li>Rest</li></ul>"]


def test_the_draft_has_the_causes_and_can_be_published(kosak, tmp_path: Path) -> None:
    file = tmp_path / "hip.md"
    file.write_text("# Hip\n\nAn opening.\n\n## Causes\n\n- Age\n- **Strain**: too much.\n")

    page = ConditionPage.objects.get(pk=import_article(path=file, clinic="kosak").page_id)
    page.get_latest_revision().publish()

    page.refresh_from_db()
    assert [(block.block_type, block.value["name"]) for block in page.causes] == [
        ("cause", "Age"),
        ("cause", "Strain"),
    ]
    assert page.causes[1].value["explanation"].source == "<p>Too much.</p>"
    assert page.live
