"""An install with all that can go wrong with translations: clinics, articles, gaps."""

from django.utils import timezone
from wagtail.models import Page

from clinic_cms.models import ClinicPage, ConditionPage
from tests.factories import locale, make_clinic, make_condition, make_library, translate

LANGUAGES = ("es", "fr", "vi", "ar")
AREAS = "Also for {{ location.service_areas }}."


def make_articles(library):
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


def offer(built, *codes, **of_home):
    """Translate a clinic's pages into some locales, with addresses of their own."""
    for position, code in enumerate(codes, start=1):
        home = translate(built.home, code, slug=f"{built.clinic.slug}-{code}", **of_home)
        built.clinic.locales.create(locale=home.locale, home=home, position=position)
        for page in (built.doctor, built.location, built.index, built.contact):
            translate(page, code, slug=f"{page.slug}-{code}")


def make_network(library, domain):
    """Make the clinics on hosts below a domain; return the hosts."""
    make_articles(library)
    plain = make_clinic("plain", name="Plain", host=f"plain.{domain}")
    offer(plain, *LANGUAGES)
    lacking = make_clinic(
        "lacking", name="Lacking", host=f"lacking.{domain}", location={"service_areas": []}
    )
    offer(lacking, "es", "ar", "vi")
    lacking.index.get_translation(locale("vi")).unpublish()
    lacking.contact.get_translation(locale("ar")).unpublish()
    spanish = make_clinic("spanish", name="Spanish", host=f"spanish.{domain}", code="es")
    offer(spanish, "en-us", "fr")
    french = spanish.clinic.locales.get(locale=locale("fr"))
    french.home.unpublish()
    own = make_condition(spanish.index, "everywhere-es", title="Propio")
    translate(own, "en-us", slug="own")
    below(plain)
    return [plain.host, lacking.host, spanish.host]


def below(built):
    """Pages below pages, one of which is offline in French, and a location that is closed."""
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
