"""Patients' pages on narrow and wide screens, in every theme."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from clinic_cms.models import ClinicHost
from clinic_cms.models.themes import THEMES
from clinic_cms.serving.clinic_sites import find_clinic
from tests.factories import make_clinic, make_condition

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def addresses(demo):
    """One address of each page type and clinic, found by following the clinic's own links."""
    hosts = ClinicHost.objects.filter(is_canonical=True)
    clinics = [find_clinic(host.hostname) for host in hosts]
    return [clinic.url(locale.code, "") for clinic in clinics for locale in clinic.locales]


def links_on(page, home):
    hrefs = page.eval_on_selector_all("main a, nav a", "links => links.map(link => link.href)")
    return {href.partition("#")[0] for href in hrefs if href.startswith(home)}


def crawl(page, home):
    """Visit every page of a clinic; yields each address once it is open."""
    seen, waiting = set(), [home]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        response = page.goto(address)
        assert response.status == 200, address
        yield address
        waiting += links_on(page, home) - seen


def test_every_page_fits_a_narrow_screen_and_is_accessible(addresses, new_page):
    page, axe, faults = new_page(320), Axe(), []
    visited = 0
    for home in addresses:
        for address in crawl(page, home):
            visited += 1
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 320:
                faults.append(f"{address} is {width} px wide")
            faults += [
                f"{address}: {violation['id']}"
                for violation in axe.run(page).response["violations"]
            ]
            content = page.content()
            assert "{{" not in content
            assert "{%" not in content
            assert page.locator("h1").count() == 1, address
            scripts = page.locator("script:not([type='application/ld+json'])")
            assert scripts.count() == 0, address
            canonical = page.get_attribute("link[rel=canonical]", "href")
            assert canonical == address
    assert visited > 3 * len(addresses)
    assert faults == []


@pytest.mark.parametrize("theme", THEMES)
def test_long_words_break_on_a_narrow_screen(network, new_page, theme):
    word = "Donaudampfschifffahrtsgesellschaftskapitän"
    clinic = make_clinic(
        host="kosak.localhost",
        name=word,
        theme=theme,
        doctor={"title": word, "last_name": word},
        location={"title": word, "city": word},
    )
    make_condition(clinic.index, title=word, summary=word, causes_heading=word)
    page = new_page(320)
    crawled = crawl(page, network(clinic.host) + "/")
    widths = {address: page.evaluate("document.documentElement.scrollWidth") for address in crawled}
    assert len(widths) >= 5
    assert set(widths.values()) == {320}
