"""HTML is read as a person sees it: what is not shown is left out, and the report says so."""

import pytest

from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.markdown import read_markdown
from tests.importing.readings import body, imported, page


@pytest.mark.parametrize(
    ("source", "left_out"),
    [
        ("Take <del>three baths</del><ins>one bath</ins> a day.", "three baths"),
        ("Take <s>three baths</s>one bath a day.", "three baths"),
        ("Take <span class=msoDel>ten</span>one bath a day.", "ten"),
        ("Take <span style='text-decoration:line-through'>six</span>one bath a day.", "six"),
        ("Take <span hidden>secret</span>one bath a day.", "secret"),
        ("Take <span style='DISPLAY: none'>spam words</span>one bath a day.", "spam words"),
        ("Take <span style='visibility:hidden'>gap</span>one bath a day.", "gap"),
        ("Take <span style='mso-hide:all'>note</span>one bath a day.", "note"),
        ("Take <span class='sr-only'>(opens a window)</span>one bath a day.", "(opens a window)"),
        ("Take <i aria-hidden=true>star</i>one bath a day.", "star"),
        ("<style>.x{display:none}</style>Take <b class=x>gone</b>one bath a day.", "gone"),
        ("Take one bath a day.<sup><a href='#cmnt1'>[a]</a></sup>", "[a]"),
        ("Take one bath a day.<span class=MsoCommentReference>[AB1]</span>", "[AB1]"),
        ("Take one bath a day.<label>Name</label><input value=x>", ""),
        ("Take one bath a day.<form>Your name <input><button>Send</button></form>", "Your name"),
        ("Take one bath a day.<button>Book now</button>", "Book now"),
        ("Take one bath a day.<a class='btn btn-primary' href='/book'>Book</a>", "Book"),
        ("Take one bath a day.<a role=button>Ask us</a>", "Ask us"),
        ("Take one bath a day.<iframe src='https://v.example/1'></iframe>", "https://v.example/1"),
        ("[vc_row]Take one bath a day.[/vc_row]", "[vc_row]"),
        ("Take one bath a day.[gallery ids=”1,2″]", "[gallery ids=”1,2″]"),
    ],
)
def test_what_is_not_shown_is_left_out_and_reported(source: str, left_out: str) -> None:
    result = page(f"<h1>Stiff shoulders</h1><p>{source}</p>")

    assert result.sections["overview"].html.replace("Name", "") == "<p>Take one bath a day.</p>"
    reports = [warning for warning in result.warnings if "left out" in warning]
    assert left_out in " ".join(reports)


@pytest.mark.parametrize(
    "source",
    [
        "<div hidden id=panel>Rest well.</div><a aria-controls=panel>More</a>",
        "<div role=tabpanel style='display:none'>Rest well.</div>",
        "<details><summary>More</summary>Rest well.</details>",
        "<p class='d-none d-md-block'>Rest well.</p>",
        "<style>@media print {.x {display: none}}</style><p class=x>Rest well.</p>",
        "<style>.y .x{display:none}</style><p class=x>Rest well.</p>",
        "<form runat=server><h1>Hips</h1><p>Rest well.</p><input type=hidden></form>",
        "<h2><button aria-expanded=false>Rest well.</button></h2>",
        "<h2>Rest well.<a aria-hidden=true href='#x'>#</a></h2>",
        "<p>Rest well. See [sic], [this page] and [1].</p>",
    ],
)
def test_what_a_reader_can_open_or_sees_is_kept(source: str) -> None:
    document = read_html(source, "en-us")

    assert "Rest well." in " ".join(block.text for block in document.blocks)
    assert document.warnings == ()


def test_comments_of_word_are_left_out() -> None:
    source = (
        "<p>Rest.</p><div style='mso-element:comment-list'><div class=msocomtxt>"
        "<p class=MsoCommentText>Ask Ana.</p></div></div>"
    )

    assert body(source) == "<p>Rest.</p>"


def test_a_comment_of_google_docs_is_left_out_with_its_mark() -> None:
    source = (
        "<p>Rest<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup> well.</p>"
        "<div><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a><span>Really?</span></p></div>"
    )

    assert body(source) == "<p>Rest well.</p>"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<b style='font-weight:normal'><p>a</p></b>", "a"),
        (
            "<b style='font-weight:normal'><p>a <span style='font-weight:700'>b</span></p></b>",
            "a b",
        ),
        ("<p><strong style='font: 12pt Arial'>a</strong></p>", "a"),
        ("<p><b style='font-weight:bold;font-weight:400'>a</b></p>", "a"),
        ("<p><em style='font-style:normal'>a</em></p>", "a"),
    ],
)
def test_a_declared_weight_or_slant_beats_the_element(source: str, html: str) -> None:
    assert body(source).replace("<b>b</b>", "b") == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<p>a <span style='font:bold 12pt Arial'>b</span></p>", "a <b>b</b>"),
        ("<p>a <span style='font-style:oblique 14deg'>b</span></p>", "a <i>b</i>"),
        (
            (
                "<style>.c1{font-weight:700}.c2{font-style:italic}</style>"
                "<p>a <span class='c1 c2'>b</span></p>"
            ),
            "a <b><i>b</i></b>",
        ),
        ("<style>b{font-weight:400}</style><p>a <b>b</b></p>", "a b"),
        (
            (
                "<style>.c1{font-weight:700 !important}</style>"
                "<p>a <span class=c1 style='font-weight:400'>b</span></p>"
            ),
            "a <b>b</b>",
        ),
        ("<p>a <b>b <span style='font-weight:inherit'>c</span></b></p>", "a <b>b c</b>"),
    ],
)
def test_the_last_declaration_of_the_highest_rank_counts(source: str, html: str) -> None:
    assert body(source) == f"<p>{html}</p>"


def test_struck_out_markdown_is_left_out() -> None:
    result = imported(read_markdown("# Hips\n\n~~Sleep flat.~~ Sleep on a side.", "en-us"))

    assert result.sections["overview"].html == "<p>Sleep on a side.</p>"
    assert any("“Sleep flat.”" in warning for warning in result.warnings)


def test_elements_without_end_tags_stand_side_by_side() -> None:
    source = "<p>a " * 400 + "<ul><li>b<li>c</ul><dl><dt>d<dd>e</dl>"

    html = body(source)

    assert html.count("<p>a</p>") == 400
    assert html.endswith("<ul><li>b</li><li>c</li></ul><h3>d</h3><p>e</p>")


def test_words_in_elements_shown_as_blocks_do_not_run_together() -> None:
    assert body("<span style='display:block'>a</span><span>b</span>") == "<p>a</p><p>b</p>"
