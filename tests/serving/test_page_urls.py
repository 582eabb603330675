"""URLs as Wagtail's own screens ask for them."""

import pytest
from wagtail.models import Page, Site

from tests.factories import translate

pytestmark = pytest.mark.django_db


def test_a_plain_page_has_the_url_of_its_clinic(kosak):
    plain = Page.objects.get(pk=kosak.contact.pk)
    assert plain.full_url == "http://kosak.example/contact/"


def test_a_translation_lies_below_its_locale(kosak):
    home = translate(kosak.home, "es", slug="kosak-es")
    kosak.clinic.locales.create(locale=home.locale, home=home, position=1)
    assert home.full_url == "http://kosak.example/es/"


def test_the_public_port_is_in_the_url(kosak, settings):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "PORT": 8100}
    assert kosak.index.full_url == "http://kosak.example:8100/conditions/"


def test_a_link_has_no_host_on_its_own_site_alone(kosak, sol, rf):
    kosak.clinic.site = Site.objects.create(hostname=kosak.host, root_page=kosak.home)
    kosak.clinic.save()

    def link(host):
        return kosak.contact.get_url(rf.get("/", headers={"host": host}))

    assert link(kosak.host) == "/contact/"
    assert link("network.example") == link(sol.host) == "http://kosak.example/contact/"
    assert kosak.contact.url == "http://kosak.example/contact/"


def test_a_link_does_not_read_the_root_paths_of_all_sites(kosak, monkeypatch, rf):
    monkeypatch.setattr(Site, "get_site_root_paths", None)
    assert kosak.contact.url == kosak.contact.get_url(
        rf.get("/", headers={"host": "network.example"})
    )


def test_a_master_has_no_url_of_its_own(article):
    assert article.full_url is None
    assert article.url is None
    assert Page.objects.get(pk=article.pk).full_url is None


def test_a_url_costs_one_query_with_any_number_of_clinics(kosak, sol, django_assert_num_queries):
    page = type(kosak.contact).objects.get(pk=kosak.contact.pk)
    with django_assert_num_queries(1):
        assert page.full_url


def test_pages_that_are_not_ours_keep_wagtails_urls(library):
    welcome = Page.objects.get(slug="home", depth=2)
    assert welcome.get_url_parts() is not None
