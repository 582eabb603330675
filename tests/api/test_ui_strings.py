"""What a front end prints around the content: words, dates, colours, the language switcher."""

import pytest

from tests.factories import translate

pytestmark = pytest.mark.django_db


def test_words_are_in_the_readers_language_with_their_placeholders(api, sol):
    assert api.get("clinics/kosak/words")["call"] == "Call {number}"
    spanish = api.get("clinics/sol/words")
    assert spanish["call"] == "Llamar al {number}"
    assert spanish["on_this_page"] == "En esta página"
    assert api.get("clinics/sol/words", fields="call") == {"call": "Llamar al {number}"}
    assert api.problem("clinics/sol/words", locale="fr") == (404, "clinic_cms.V004", "locale")


def test_words_are_there_on_the_clinics_own_host_and_no_others(kosak_api, sol):
    assert kosak_api.get("clinics/kosak/words")["speaks"] == "Speaks {languages}"
    assert kosak_api.problem("clinics/sol/words")[:2] == (404, "clinic_cms.V003")


def test_dates_and_sources_are_written_out(api, full_article):
    article = api.get("clinics/kosak/conditions/full")
    assert article["review"]["reviewed_on_text"] == "Jan. 5, 2026"
    assert article["review"]["next_review_on_text"] == "Jan. 5, 2027"
    blocks = [block for section in article["sections"] for block in section["blocks"]]
    (treatment,) = (block for block in blocks if block["type"] == "treatment")
    assert treatment["value"]["reference_host"] == "example.org"


def test_a_theme_comes_with_the_colours_in_effect(api, kosak):
    theme = {"name": "calm", "primary_color": "", "color": "#0b5d4e", "surface_color": "#f4f8f6"}
    assert api.get("clinics/kosak")["theme"] == theme
    kosak.clinic.primary_color = "#5b2a86"
    kosak.clinic.theme = "a-projects-own"
    kosak.clinic.save()
    theme = api.get("clinics/kosak")["theme"]
    assert (theme["color"], theme["surface_color"]) == ("#5b2a86", "#ffffff")


def test_the_language_switcher_leads_to_the_page_or_to_that_locales_home(api, kosak):
    home = translate(kosak.home, "es", slug="kosak-es")
    kosak.clinic.locales.create(locale=home.locale, home=home, position=1)
    page = api.get("clinics/kosak/pages/contact")
    assert [language["path"] for language in page["languages"]] == ["/contact/", "/es/"]
    assert [language["path"] for language in page["alternates"]] == ["/contact/"]
    translate(kosak.contact, "es", slug="contacto")
    page = api.get("clinics/kosak/pages/contact")
    assert [language["path"] for language in page["languages"]] == ["/contact/", "/es/contacto/"]
