"""Lists are read from the marks that people and word processors put before their items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.importing.reading.list_marks import places
from tests.importing.readings import body, page, plain_body

WORD = (
    '<p class=MsoNormal style="mso-list:l0 level%s lfo1"><![if !supportLists]>'
    '<span style="mso-list:Ignore">%s<span>&nbsp; </span></span><![endif]>%s</p>'
)


@pytest.mark.parametrize(
    ("marks", "element"),
    [
        (("Ø", "\uf0b7", "§"), "ul"),
        (("a)", "b)", "c)"), "ol"),
        (("(i)", "(ii)", "(iii)"), "ol"),
        (("1.", "2.", "3."), "ol"),
        (("o", "o", "o"), "ul"),
        (("一、", "二、", "三、"), "ol"),
        (("①", "②", "③"), "ol"),
    ],
)
def test_items_of_word_lose_their_marks(marks: tuple[str, ...], element: str) -> None:
    html = body("".join(WORD % (1, mark, f"item {n}") for n, mark in enumerate(marks)))

    items = "".join(f"<li>item {n}</li>" for n in range(3))
    assert html == f"<{element}>{items}</{element}>"


def test_levels_of_word_nest() -> None:
    html = body(WORD % (1, "1.", "a") + WORD % (2, "o", "b") + WORD % (1, "2.", "c"))

    assert html == "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"


def test_a_heading_of_word_loses_its_number_and_stays_a_heading() -> None:
    heading = (WORD % (1, "1.", "Causes")).replace("<p class=MsoNormal", "<h2")

    assert page(f"<h1>T</h1>{heading}<p>Age.</p>").sections["causes"].heading == "Causes"


def test_marks_that_word_wrote_as_text_are_removed() -> None:
    symbol = "<p class=MsoListParagraph><span style='font-family:Symbol'>·</span>&nbsp; %s</p>"
    letter = "<p class=MsoListParagraphCxSpLast>o&nbsp;&nbsp; %s</p>"

    assert body(symbol % "a" + letter % "b") == "<ul><li>a</li><li>b</li></ul>"


def test_lists_of_google_docs_nest_by_their_class() -> None:
    html = body(
        "<ul class='c1 lst-kix_ab1-0 start'><li>a</li></ul>"
        "<ul class='lst-kix_ab1-1'><li>b</li></ul>"
        "<ul class='lst-kix_ab1-0'><li>c</li></ul>"
    )

    assert html == "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a) Neck\nb) Arms", "<ol><li>Neck</li><li>Arms</li></ol>"),
        ("(1) Rest\n(2) Ice", "<ol><li>Rest</li><li>Ice</li></ol>"),
        ("i. Rest\nii. Ice\niii. Heat", "<ol><li>Rest</li><li>Ice</li><li>Heat</li></ol>"),
        ("A. Rest\nB. Ice", "<ol><li>Rest</li><li>Ice</li></ol>"),
        ("а) покой\nб) лёд", "<ol><li>покой</li><li>лёд</li></ol>"),
        ("✓ Rest\n✓ Ice", "<ul><li>Rest</li><li>Ice</li></ul>"),
        ("→ Rest\n→ Ice", "<ul><li>Rest</li><li>Ice</li></ul>"),
        ("➢Rest\n➢Ice", "<ul><li>Rest</li><li>Ice</li></ul>"),
        ("- Rest\n  - Ice\n- Heat", "<ul><li>Rest<ul><li>Ice</li></ul></li><li>Heat</li></ul>"),
        (
            "1. Rest\na) lie\nb) sit\n2. Ice",
            "<ol><li>Rest<ol><li>lie</li><li>sit</li></ol></li><li>Ice</li></ol>",
        ),
        (
            "• Rest\no  lie\no  sit\n• Ice",
            "<ul><li>Rest<ul><li>lie</li><li>sit</li></ul></li><li>Ice</li></ul>",
        ),
        (
            "a) Neck\nb) Arms\n\n(1) Rest\n(2) Ice",
            "<ol><li>Neck</li><li>Arms</li></ol><ol><li>Rest</li><li>Ice</li></ol>",
        ),
    ],
)
@pytest.mark.parametrize("wrapped", [False, True])
def test_typed_lists_are_read(text: str, html: str, wrapped: bool) -> None:
    before = "Long hours at a desk are\ncommon.\n\n" if wrapped else "So.\n\n"

    assert plain_body(before + text).endswith(html)


@pytest.mark.parametrize(
    "text",
    [
        "A. Smith agrees.",
        "– Jane, a patient",
        "1. One thing alone.",
        "» said she, and left",
        "o bien así",
    ],
)
def test_one_line_that_may_be_something_else_is_no_item(text: str) -> None:
    assert plain_body(text) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "source",
    [
        "<p>• Rest</p><p>• Ice</p>",
        "<p>• Rest<br>• Ice</p>",
        "<p>- Rest</p><p>- Ice</p>",
        "<ul><li>• Rest</li><li>• Ice</li></ul>",
        "<div>✓ <b></b>Rest</div><div>✓ Ice</div>",
    ],
)
def test_typed_lists_in_html_are_lists(source: str) -> None:
    assert body(source) == "<ul><li>Rest</li><li>Ice</li></ul>"


def test_a_list_that_begins_later_is_reported() -> None:
    result = page("<h1>T</h1><ol><li>a</li></ol><p>b</p><ol start=2><li>c</li></ol>")

    assert any("began with 2" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Aches are com-\nmon here.", "Aches are common here."),
        ("Aches are com\u00ad\nmon here,\nand so on.", "Aches are common here, and so on."),
        ("Upper- and lower-\nback pain.", "Upper- and lower-back pain."),
        ("Both upper-\nand lower-back pain.", "Both upper- and lower-back pain."),
        ("A low-impact walk, a low-\nimpact swim.", "A low-impact walk, a low-impact swim."),
        ("It is long-\nterm pain.", "It is long-term pain."),
        ("See Smith-\nJones there,\nor us.", "See Smith- Jones there, or us."),
    ],
)
def test_words_broken_at_line_ends_are_joined(text: str, html: str) -> None:
    assert plain_body(text) == f"<p>{html}</p>"


@given(
    st.lists(st.tuples(st.sampled_from(["-", "•", "1.", "2.", "a)", "b)", "x"]), st.integers(0, 8)))
)
def test_depths_grow_by_one_level_at_a_time(lines: list[tuple[str, int]]) -> None:
    found = places([f"{mark} text" for mark, _indent in lines], [indent for _, indent in lines])

    for index, place in found.items():
        before = found[index - 1].depth if index - 1 in found else 0
        assert 1 <= place.depth <= before + 1
