"""Arabic pages: everything starts at the right, but for what reads from left to right."""

from pathlib import Path

import pytest
from django.core.management import call_command

from clinic_cms.models import Clinic

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

REPO = Path(__file__).resolve().parents[2]
THEMES = ("calm", "heritage", "bold")
PAGES = (
    "",
    "al-halat/",
    "al-halat/tashannuj-al-zahr/",
    "portland/",
    "eleanor-whitcombe/",
    "ittisal/",
)

# The box of each character of an element's text, without those that take no room.
CHARACTERS = """element => {
  const boxes = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  for (let node; (node = walker.nextNode()); ) {
    for (let at = 0; at < node.length; at++) {
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + 1)
      const box = range.getBoundingClientRect()
      if (box.width) boxes.push({ sign: node.data[at], left: box.left, top: box.top })
    }
  }
  return boxes
}"""

STYLES = """elements => elements.map(element => getComputedStyle(element)).map(style =>
  [parseFloat(style.letterSpacing) || 0, style.fontStyle, style.textTransform].join(" "))"""
JOINED = "0 normal none"


@pytest.fixture
def arabic(network):
    """The address of a clinic's Arabic home. The clinic's name ends in a sign without direction."""
    call_command("load_library", str(REPO / "fixtures" / "library"), verbosity=0)
    call_command(
        "launch_clinic", str(REPO / "sites" / "clinics" / "harbor-spine.toml"), verbosity=0
    )
    Clinic.objects.update(name="Harbor Spine Inc.")
    return f"{network('harbor.localhost')}/ar/"


def in_each_theme(page, address):
    """Open a page in one theme after the other."""
    for theme in THEMES:
        Clinic.objects.update(theme=theme)
        assert page.goto(address).status == 200
        yield theme


def lefts(page, selector):
    return [part.bounding_box()["x"] for part in page.locator(selector).all()]


def right(page, selector):
    box = page.locator(selector).first.bounding_box()
    return box["x"] + box["width"]


def seen(page, selector):
    """Return the first such element's text as it stands on the screen, from left to right."""
    shown = page.locator(selector).first.evaluate(CHARACTERS)
    assert len({box["top"] for box in shown}) == 1, f"{selector} is on several lines"
    return "".join(box["sign"] for box in sorted(shown, key=lambda box: box["left"]))


def test_no_arabic_page_is_wider_than_a_narrow_screen(arabic, new_page):
    page = new_page(320)
    for path in PAGES:
        for theme in in_each_theme(page, arabic + path):
            width = page.evaluate("document.documentElement.scrollWidth")
            assert (page.get_attribute("html", "dir"), width) == ("rtl", 320), (path, theme)


def test_arabic_pages_start_at_the_right_and_their_letters_join(arabic, new_page):
    page = new_page(1280)
    for theme in in_each_theme(page, f"{arabic}al-halat/tashannuj-al-zahr/"):
        for parts in (".menu a", ".languages a", ".breadcrumbs li"):
            found = lefts(page, parts)
            assert len(found) > 1
            assert found == sorted(found, reverse=True), (theme, parts)
        if theme != "heritage":  # its menu is centred
            assert right(page, ".menu a") == pytest.approx(right(page, ".menu"), abs=8)
        assert right(page, ".signs li") < right(page, ".signs ul")
        assert right(page, ".sections h2") == pytest.approx(right(page, ".sections"), abs=1)
        assert set(page.eval_on_selector_all("main *, nav *, .button", STYLES)) == {JOINED}


def test_numbers_and_latin_names_read_from_left_to_right(arabic, new_page):
    page = new_page(1280)
    for _theme in in_each_theme(page, f"{arabic}ittisal/"):
        assert seen(page, ".masthead .call bdi") == "207-555-0142"
        assert seen(page, "main .lede a[href^='tel:']") == "207-555-0142"
        assert seen(page, "main address bdi") == "27 Chandler’s Wharf"
        assert seen(page, ".masthead .wordmark bdi") == "Harbor Spine Inc."
