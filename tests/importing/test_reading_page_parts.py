"""Of a saved page only the article is read; what stands around it is reported."""

import re

import pytest

from clinic_cms.importing.reading.html import read_html

ARTICLE = (
    "<h1>Knee pain</h1><p>Pain in the knee has many causes, and most of them pass.</p>"
    "<h2>Causes</h2><p>Arthritis and strain are the usual ones in older people.</p>"
)
SENTENCE = "Stiff shoulders are common in people who sit for long hours."


def read(source: str) -> tuple[list[str], list[str]]:
    """What is kept, and what is reported as left out."""
    document = read_html(source, "en-us")
    reports = [re.findall("“(.*?)”", w) for w in document.warnings if "no part of" in w]
    return [block.line for block in document.blocks], [text for row in reports for text in row]


PLAIN = [block.line for block in read_html(ARTICLE, "en-us").blocks]


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("<nav><ul><li>Home</li></ul></nav>", "Home"),
        ("<div role=navigation>Home</div>", "Home"),
        ("<div class='main-menu'>Home</div>", "Home"),
        ("<ul id=primaryNav class=nav-list><li>Home</li></ul>", "Home"),
        ("<div class='breadcrumbs'>Home » Knee</div>", "Home » Knee"),
        ("<div class='widget_area sidebar'>Recent posts</div>", "Recent posts"),
        ("<aside><h3>Offers</h3></aside>", "Offers"),
        ("<footer>Mon-Fri 9-5</footer>", "Mon-Fri 9-5"),
        ("<div id=siteFooter>© 2021</div>", "© 2021"),
        ("<div class='cookie-notice'>We use cookies.</div>", "We use cookies."),
        ("<div class=sharedaddy>Share this</div>", "Share this"),
        ("<ul class='social-icons'><li>Facebook</li></ul>", "Facebook"),
        ("<div class='related-posts'><h3>Related</h3>Hip</div>", "Related Hip"),
        ("<div class='author-box'>Mike loves knees</div>", "Mike loves knees"),
        ("<p class='entry-meta'>No comments yet</p>", "No comments yet"),
        ("<div id=comments>2 thoughts</div>", "2 thoughts"),
        ("<div class='newsletter-signup'>Join us</div>", "Join us"),
        ("<div role=dialog>Wait!</div>", "Wait!"),
        ("<header>Kosak</header>", "Kosak"),
    ],
)
@pytest.mark.parametrize("order", ["before", "after"])
def test_parts_of_a_page_are_left_out_and_reported(part: str, text: str, order: str) -> None:
    source = part + ARTICLE if order == "before" else ARTICLE + part

    assert read(source) == (PLAIN, [text])


@pytest.mark.parametrize(
    "page",
    [
        f"<div>Menu</div><main>{ARTICLE}</main><div>Hours</div>",
        f"<div>Menu</div><div role=main>{ARTICLE}</div><div>Hours</div>",
        f"<div>Menu</div><article>{ARTICLE}</article><div>Hours</div>",
        f"<div>Menu</div><div class=x><div class=y>{ARTICLE}</div></div><div>Hours</div>",
        f"<body class=has-sidebar><div>Menu</div><div>{ARTICLE}</div><div>Hours</div></body>",
        f"<div>Menu</div><article>{ARTICLE}</article><article>Hours</article>",
    ],
)
def test_the_article_is_found_by_its_element_or_by_its_title(page: str) -> None:
    assert read(page) == (PLAIN, ["Menu", "Hours"])


def test_a_title_above_the_main_part_is_the_title() -> None:
    title, rest = ARTICLE.split("</h1>")

    assert read(f"<div class=hero>{title}</h1></div><main>{rest}</main>")[0] == PLAIN


def test_the_sites_own_name_is_no_title() -> None:
    logo = "<h1 class=logo><a href='/'>Kosak</a></h1>"

    assert read(f"<div>{logo}</div><div>{ARTICLE}</div>") == (PLAIN, ["Kosak"])


