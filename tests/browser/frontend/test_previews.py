"""An owner types in the admin, and the front end shows the draft."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from tests.admin.conftest import edit_url, make_owner
from tests.browser.editing import open_editor, typing
from tests.factories import make_clinic, make_library
from tests.previews import token_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def preview_url(network, start_server, tmp_path):
    port = start_server(tmp_path, network("localhost"))
    return f"http://front.localhost:{port}/preview"


@pytest.fixture
def kosak(network, preview_url):
    make_library()
    return make_clinic(host="kosak.localhost", preview_url=preview_url)


@pytest.fixture
def owner(kosak):
    return make_owner(kosak)


def test_the_panel_shows_the_front_ends_page_of_what_is_typed(network, kosak, owner, new_page):
    page = new_page()
    page.goto(f"{network('kosak.localhost')}/admin/login/")
    page.fill("[name=username]", "owner")
    page.fill("[name=password]", "secret")
    page.click("button[type=submit]")
    open_editor(page, network("kosak.localhost") + edit_url(kosak.location))
    page.click("[aria-label='Toggle preview']")
    # Each change of the draft puts another frame in the first one's place.
    draft = page.frame_locator(".w-preview__iframe").last.frame_locator("iframe")
    expect(draft.get_by_role("heading", level=1)).to_have_text("Office")
    expect(draft.locator("html")).to_have_attribute("data-theme", "calm")
    with typing(page):
        page.click("#id_title")
        page.keyboard.press("End")
        page.keyboard.type(" on the hill")
    expect(draft.get_by_role("heading", level=1)).to_have_text("Office on the hill", timeout=20_000)
    expect(draft.get_by_role("link", name="Contact").first).to_be_visible()


def ask(page, preview_url, token, clinic="kosak"):
    query = urlencode({"token": token, "clinic": clinic, "locale": "en-us", "path": "/office/"})
    return page.goto(f"{preview_url}?{query}")


def test_a_draft_is_kept_from_caches_search_engines_and_strangers_frames(
    network, kosak, owner, preview_url, new_page
):
    page = new_page()
    answer = ask(page, preview_url, token_for(owner, kosak, kosak.location, title="Draft"))
    assert answer.status == 200
    headers = answer.headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"] == "noindex"
    frames = f"frame-ancestors {network('localhost')} {network('kosak.localhost')}"
    assert headers["content-security-policy"].endswith(frames)
    assert page.get_attribute("meta[name=robots]", "content") == "noindex"
    assert page.locator("h1").inner_text() == "Draft"
    assert Axe().run(page).response["violations"] == []


def test_what_stands_in_a_previews_way_is_said_with_what_to_do(
    network, kosak, owner, preview_url, new_page
):
    other = make_clinic("other", name="Other", host="other.localhost")
    token = token_for(owner, kosak, kosak.location)
    page = new_page(320)

    def said(*asked):
        answer = ask(page, preview_url, *asked)
        assert answer.headers["cache-control"] == "no-store"
        assert Axe().run(page).response["violations"] == []
        return answer.status, page.locator("main").inner_text()

    for status, words, asked in [
        (401, "Open the preview in the admin again.", ("wrong",)),
        (401, "Open it from the admin", ("",)),
        (403, "This draft is another clinic's", (token, other.clinic.slug)),
        (404, "There is no such clinic", (token, "nobody")),
    ]:
        found = said(*asked)
        assert found[0] == status
        assert words in found[1]
    hole = token_for(owner, kosak, kosak.location, intro="<p>{{ doctor.credentials }}</p>")
    status, text = said(hole)
    assert (status, "doctor.credentials" in text) == (409, True)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert said(token) == (401, said("wrong")[1])
