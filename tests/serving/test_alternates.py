"""Which of a page's translations are alternates: those that patients can open, and no others."""

import pytest
from django.utils import timezone
from wagtail.models import Page

from clinic_cms.errors import Withheld
from clinic_cms.models import ClinicHomePage, ClinicPage, ConditionPage
from clinic_cms.serving.clinic_sites import find_clinic
from clinic_cms.serving.frame import error_view
from clinic_cms.serving.page_views import page_view
from clinic_cms.serving.visit import begin_visit
from tests.factories import locale, make_condition, make_library, translate
from tests.recordings import recorded

pytestmark = pytest.mark.django_db
AREAS = "<p>{{ location.service_areas }}</p>"


def read(path):
    visit = begin_visit(find_clinic("kosak.example"), path)
    parts = [part for part in visit.tail.split("/") if part]
    return page_view(visit, visit.locale.home.route(None, parts).page)


def paths_of(path):
    return [alternate.path for alternate in read(path).alternates]


def switcher_of(view):
    return {link.locale: link.path for link in view.clinic.languages}


def offer(built, code, **fields):
    home = translate(built.home, code, slug=f"kosak-{code}", **fields)
    built.clinic.locales.create(locale=home.locale, home=home, position=len(code))
    return home


@recorded
def spanish(kosak):
    return offer(kosak, "es")


@recorded
def both(article, kosak, spanish):
    """The master and the clinic's index in English and Spanish."""
    make_library("es", article.get_parent().specific)
    translate(kosak.index, "es", slug="condiciones")
    return translate(article, "es", slug="espasmos")


ARTICLE, ARTIKEL = "/conditions/back-spasms/", "/es/condiciones/espasmos/"


def test_every_version_names_the_same_set_and_itself(both):
    assert paths_of(ARTICLE) == paths_of(ARTIKEL) == [ARTICLE, ARTIKEL]
    assert [alternate.language for alternate in read(ARTIKEL).alternates] == ["en-US", "es"]


def test_the_default_locales_version_is_for_readers_of_any_other_language(both):
    assert read(ARTIKEL).x_default == "http://kosak.example/conditions/back-spasms/"


def test_without_a_version_in_the_default_locale_there_is_none_for_others(both, article):
    article.unpublish()
    assert paths_of(ARTIKEL) == [ARTIKEL]
    assert read(ARTIKEL).x_default == ""
    assert switcher_of(read(ARTIKEL)) == {"en-us": "/", "es": ARTIKEL}


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.unpublish(),
        lambda page: Page.objects.filter(pk=page.pk).update(expire_at=timezone.now()),
        lambda page: Page.objects.filter(pk=page.pk).update(alias_of=page.get_siblings().first()),
    ],
    ids=["draft", "expired", "alias"],
)
def test_what_cannot_be_opened_is_no_alternate(both, client, change):
    change(ConditionPage.objects.get(pk=both.pk))
    assert client.get(ARTIKEL, headers={"host": "kosak.example"}).status_code == 404
    assert paths_of(ARTICLE) == [ARTICLE]
    assert switcher_of(read(ARTICLE))["es"] == "/es/"


def test_an_article_that_only_one_locale_lacks_a_fact_for_is_no_alternate_there(both, kosak):
    """The contact page, whose address the article prints, is not translated."""
    summary = "{{ clinic.appointment_url }}"
    for page in ConditionPage.objects.all():
        page.summary = summary
        page.save_revision().publish()
    assert paths_of(ARTICLE) == [ARTICLE]
    with pytest.raises(Withheld):
        read(ARTIKEL)
    translate(kosak.contact, "es", slug="contacto")
    assert paths_of(ARTICLE) == paths_of(ARTIKEL) == [ARTICLE, ARTIKEL]
    kosak.contact.unpublish()
    assert paths_of(ARTIKEL) == [ARTIKEL]


def test_a_master_hidden_by_an_own_article_is_no_alternate(both, kosak):
    spanish_index = kosak.index.get_translation(locale("es"))
    make_condition(spanish_index, "espasmos", title="Nuestro")
    assert paths_of(ARTICLE) == [ARTICLE]
    assert paths_of(ARTIKEL) == [ARTIKEL]


def test_an_own_article_names_its_own_translations(both, kosak):
    own = make_condition(kosak.index, title="Our words")
    translate(own, "es", title="Lo nuestro", slug="lo-nuestro")
    assert paths_of(ARTICLE) == [ARTICLE, "/es/condiciones/lo-nuestro/"]
    assert paths_of(ARTIKEL) == [ARTIKEL]


def test_articles_under_an_index_that_is_off_line_are_no_alternates(both, kosak):
    kosak.index.get_translation(locale("es")).unpublish()
    assert paths_of(ARTICLE) == [ARTICLE]


