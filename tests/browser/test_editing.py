"""An editor's tools in the admin: the picker of merge tags, and “Preview as…”."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from playwright.sync_api import expect

from clinic_cms.models import ConditionPage
from tests.factories import make_clinic, make_condition, make_library

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def editor(network, new_page):
    """An agency's editor on the edit page of an article that two clinics show."""
    make_clinic(host="kosak.localhost")
    make_clinic("bay", name="Bay Chiropractic", host="bay.localhost")
    article = make_condition(make_library())
    get_user_model().objects.create_superuser("agency", "agency@agency.example", "secret")
    page = new_page()
    page.goto(f"{network('localhost')}/admin/login/")
    page.fill("[name=username]", "agency")
    page.fill("[name=password]", "secret")
    page.click("button[type=submit]")
    page.goto(network("localhost") + reverse("wagtailadmin_pages:edit", args=[article.pk]))
    page.wait_for_selector(".public-DraftEditor-content")
    return page


def pick(page, words):
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def test_a_tag_is_put_at_the_cursor_of_a_text_field(editor):
    editor.fill("#id_title", "Ask at once")
    editor.locator("#id_title").press("Home")
    for _letter in "Ask ":
        editor.keyboard.press("ArrowRight")
    editor.click("#id_title + .clinic-tags-button")
    pick(editor, "doctor name")
    editor.keyboard.type(" ")
    assert editor.input_value("#id_title") == "Ask {{ doctor.name }} at once"


def test_a_tag_is_put_into_a_field_of_a_block(editor):
    name = editor.locator("[name=causes-0-value-name]")
    name.locator("+ .clinic-tags-button").click()
    pick(editor, "clinic.name")
    assert name.input_value() == "Poor posture{{ clinic.name }}"


def test_a_tag_is_put_into_rich_text_without_a_selection(editor):
    text = editor.locator(".public-DraftEditor-content").first
    text.click()
    editor.keyboard.press("Control+End")
    editor.locator(".clinic-tags-button--below").first.click()
    pick(editor, "clinic.phone")
    editor.keyboard.type(" today")
    assert text.inner_text().endswith("{{ clinic.phone }} today")
    assert "{{ clinic.phone }}" in text.locator(".clinic-tag").all_inner_texts()


def test_a_tag_replaces_what_is_selected_by_the_floating_toolbar(editor):
    text = editor.locator(".public-DraftEditor-content").first
    text.click()
    editor.keyboard.press("Control+a")
    editor.locator(".Draftail-FloatingToolbar button:has([href='#icon-tag'])").click()
    pick(editor, "clinic.name")
    editor.keyboard.type(".")
    assert text.inner_text() == "{{ clinic.name }}."


def test_the_preview_is_filled_for_the_clinic_that_the_editor_types(editor):
    editor.click("[aria-label='Toggle preview']")
    choice = editor.locator("#id_preview_clinic")
    choice.fill("bay")
    editor.wait_for_function(
        "document.querySelector('#id_preview_clinics option')?.value === 'bay'"
    )
    choice.press("Enter")
    preview = editor.frame_locator("#w-preview-iframe")
    preview.get_by_role("heading", name="Treatment at Bay Chiropractic").wait_for()
    editor.reload()
    assert editor.locator("#id_preview_clinic").input_value() == "bay"


def test_a_new_pages_address_follows_its_title(editor, network):
    parent = ConditionPage.objects.get().get_parent()
    url = reverse("wagtailadmin_pages:add", args=["clinic_cms", "conditionpage", parent.pk])
    editor.goto(network("localhost") + url)
    editor.wait_for_selector("#id_title + .clinic-tags-button")
    editor.click("#id_title")
    editor.keyboard.type("Frozen shoulder")
    editor.keyboard.press("Tab")
    expect(editor.locator("#id_slug")).to_have_value("frozen-shoulder")
