"""The agency adds and takes away a clinic's languages in its form."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page

from clinic_cms.models import ClinicHomePage, gates
from tests.admin.test_clinics import save

pytestmark = pytest.mark.django_db


@pytest.fixture
def boxes(desk, kosak):
    url = reverse("clinics:edit", args=[kosak.clinic.pk])
    return lambda: desk.get(url).context["form"]["languages"].subwidgets


def offered(built):
    return list(built.clinic.locales.values_list("locale__language_code", flat=True))


def test_the_form_offers_the_installs_languages_and_keeps_the_default_one(boxes, settings):
    values = [box.data["value"] for box in boxes()]
    assert values == [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    first, *others = (box.data["attrs"].get("disabled", False) for box in boxes())
    assert first is True
    assert not any(others)


def test_a_ticked_language_is_on_the_website_at_once(desk, client, kosak):
    assert save(desk, kosak, languages=["es"]).status_code == 302
    assert offered(kosak) == ["en-us", "es"]
    response = client.get("/es/", headers={"host": kosak.host})
    assert 'lang="es"' in response.content.decode()


def test_the_languages_stand_in_the_clinics_order(desk, kosak, boxes):
    save(desk, kosak, languages=["fr"])
    save(desk, kosak, languages=["fr", "es"])
    assert offered(kosak) == ["en-us", "fr", "es"]
    assert [box.data["value"] for box in boxes()][:3] == ["en-us", "fr", "es"]


def test_a_language_that_is_no_longer_ticked_goes_and_its_pages_stay(desk, kosak):
    save(desk, kosak, languages=["es"])
    save(desk, kosak)
    assert offered(kosak) == ["en-us"]
    assert ClinicHomePage.objects.filter(locale__language_code="es", live=True).exists()


def test_an_unknown_language_is_refused(desk, kosak):
    response = save(desk, kosak, languages=["tlh"])
    assert "tlh" in response.context["form"].errors["languages"][0]


def test_drafts_that_wait_for_a_translator_are_named(desk, kosak, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("pl", "Polski")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    page = desk.post(
        reverse("clinics:edit", args=[kosak.clinic.pk]),
        {"name": "Kosak", "hostnames": kosak.host, "theme": "calm", "languages": ["pl"]},
        follow=True,
    )
    assert "no standard texts in Polski (pl)" in page.content.decode()


def test_a_page_that_a_gate_refuses_leaves_everything_as_it_was(desk, kosak, monkeypatch):
    def never(page):
        yield ValidationError("Not today.")

    monkeypatch.setattr(gates, "_gates", [never])
    pages = Page.objects.count()
    response = save(desk, kosak, name="Other", languages=["es"])
    assert "Not today." in response.context["form"].errors["languages"][0]
    kosak.clinic.refresh_from_db()
    assert (kosak.clinic.name, offered(kosak)) == ("Kosak Chiropractic", ["en-us"])
    assert Page.objects.count() == pages
