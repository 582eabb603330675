"""Only what a clinic offers is served, whatever pages there are."""

import pytest
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page
from wagtail_localize.models import LocaleSynchronization
from wagtail_localize.synctree import synchronize_tree

from clinic_cms.models import ClinicPage, ConditionPage
from tests.factories import locale, make_library, translate

pytestmark = pytest.mark.django_db


def get(client, built, path):
    return client.get(path, headers={"host": built.host})


def text(client, built, path="/"):
    return get(client, built, path).content.decode()


@pytest.fixture
def dropped(sol):
    """A clinic in Spanish, with live pages in French that it no longer offers."""
    home = translate(sol.home, "fr", slug="sol-fr", title="Le soleil")
    translate(sol.index, "fr", slug="affections")
    translate(sol.contact, "fr", slug="contacter")
    assert home.live
    return sol


def test_a_clinics_default_language_lies_at_the_root(client, dropped):
    assert '<html lang="es"' in text(client, dropped)


@pytest.mark.parametrize(
    "path",
    [
        "/en-us/",
        "/en-us",
        "/es/",
        "/es",
        "/es/contact/",
        "/fr/",
        "/fr",
        "/fr/contacter/",
        "/fr/affections/",
        "/vi/",
        "/ar/",
        "/FR/",
        "/sol-fr/",
    ],
)
def test_no_other_prefix_is_served(client, dropped, path):
    response = get(client, dropped, path)
    assert response.status_code == 404
    assert "Le soleil" not in response.content.decode()


def test_a_dropped_language_is_named_nowhere(client, dropped):
    for path in ("/", "/conditions/", "/contact/"):
        page = text(client, dropped, path)
        assert "Français" not in page
        assert "/fr/" not in page
        assert 'hreflang="fr"' not in page


def test_a_language_is_led_to_its_address_only_where_it_is_offered(client, dropped):
    dropped.clinic.locales.create(
        locale=locale("fr"), home=dropped.home.get_translation(locale("fr")), position=1
    )
    response = get(client, dropped, "/fr")
    assert (response.status_code, response.url) == (301, "/fr/")
    assert get(client, dropped, "/vi").status_code == 404


def test_a_master_in_a_language_that_is_not_offered_is_not_served(client, article, kosak):
    make_library("es", article.get_parent().specific)
    translate(article, "es", slug="espasmos")
    assert get(client, kosak, "/conditions/espasmos/").status_code == 404
    assert get(client, kosak, "/es/conditions/espasmos/").status_code == 404


@pytest.fixture
def synchronized(article, kosak):
    """English pages, with aliases of all of them in Spanish, which the clinic offers."""
    home = translate(kosak.home, "es", slug="kosak-es")
    kosak.clinic.locales.create(locale=home.locale, home=home, position=1)
    LocaleSynchronization.objects.create(locale=locale("es"), sync_from=locale("en-us"))
    synchronize_tree(locale("en-us"), locale("es"))
    assert Page.objects.filter(locale=locale("es"), live=True).exclude(alias_of=None).count() > 5
    return kosak


def test_aliases_of_a_synchronized_tree_are_not_served(client, synchronized):
    assert get(client, synchronized, "/es/").status_code == 200
    for name in ("conditions/", "contact/", "office/", "wilson/", "conditions/back-spasms/"):
        assert get(client, synchronized, f"/{name}").status_code == 200
        assert get(client, synchronized, f"/es/{name}").status_code == 404


def test_they_are_neither_listed_nor_linked(client, synchronized):
    spanish = text(client, synchronized, "/es/")
    assert "/es/contact" not in spanish
    assert "Back spasms" not in spanish
    english = text(client, synchronized, "/contact/")
    assert 'rel="alternate" hreflang="es"' not in english
    assert "/es/contact" not in english


def test_they_count_for_nothing(synchronized, article):
    assert ConditionPage.objects.published().count() == 1
    assert not ConditionPage.objects.served(synchronized.clinic, locale("es").pk).exists()


def test_a_home_that_is_an_alias_takes_its_language_off_line(client, sol):
    alias = sol.home.copy_for_translation(locale("fr"), alias=True)
    sol.clinic.locales.create(locale=locale("fr"), home=alias, position=1)
    assert alias.live
    assert get(client, sol, "/fr/").status_code == 404
    assert "Français" not in text(client, sol)


def test_an_alias_in_the_same_language_is_not_served_either(client, kosak):
    copy = CreatePageAliasAction(kosak.contact, update_slug="write-to-us").execute(
        skip_permission_checks=True
    )
    assert ClinicPage.objects.get(pk=copy.pk).live
    assert get(client, kosak, "/write-to-us/").status_code == 404
    assert "/write-to-us/" not in text(client, kosak)
