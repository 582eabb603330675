"""An install with all that can go wrong with translations: no page names one that is not there."""

import pytest
from django.utils import timezone
from wagtail.models import Page

from clinic_cms.models import ClinicPage, ConditionPage
from tests.crawl.crawler import crawl, structure_mistakes
from tests.factories import locale, make_clinic, make_condition, make_library, translate

pytestmark = pytest.mark.django_db
LANGUAGES = ("es", "fr", "vi", "ar")
AREAS = "Also for {{ location.service_areas }}."


@pytest.fixture
def articles(library):
    """Masters: in all locales, in some, needing a fact, and with an alias for a translation."""
    for code in LANGUAGES:
        make_library(code, library)
    everywhere = make_condition(library, "everywhere", title="Everywhere")
    for code in LANGUAGES:
        translate(everywhere, code, slug=f"everywhere-{code}")
    some = make_condition(library, "some", title="Some")
    translate(some, "es", slug="algunos")
    needing = make_condition(library, "needing", title="Needing", summary=AREAS)
    for code in ("es", "ar"):
        translate(needing, code)
    aliased = make_condition(library, "aliased", title="Aliased")
    aliased.copy_for_translation(locale("es"), alias=True)
    expired = make_condition(library, "expired", title="Expired")
    gone = translate(expired, "fr")
    ConditionPage.objects.filter(pk=gone.pk).update(expire_at=timezone.now())


def offer(built, *codes):
    """Translate a clinic's pages into some locales, with addresses of their own."""
    for position, code in enumerate(codes, start=1):
        home = translate(built.home, code, slug=f"{built.clinic.slug}-{code}")
        built.clinic.locales.create(locale=home.locale, home=home, position=position)
        for page in (built.doctor, built.location, built.index, built.contact):
            translate(page, code, slug=f"{page.slug}-{code}")


@pytest.fixture
def hosts(articles):
    plain = make_clinic("plain", name="Plain", host="plain.example")
    offer(plain, *LANGUAGES)
    lacking = make_clinic(
        "lacking", name="Lacking", host="lacking.example", location={"service_areas": []}
    )
    offer(lacking, "es", "ar", "vi")
    lacking.index.get_translation(locale("vi")).unpublish()
    lacking.contact.get_translation(locale("ar")).unpublish()
    spanish = make_clinic("spanish", name="Spanish", host="spanish.example", code="es")
    offer(spanish, "en-us", "fr")
    french = spanish.clinic.locales.get(locale=locale("fr"))
    french.home.unpublish()
    own = make_condition(spanish.index, "everywhere-es", title="Propio")
    translate(own, "en-us", slug="own")
    below(plain)
    return ["plain.example", "lacking.example", "spanish.example"]


def below(built):
    """Pages below pages, one of which is off line in French, and a location that is closed."""
    parent = ClinicPage(title="Fees", slug="fees", locale=built.home.locale, show_in_menus=True)
    built.home.add_child(instance=parent)
    child = parent.add_child(
        instance=ClinicPage(title="Cards", slug="cards", locale=built.home.locale)
    )
    built.contact.intro = f'<p><a linktype="page" id="{child.pk}">Cards</a></p>'
    built.contact.save_revision().publish()
    for code in ("es", "fr"):
        translate(parent, code, slug=f"fees-{code}", show_in_menus=True)
        translate(child, code, slug=f"cards-{code}")
    parent.get_translation(locale("fr")).unpublish()
    closed = type(built.location)(
        title="Closed", slug="closed", city="Dixon", country="US", locale=built.home.locale
    )
    built.home.add_child(instance=closed)
    translate(closed, "es", show_in_menus=True)
    Page.objects.get(pk=closed.pk).unpublish()


def test_every_link_and_every_alternate_leads_to_a_page_that_names_it_in_return(client, hosts):
    sites = [crawl(client, host) for host in hosts]
    assert [mistake for site in sites for mistake in structure_mistakes(site)] == []
    plain, lacking, spanish = (set(site.pages) for site in sites)
    assert "http://plain.example/fr/conditions-fr/everywhere-fr/" in plain
    assert "http://plain.example/es/fees-es/cards-es/" in plain
    assert not any("aliased" in url and "/es/" in url for url in plain)
    assert not any("needing" in url or "/vi/conditions" in url for url in lacking)
    assert "http://spanish.example/en-us/conditions-en-us/own/" in spanish
    assert not any("/fr/" in url for url in spanish)
