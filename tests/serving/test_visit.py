"""From a host and a path to a clinic and a locale."""

import pytest

from clinic_cms.serving.clinic_sites import (
    OfferedLocale,
    find_clinic,
    offered_in_variants,
    own_name,
)
from clinic_cms.serving.visit import begin_visit
from tests.factories import translate

pytestmark = pytest.mark.django_db


def test_a_clinic_is_found_by_its_host_in_one_query(kosak, sol, django_assert_num_queries):
    with django_assert_num_queries(1):
        clinic = find_clinic("sol.example")
    assert clinic.clinic == sol.clinic
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
        ("vi", "Tiếng Việt", "ltr"),
        ("zh-hans", "简体中文", "ltr"),
        ("zh-hant", "繁體中文", "ltr"),
        ("pt-br", "Português", "ltr"),
        ("sr-latn", "Srpski (latinica)", "ltr"),
        ("xx", "Xx", "ltr"),
    ],
)
def test_a_language_is_named_in_its_own_words(code, name, direction):
    locale = OfferedLocale(1, code, None)
    assert locale.name == name
    assert locale.direction == direction


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        (["en-us", "en-gb", "es"], ["American English", "British English", "Español"]),
        (["es", "es-mx"], ["Español", "Español de México"]),
        (["pt-br", "pt-pt"], ["Português (Brasil)", "Português europeu"]),
        (["ar", "ar-eg"], ["العربية", "العربية (مصر)"]),
        (["zh-hans", "zh-hant"], ["简体中文", "繁體中文"]),
        (["xx", "en-us"], ["Xx", "English"]),
    ],
)
def test_variants_of_a_language_are_told_apart(codes, names):
    variants = offered_in_variants(codes)
    assert [own_name(code, in_full=code in variants) for code in codes] == names


def test_a_clinic_names_variants_of_its_languages_in_full(kosak):
    home = translate(kosak.home, "en-gb", slug="kosak-gb")
    kosak.clinic.locales.create(locale=home.locale, home=home, position=1)
    names = [locale.name for locale in find_clinic("kosak.example").locales]
    assert names == ["American English", "British English"]


def test_a_script_in_a_locales_code_is_found_in_the_path(kosak):
    home = translate(kosak.home, "zh-hans", slug="kosak-zh-hans")
    kosak.clinic.locales.create(locale=home.locale, home=home, position=1)
    visit = begin_visit(find_clinic("kosak.example"), "/zh-hans/bingzheng")
    assert (visit.locale.code, visit.tail) == ("zh-hans", "bingzheng")
