"""A dry run prints exactly what the draft will be."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.importing.draft_lines import draft_lines, rich_text_lines
from clinic_cms.importing.service import import_article
from clinic_cms.models import ConditionPage
from tests.importing.readings import page


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<h3>A &amp; B</h3><p>c<br/> d</p>", ["### A & B", "c", "d"]),
        ("<p>a <b>b <i>c</i></b></p>", ["a **b *c***"]),
        ("<p><b>a</b><b>, b</b></p>", ["**a, b**"]),
        (
            '<p>See <a href="https://e.example/?a=1&amp;b">it</a>.</p>',
            ["See [it](https://e.example/?a=1&b)."],
        ),
        (
            "<ul><li>a<ol><li>b<br/> c</li><li>d</li></ol></li><li>e</li></ul><h4>f</h4>",
            ["  • a", "    1. b", "       c", "    2. d", "  • e", "#### f"],
        ),
        ("<ol><li>a</li></ol><ol><li>b</li></ol>", ["  1. a", "  1. b"]),
    ],
)
def test_rich_text_is_shown_line_by_line(html: str, lines: list[str]) -> None:
    assert rich_text_lines(html) == lines


def test_the_opening_comes_first_and_the_fields_in_their_order() -> None:
    result = page(
        "<h1>Hips</h1><p>An opening.</p><h2>Treatment</h2><p>Rest.</p><h2>What is it?</h2>"
        "<p>A joint.</p><h2>Causes</h2><ul><li>Age<ul><li>old</li></ul></li></ul>"
    )

    assert [line for line in draft_lines(result) if line] == [
        "# Hips",
        "hips",
        "[opening]",
        "An opening.",
        "[overview]",
        "## What is it?",
        "A joint.",
        "[causes]",
        "## Causes",
        "  • Age",
        "    • old",
        "[treatment]",
        "## Treatment",
        "Rest.",
    ]


word = st.text(st.characters(categories=["L"]), min_size=1, max_size=5)
piece = st.tuples(st.sampled_from(["p", "li", "h3"]), word, st.sampled_from(["", "b", "i"]))


@given(st.lists(piece, min_size=1, max_size=8))
def test_every_word_is_shown(pieces: list[tuple[str, str, str]]) -> None:
    html = "".join(
        f"<{tag}>{f'<{style}>{text}</{style}>' if style else text}</{tag}>"
        for tag, text, style in pieces
    )

    result = page(f"<h1>Q</h1><p>So.</p>{html}")

    stored = " ".join(it.heading + " " + it.html for it in result.sections.values())
    shown = " ".join(draft_lines(result))
    words = set(re.findall(r"[^\W\d_]+", unescape(re.sub("<[^>]+>", " ", stored))))
    assert words <= set(re.findall(r"[^\W\d_]+", shown))


def test_what_is_shown_is_what_the_draft_holds(kosak, tmp_path) -> None:
    path = tmp_path / "hips.html"
    path.write_text(
        "<h1>Hips</h1><p>An opening.</p><h2>What is it?</h2><p>A joint.</p>"
        "<h2>Causes</h2><p>Age.</p>"
    )
    shown = import_article(path=path, clinic="kosak", dry_run=True)

    made = ConditionPage.objects.get(pk=import_article(path=path, clinic="kosak").page_id)

    for name, texts in shown.streams.items():
        stored = [block.value.source for block in getattr(made, name)]
        assert [*map(rich_text_lines, stored)] == [rich_text_lines(text.html) for text in texts]