@pytest.mark.parametrize(
    "links",
    [
        (
            "<ul><li><a href='/a'>Hips</a></li><li><a href='/b'>Arms</a></li>"
            "<li><a href='/c'>Feet</a></li></ul>"
        ),
        "<p><a href='/a'>Hips</a> | <a href='/b'>Arms</a> | <a href='/c'>Feet</a></p>",
        "<div><a href='/a'>Hips</a><a href='/b'>Arms</a><a href='/c'>Feet</a></div>",
    ],
)
def test_links_at_the_end_are_a_menu(links: str) -> None:
    kept, left_out = read(ARTICLE + "<h3>See also</h3>" + links)

    assert kept == PLAIN
    assert "Feet" in left_out[0]


def test_a_table_of_contents_is_left_out() -> None:
    contents = "".join(f"<li><a href='#{n}'>Part {n}</a></li>" for n in range(3))

    kept, left_out = read(ARTICLE.replace("<h2>", f"<ul>{contents}</ul><h2>"))

    assert kept == PLAIN
    assert left_out == ["Part 0 Part 1 Part 2"]


@pytest.mark.parametrize(
    "source",
    [
        (
            "<ul><li><a href='/a'>Arthritis</a></li><li><a href='/b'>Gout</a></li>"
            f"<li><a href='/c'>Strain</a></li></ul><p>{SENTENCE}</p>"
        ),
        f"<p>{SENTENCE}</p><aside>{SENTENCE}</aside><p>{SENTENCE}</p>",
        f"<section id=social-life-and-pain><p>{SENTENCE}</p></section>",
        f"<div class='content-with-sidebar'><p>{SENTENCE}</p></div>",
        f"<h2 id=related-posts>Related pain</h2><p>{SENTENCE}</p>",
        f"<blockquote>{SENTENCE}<footer>A patient</footer></blockquote>",
    ],
)
def test_what_belongs_to_the_article_is_kept(source: str) -> None:
    assert read(ARTICLE + source)[1] == []


def test_causes_that_are_all_links_are_kept_at_the_end_too() -> None:
    links = "".join(f"<li><a href='/{n}'>Cause {n}</a></li>" for n in range(3))

    kept, left_out = read(f"<h1>Knee pain</h1><p>{SENTENCE}</p><h2>Causes</h2><ul>{links}</ul>")

    assert kept[-3:] == ["Cause 0", "Cause 1", "Cause 2"]
    assert left_out == []


@pytest.mark.parametrize("title", ["Knee Pain | Kosak | Fairfield", "Knee Pain – Kosak"])
def test_the_name_of_the_site_is_no_part_of_the_title(title: str) -> None:
    assert read_html(f"<title>{title}</title><p>Text.</p>", "en-us").fallback_title == "Knee Pain"


def test_a_part_that_holds_nearly_all_of_the_text_is_the_article() -> None:
    source = f"<h2>Knees</h2><div class='page-sidebar'><p>{SENTENCE}</p><p>{SENTENCE}</p></div>"

    assert read(source) == (["Knees", SENTENCE, SENTENCE], [])


BUILT = (
    "<h1>Jaw pain</h1>{before}<h2>What is it?</h2><div class='{name}'><p>{one}</p></div>"
    "<h2>Causes</h2><div class='{name}'><ul><li>Grinding</li></ul></div>"
    "<h2>Treatment</h2><div class='{name}'><p>{two}</p></div>"
)


@pytest.mark.parametrize(
    "name",
    [
        "elementor-widget elementor-widget-text-editor",
        "so-panel widget widget_sow-editor",
        "widget widget_text",
        "fusion-menu-text",
        "siteorigin-widget-text",
    ],
)
def test_blocks_of_an_article_that_share_the_name_of_a_part_are_read(name: str) -> None:
    other = "Most jaws settle in some weeks with warmth and soft food."
    page = BUILT.format(before="", name=name, one=SENTENCE, two=other)
    text = ["Jaw pain", "What is it?", SENTENCE, "Causes", "Grinding", "Treatment", other]

    assert read(page) == (text, [])