def test_a_locale_whose_home_is_a_draft_has_no_alternates(both, spanish):
    spanish.unpublish()
    view = read(ARTICLE)
    assert [alternate.path for alternate in view.alternates] == [ARTICLE]
    assert switcher_of(view) == {"en-us": ARTICLE}


@pytest.mark.parametrize(
    "change", [{"expire_at": timezone.now()}, {"live": False}], ids=["expired", "draft"]
)
def test_a_home_that_is_off_line_takes_its_locale_along(both, spanish, change):
    ClinicHomePage.objects.filter(pk=spanish.pk).update(**change)
    assert [found.code for found in find_clinic("kosak.example").locales] == ["en-us"]


def test_a_home_that_lacks_a_fact_is_neither_an_alternate_nor_in_the_switcher(both, spanish, kosak):
    ClinicHomePage.objects.filter(pk=spanish.pk).update(hero_text=AREAS)
    kosak.location.service_areas = []
    kosak.location.save_revision().publish()
    assert paths_of("/") == ["/"]
    assert switcher_of(read("/")) == {"en-us": "/"}
    assert switcher_of(read(ARTICLE)) == {"en-us": ARTICLE, "es": ARTIKEL}
    visit = begin_visit(find_clinic("kosak.example"), "/nothing/")
    assert switcher_of(error_view(visit, "Not here")) == {"en-us": "/"}


@pytest.mark.parametrize("name", ["index", "contact", "location", "doctor"])
def test_pages_of_the_clinic_name_their_translations(kosak, spanish, name):
    page = getattr(kosak, name)
    translate(page, "es", slug="pagina")
    both = [f"/{page.slug}/", "/es/pagina/"]
    assert paths_of(both[0]) == paths_of(both[1]) == both


@pytest.mark.parametrize(
    ("name", "text"), [("contact", "intro"), ("location", "intro"), ("doctor", "bio")]
)
def test_a_translation_that_lacks_a_fact_is_no_alternate(kosak, spanish, name, text):
    page = getattr(kosak, name)
    translate(page, "es", slug="pagina", **{text: AREAS})
    assert len(paths_of(f"/{page.slug}/")) == 2
    kosak.location.service_areas = []
    kosak.location.save_revision().publish()
    assert paths_of(f"/{page.slug}/") == [f"/{page.slug}/"]


def test_a_location_that_is_closed_is_closed_in_every_language(kosak, spanish):
    other = type(kosak.location)(
        title="Dixon", slug="dixon", city="Dixon", country="US", locale=kosak.home.locale
    )
    kosak.home.add_child(instance=other)
    translate(other, "es")
    assert paths_of("/es/dixon/") == ["/dixon/", "/es/dixon/"]
    other.unpublish()
    with pytest.raises(Withheld, match="not published"):
        read("/es/dixon/")


@pytest.fixture
def nested(kosak, spanish):
    """A page below a page, in both locales."""
    code = kosak.home.locale
    parent = kosak.home.add_child(instance=ClinicPage(title="Fees", slug="fees", locale=code))
    child = parent.add_child(
        instance=ClinicPage(title="Cards", slug="cards", locale=code, show_in_menus=True)
    )
    translate(parent, "es", slug="tarifas")
    translate(child, "es", slug="tarjetas")
    return parent


def test_a_nested_page_names_its_translation(nested):
    assert paths_of("/fees/cards/") == paths_of("/es/tarifas/tarjetas/")
    assert paths_of("/fees/cards/") == ["/fees/cards/", "/es/tarifas/tarjetas/"]


def test_a_page_below_an_unpublished_one_is_no_alternate(nested):
    nested.get_translation(locale("es")).unpublish()
    assert paths_of("/fees/cards/") == ["/fees/cards/"]


def test_a_link_to_a_page_below_an_unpublished_one_keeps_only_its_words(nested, kosak):
    target = Page.objects.get(slug="cards")
    kosak.contact.intro = f'<p>See <a linktype="page" id="{target.pk}">cards</a>.</p>'
    kosak.contact.save_revision().publish()
    assert 'href="/fees/cards/"' in read("/contact/").intro
    nested.unpublish()
    assert read("/contact/").intro == "<p>See cards.</p>"


def test_the_menu_is_the_same_on_a_nested_page(nested):
    labels = [link.label for link in read("/fees/cards/").clinic.menu]
    assert labels == ["Conditions", "Contact"]


def test_an_error_page_has_no_alternates_and_leads_to_every_home(both):
    view = error_view(begin_visit(find_clinic("kosak.example"), "/es/nada/"), "No")
    assert (view.canonical, view.alternates, view.x_default) == ("", (), "")
    assert switcher_of(view) == {"en-us": "/", "es": "/es/"}
