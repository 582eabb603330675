"""The language help notice at the foot of every page."""

import re

import pytest

from tests.factories import translate

pytestmark = pytest.mark.django_db
PATHS = ("/", "/conditions/", "/conditions/back-spasms/", "/office/", "/wilson/", "/contact/")


@pytest.fixture
def helping(kosak):
    kosak.clinic.language_help = ["es", "zh-hans", "ar"]
    kosak.clinic.save()
    return kosak


def foot(client, clinic, path="/"):
    page = client.get(path, headers={"host": clinic.host}).content.decode()
    return page.partition("<footer")[2]


def test_a_clinic_that_did_not_switch_it_on_shows_nothing(client, kosak):
    assert "language-help" not in foot(client, kosak)


@pytest.mark.parametrize("path", [*PATHS, "/nothing/"])
def test_it_ends_every_page(client, article, helping, path):
    after = foot(client, helping, path).partition('class="language-help"')[2]
    assert after.count("<li ") == 3
    assert re.search(r"</section>\s*</div>\s*</footer>", after)


def test_each_line_tells_its_language_its_direction_and_the_number(client, helping):
    html = " ".join(foot(client, helping).split())
    phone = '<a class="phone" href="tel:+17074261111"><bdi>707-426-1111</bdi></a>'
    assert '<li lang="es" dir="ltr"> <b>Español</b> Si habla español, puede' in html
    assert f"Llame al {phone}." in html
    assert '<li lang="zh-Hans" dir="ltr"> <b>简体中文</b>' in html
    assert '<li lang="ar" dir="rtl"> <b>العربية</b>' in html


def test_it_is_the_same_in_every_locale(client, helping):
    home = translate(helping.home, "es", slug="kosak-es")
    helping.clinic.locales.create(locale=home.locale, home=home, position=1)
    lines = [re.findall(r"<li lang.*?</li>", foot(client, helping, p), re.S) for p in ("/", "/es/")]
    assert lines[0] == lines[1]


def test_without_a_phone_number_there_is_nothing_to_tell(client, helping):
    helping.location.phone = ""
    helping.location.save_revision().publish()
    assert "language-help" not in foot(client, helping)


def test_it_costs_no_query(client, no_cache, helping, django_assert_num_queries):
    helping.clinic.language_help = []
    helping.clinic.save()
    foot(client, helping)
    with django_assert_num_queries(1):
        foot(client, helping)
    helping.clinic.language_help = ["es", "vi"]
    helping.clinic.save()
    foot(client, helping)
    with django_assert_num_queries(1):
        assert "language-help" in foot(client, helping)