@pytest.mark.parametrize(
    "sidebar",
    [
        "<div class=sidebar><div class=widget><h3>Hours</h3>Daily</div></div>",
        "<nav class=widget>Hours Daily</nav>",
        "<div class=widget><a href=/a>A</a><a href=/b>B</a><a href=/c>Hours</a></div>",
    ],
)
def test_parts_around_such_blocks_are_left_out(sidebar: str) -> None:
    page = BUILT.format(before="", name="widget", one=SENTENCE, two=SENTENCE)

    kept, left_out = read(page + sidebar)

    assert (len(kept), len(left_out)) == (7, 1)
    assert "Hours" in left_out[0]


def test_a_text_that_is_left_out_is_reported_whole() -> None:
    story = " ".join(f"{SENTENCE} It is part {number} of the story." for number in range(40))

    assert read(f"<main>{ARTICLE}</main><div class=sidebar><p>{story}</p></div>") == (
        PLAIN,
        [story],
    )


def test_a_menu_that_is_left_out_is_cut() -> None:
    links = "".join(f"<li><a href='/{n}'>Page {n}</a></li>" for n in range(90))

    _kept, (menu,) = read(f"<nav><ul>{links}</ul></nav>{ARTICLE}")

    assert menu.endswith("…")


BODY = (
    "<p><b>{title}</b></p><p>The tendon frays faster than it heals.</p>"
    "<p><b>CAUSES</b></p><p>Golf, typing and curls with a bent wrist.</p>"
)
MENU = "<td><a href=1.htm>Home</a><br><a href=2.htm>Doctors</a><br><a href=3.htm>Map</a></td>"
BANNER = "<td colspan=2><font size=5><b>Bayou Spine</b></font><br>21 Main Street • Brownwood</td>"


def laid_out(*rows: str) -> tuple[list[str], list[str]]:
    page = "".join(f"<tr>{row}</tr>" for row in rows)
    return read(f"<title>Sore elbow - Bayou</title><center><table>{page}</table></center>")


@pytest.mark.parametrize(
    "rows",
    [
        (BANNER, f"{MENU}<td>{BODY.format(title='Sore elbow')}</td>"),
        (f"<td>{BODY.format(title='Sore elbow')}</td>{MENU}", MENU),
        (BANNER, MENU, f"<td><font face=Verdana>{BODY.format(title='SORE ELBOW')}</font></td>"),
        (
            f"<td><table><tr>{BANNER}</tr><tr><td>"
            + BODY.format(title="Sore elbow")
            + "</td></tr></table>",
        ),
    ],
)
def test_a_table_that_lays_a_page_out_is_read_for_its_article(rows: tuple[str, ...]) -> None:
    kept, left_out = laid_out(*rows)

    assert [line.lower() for line in kept[:2]] == [
        "sore elbow",
        "the tendon frays faster than it heals.",
    ]
    assert len(kept) == 4
    assert {"Bayou Spine 21 Main Street • Brownwood", "Home Doctors Map"} >= set(left_out)
    assert left_out


@pytest.mark.parametrize(
    "row",
    [
        "<td><b>SORE ELBOW</b></td>",
        "<td>Pain in the elbow wakes many people at night.</td>",
        "<td><h2>Sore elbow</h2></td>",
    ],
)
def test_a_cell_above_that_may_be_the_articles_stays(row: str) -> None:
    kept, left_out = laid_out(row, f"<td>{BODY.format(title='Elbows')}</td>")

    assert (len(kept), left_out) == (5, [])


def test_a_table_of_values_stays_whole() -> None:
    row = "<td>Ice</td><td>Ten minutes at a time, with a cloth around it, and never longer.</td>"

    kept, left_out = read(f"{ARTICLE}<table><tr>{row}</tr><tr>{row}</tr></table>")

    assert (len(kept), left_out) == (6, [])
