"""The reference front end says word by word what the server-rendered pages say."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from clinic_cms.models import Clinic
from tests.browser.frontend.conftest import POISON, pages_of_all_clinics
from tests.browser.frontend.install import make_install
from tests.browser.frontend.reading import differences, read

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
NOWHERE = "nothing/lies/here/"


@pytest.fixture
def other_install(network):
    make_install()


def compare_all(network, built, page):
    """Compare every page of every clinic, and its 404s; return what differs and the pages read."""
    found_changes, paths, targets = [], {}, {}
    for host, entry in pages_of_all_clinics():
        paths.setdefault(host, set()).add(entry.path)
        addresses = [(entry.path, 200)]
        if entry.type == "clinichomepage":
            addresses.append((entry.path + NOWHERE, 404))
        for path, status in addresses:
            server = read(page, network(host) + path, status=status)
            front = read(page, built.address(host, path), status=status)
            found_changes += [f"{host}{path} {change}" for change in differences(server, front)]
            if status == 200:
                internal = {target for _text, target in server["links"] if target[0] == "/"}
                targets.setdefault(host, set()).update(to.partition("#")[0] for to in internal)
    # Nothing to which the server's pages lead was left out.
    assert [host for host in paths if not targets[host] <= paths[host]] == []
    return found_changes, paths


def test_every_page_of_the_demo_says_the_same(demo, network, build, new_page):
    built = build()
    found_changes, paths = compare_all(network, built, new_page())
    assert found_changes == [], "\n".join(found_changes)
    locales = sum(clinic.locales.count() for clinic in Clinic.objects.all())
    pages = sum(map(len, paths.values()))
    assert pages >= 6 * locales
    files = [path.read_text() for path in built.folder.rglob("*.html")]
    assert len(files) == pages + locales
    assert not any(POISON in text for text in files)


def test_every_page_of_an_unseen_install_says_the_same(other_install, network, build, new_page):
    found_changes, paths = compare_all(network, build(), new_page())
    assert found_changes == [], "\n".join(found_changes)
    assert len(paths) == 4
    assert paths["odd.localhost"] >= {"/conditions/%E5%A4%B4%E7%97%9B/", "/ar/contact-ar/"}
    assert len(paths["odd.localhost"]) > 30


PLANTED = [
    ("words", "In a spasm,", "In a cramp,"),
    ("headings", ">Poor posture</h3>", ">Bad posture</h3>"),
    ("links", 'href="tel:+17074261111"', 'href="tel:+17074261112"'),
    ("links", 'href="/contact/"', 'href="/kontakt/"'),
    ("lang", '<html lang="en-US"', '<html lang="en"'),
    ("dir", 'dir="ltr"', 'dir="rtl"'),
    ("title", "<title>Back spasm", "<title>Spasm"),
    ("description", 'content="What causes back', 'content="What makes back'),
    ("canonical", 'rel="canonical" href="http://kosak', 'rel="canonical" href="http://harbor'),
    ("hreflang", 'hreflang="es"', 'hreflang="fr"'),
    ("structured", '"telephone":"+1707', '"telephone":"+1708'),
    ("parts", 'aria-label="You are here"', 'aria-label="Here"'),
    ("current", 'aria-current="page"', 'aria-current="false"'),
    ("times", '<time datetime="2026-', '<time datetime="2025-'),
    ("anchors", 'id="causes"', 'id="cause"'),
]


def test_a_difference_is_found_wherever_it_is(demo, network, build, new_page):
    built, page, path = build(), new_page(), "/conditions/back-spasms/"
    file = built.folder / "kosak.localhost" / path.strip("/") / "index.html"
    right = file.read_text()
    server = read(page, network("kosak.localhost") + path)
    missed = []
    for part, was, becomes in PLANTED:
        assert was in right, was
        file.write_text(right.replace(was, becomes, 1))
        front = read(page, built.address("kosak.localhost", path))
        found_changes = [*differences(server, front)]
        if not any(change.startswith(f"{part}:") for change in found_changes):
            missed.append((part, becomes, found_changes))
    assert missed == []


def test_the_front_end_fits_narrow_screens_and_is_accessible(demo, build, new_page):
    built, page, axe, faults, seen = build(), new_page(320), Axe(), [], set()
    for host, entry in pages_of_all_clinics():
        page.goto(built.address(host, entry.path))
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            faults.append(f"{host}{entry.path} is {width} px wide")
        assert page.locator("script:not([type='application/ld+json'])").count() == 0
        # Each type of page in each theme, and in each direction.
        kind = (entry.type, host, entry.locale.direction)
        if kind not in seen:
            seen.add(kind)
            violations = axe.run(page).response["violations"]
            faults += [f"{host}{entry.path}: {violation['id']}" for violation in violations]
    assert len(seen) == 6 * 4
    assert faults == []


LONG_DAY = "24 novembre 2026 (Fête de l'os)"
HOURS = "08:00\u202f\u2060–\u2060\u202f11:00"
LINES = """cell => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return new Set([...range.getClientRects()].map(box => box.top)).size;
}"""


def test_beside_a_long_day_hours_stay_in_one_line_on_a_phone(demo, build, new_page):
    page = new_page(360)
    page.goto(build().address("kosak.localhost", "/contact/"))
    for cell, text in (("th", LONG_DAY), ("td", HOURS)):
        for found in page.locator(f".hours {cell}").all():
            found.evaluate("(cell, text) => { cell.textContent = text }", text)
    assert {found.evaluate(LINES) for found in page.locator(".hours td").all()} == {1}
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_a_phone_the_masthead_alone_offers_the_call_as_on_our_pages(
    demo, network, build, new_page
):
    built = build()
    for width, is_in_hero in ((360, False), (1280, True)):
        page = new_page(width)
        for host in ("kosak.localhost", "harbor.localhost", "sol.localhost"):
            for address in (f"{network(host)}/", built.address(host, "/")):
                page.goto(address)
                assert page.locator(".masthead [href^='tel:']").first.is_visible(), address
                calls = page.locator(".hero .reach [href^='tel:']")
                assert [call.is_visible() for call in calls.all()] == [is_in_hero], address
