"""Making an install ready for clinics."""

import pytest
from wagtail.models import Locale, Page, Site

from clinic_cms.launching.network import plan_network, prepare_network
from clinic_cms.models import LibraryPage

pytestmark = pytest.mark.django_db


def test_the_pristine_default_site_and_its_page_go():
    prepare_network()
    assert not Site.objects.exists()
    assert [page.slug for page in Page.objects.filter(depth=2)] == ["library"]


@pytest.mark.parametrize(
    "touch",
    [
        lambda site: Site.objects.update(site_name="Ours"),
        lambda site: Page.objects.filter(pk=site.root_page_id).update(title="Ours"),
        lambda site: site.root_page.add_child(instance=Page(title="Child", slug="child")),
        lambda site: site.root_page.save_revision(),
    ],
)
def test_a_default_site_that_is_in_use_stays(touch):
    touch(Site.objects.get())
    prepare_network()
    assert Site.objects.count() == 1


def test_each_locale_gets_a_library_and_all_are_translations_of_one():
    prepare_network(locales=["es", "fr"])
    libraries = LibraryPage.objects.order_by("path")
    assert [page.locale.language_code for page in libraries] == ["en-us", "es", "fr"]
    assert [page.slug for page in libraries] == ["library", "library-es", "library-fr"]
    assert len({page.translation_key for page in libraries}) == 1


def test_a_language_that_the_install_does_not_know_gets_no_locale():
    prepare_network(locales=["xx"])
    assert not Locale.objects.filter(language_code="xx").exists()


def test_each_language_of_the_install_gets_a_locale_and_no_library_before_a_clinic_offers_it():
    prepare_network(locales=["es"])
    codes = {*Locale.objects.values_list("language_code", flat=True)}
    assert codes == {"en-us", "es", "fr", "vi", "zh-hans", "ar"}
    assert LibraryPage.objects.count() == 2


def test_the_plan_is_what_is_done():
    planned = plan_network(["es"])
    assert prepare_network(locales=["es"]) == planned
    assert plan_network(["es"]) == []


def test_preparing_again_changes_nothing():
    assert prepare_network(locales=["es"])
    assert prepare_network(locales=["es"]) == []
