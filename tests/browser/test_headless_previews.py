"""A clinic's front end in the preview panel, as one types."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from clinic_cms.models import PreviewDraft
from tests.browser.editing import open_editor, typing
from tests.factories import make_clinic, make_library

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

FRONT_END = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Front end</title><h1></h1><div></div>
<script>
const asked = new URLSearchParams(location.search);
const url = `%s/api/v1/clinics/${asked.get("clinic")}/preview`;
fetch(url, { headers: { Authorization: `Bearer ${asked.get("token")}` } })
  .then((answer) => answer.json())
  .then((page) => {
    document.querySelector("h1").textContent = page.title ?? page.code;
    document.querySelector("div").innerHTML = page.intro ?? page.detail;
  });
</script>
"""
"""What any front end does, at its least: read the draft in the browser."""


@pytest.fixture
def front_end(network):
    """A website of another origin that shows drafts; its preview address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Security-Policy", f"frame-ancestors {network('localhost')}")
            self.end_headers()
            self.wfile.write((FRONT_END % network("localhost")).encode())

        def log_message(self, *_args):
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://front.localhost:{server.server_port}/preview"
    server.shutdown()
    server.server_close()


@pytest.fixture
def editor(network, front_end, new_page):
    """An agency's editor on the page of a clinic with a front end."""
    make_library()
    built = make_clinic(host="kosak.localhost", preview_url=front_end)
    get_user_model().objects.create_superuser("agency", "agency@agency.example", "secret")
    page = new_page()
    page.goto(f"{network('localhost')}/admin/login/")
    page.fill("[name=username]", "agency")
    page.fill("[name=password]", "secret")
    page.click("button[type=submit]")
    url = reverse("wagtailadmin_pages:edit", args=[built.contact.pk])
    open_editor(page, network("localhost") + url)
    page.wait_for_selector(".public-DraftEditor-content")
    page.click("[aria-label='Toggle preview']")
    page.wait_for_selector("#w-preview-iframe[src]")
    return page


def in_panel(editor):
    """The newest frame: each change of the draft puts another in its place."""
    return editor.frame_locator(".w-preview__iframe").last


def test_the_front_end_shows_what_is_typed_as_it_is_typed(editor):
    shown = in_panel(editor).frame_locator("iframe")
    shown.get_by_role("heading", name="Contact").wait_for()
    with typing(editor):
        editor.fill("#id_title", "Write to {{ clinic.name }}")
    shown.get_by_role("heading", name="Write to Kosak Chiropractic").wait_for()
    with typing(editor):
        editor.locator(".public-DraftEditor-content").first.click()
        editor.keyboard.type("Ring twice.")
    shown.get_by_text("Ring twice.").wait_for()
    assert PreviewDraft.objects.count() == 1


def test_the_built_in_website_can_be_chosen_instead(editor):
    editor.select_option("#id_preview_mode", "built-in")
    built_in = in_panel(editor)
    built_in.locator("header .wordmark", has_text="Kosak Chiropractic").wait_for()
    built_in.get_by_role("heading", name="Contact", level=1).wait_for()


def test_a_new_tab_shows_the_front_end_itself(editor, front_end):
    editor.fill("#id_title", "In a tab")
    with editor.expect_popup() as opened:
        editor.click("[aria-label='Preview in new tab']")
    tab = opened.value
    tab.get_by_role("heading", name="In a tab").wait_for()
    assert tab.url.startswith(f"{front_end}?token=")
    assert tab.evaluate("document.referrer") == ""
