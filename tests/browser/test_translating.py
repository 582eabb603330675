"""A translator's job: from the matrix through wagtail-localize's editor to the patient's page."""

import re
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from clinic_cms.launching.network import ensure_library
from clinic_cms.launching.service import launch
from clinic_cms.models import ConditionIndexPage
from tests.browser.test_main_job import PASSWORD, sign_in
from tests.factories import locale, make_condition
from tests.translating.conftest import SPANISH

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

SPEC = Path(__file__).resolve().parents[2] / "sites" / "clinics" / "kosak-chiropractic.toml"
PHONE = "Call {{ clinic.phone }}."


@pytest.fixture
def article(network):
    launch([SPEC])
    return make_condition(ensure_library(locale("en-us")))


@pytest.fixture
def desk(network, article, new_page):
    """The agency's translator, signed in."""
    users = get_user_model().objects
    users.create_superuser("ana", "ana@agency.example", PASSWORD, first_name="Ana")
    page = new_page()
    sign_in(page, network("localhost"), "ana")
    return page


def write(desk, source, text):
    """Translate one string in wagtail-localize's editor; return its row."""
    source_text = desk.locator("> p", has_text=re.compile(f"^{re.escape(source)}$"))
    row = desk.locator(".js-translation-editor li").filter(has=source_text)
    row.locator("button", has_text="Translate").or_(row.get_by_text("Edit", exact=True)).click()
    row.locator("textarea").fill(text)
    row.get_by_text("Save", exact=True).click()
    row.get_by_text("Saving...").wait_for(state="detached")
    return row


def test_an_article_is_translated_and_served(network, desk, article, new_page):
    desk.goto(f"{network('localhost')}/admin/reports/article-translations/")
    desk.get_by_role("button", name="Translate Back spasms, Español").click()
    desk.wait_for_selector(".js-translation-editor li.incomplete")
    tag = desk.locator(".js-translation-editor li > p .clinic-tag").first
    assert tag.get_attribute("title")

    desk.get_by_text("Promote", exact=True).click()
    write(desk, article.slug, "espasmos")
    desk.get_by_text("Article", exact=True).click()
    for source, text in SPANISH.items():
        if source != article.slug:
            write(desk, source, text)
    row = write(desk, PHONE, "Llame al {{ clinic.fone }}.")
    assert "Unknown merge tag “clinic.fone”" in row.inner_text()
    desk.get_by_role("button", name="Publish in Español").click()
    refused = desk.locator(".messages .error")
    refused.wait_for()
    assert "Unknown merge tag “clinic.fone”" in refused.inner_text()

    desk.wait_for_selector(".js-translation-editor li.errored")
    write(desk, PHONE, SPANISH[PHONE])
    desk.get_by_role("button", name="Publish in Español").click()
    desk.locator(".messages .success").wait_for()

    index = ConditionIndexPage.objects.get(locale__language_code="es")
    patient = new_page(360)
    answer = patient.goto(f"{network('kosak.localhost')}/es/{index.slug}/espasmos/")
    assert answer.status == 200
    assert "Mala postura" in patient.content()
    assert "Llame al" in patient.content()
    assert "{{" not in patient.content()
