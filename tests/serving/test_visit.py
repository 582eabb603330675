"""From a host and a path to a clinic and a locale."""

import pytest

from clinic_cms.serving import begin_visit, find_clinic
from clinic_cms.serving.visit import OfferedLocale
from tests.factories import translate

pytestmark = pytest.mark.django_db


def test_a_clinic_is_found_by_its_host_in_one_query(kosak, sol, django_assert_num_queries):
    with django_assert_num_queries(1):
        clinic = find_clinic("sol.example")
    assert clinic.row == sol.clinic
    assert clinic.default_locale == "es"


def test_nobodys_host_finds_no_clinic(kosak):
    assert find_clinic("nobody.example") is None


def test_a_clinic_without_a_published_home_has_nothing_to_visit(kosak):
    kosak.home.unpublish()
    assert begin_visit(find_clinic("kosak.example"), "/") is None


def test_locales_come_in_the_order_of_the_clinic(kosak):
    home = translate(kosak.home, "es", slug="kosak-es")
    kosak.clinic.locales.create(locale=home.locale, home=home, position=1)
    codes = [locale.code for locale in find_clinic("kosak.example").locales]
    assert codes == ["en-us", "es"]


@pytest.mark.parametrize(
    ("code", "name", "direction"),
    [
        ("en-us", "English", "ltr"),
        ("es", "Español", "ltr"),
        ("ar", "العربية", "rtl"),
        ("zh-hans", "中文", "ltr"),
        ("xx", "Xx", "ltr"),
    ],
)
def test_a_language_is_named_in_its_own_words(code, name, direction):
    locale = OfferedLocale(1, code, None)
    assert locale.name == name
    assert locale.direction == direction
