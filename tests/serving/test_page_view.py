"""From a host and a path to the view that every face reads."""

import json

import pytest
from django.utils import timezone

from clinic_cms.errors import Withheld
from clinic_cms.models import ClinicLocale, ConditionPage, PractitionerPage, Subscription
from clinic_cms.serving.clinic_sites import find_clinic
from clinic_cms.serving.page_views import page_view
from clinic_cms.serving.visit import Visit, begin_visit
from tests.factories import make_clinic, make_condition, translate

pytestmark = pytest.mark.django_db


def visit_to(host: str, path: str = "/") -> Visit:
    return begin_visit(find_clinic(host), path)


def read(host: str, path: str):
    visit = visit_to(host, path)
    parts = [part for part in visit.tail.split("/") if part]
    return page_view(visit, visit.locale.home.route(None, parts).page)


def test_an_article_holds_the_facts_of_the_clinic_that_shows_it(article, kosak):
    view = read("kosak.example", "/conditions/back-spasms/")
    cause = view.sections[0].blocks[0].value
    assert "Dr. Michael Wilson in Fairfield, CA" in cause["explanation"]
    assert view.sections[1].heading == "Treatment at Kosak Chiropractic"
    assert view.summary == "What Kosak Chiropractic does for back spasms."
    assert view.canonical == "http://kosak.example/conditions/back-spasms/"


def test_a_translation_is_served_on_the_clinic_that_offers_it(spanish_article, kosak, sol):
    view = read("sol.example", "/conditions/espasmos/")
    assert view.title == "Espasmos de espalda"
    assert "Dra. Lucía Núñez" in view.sections[0].blocks[0].value["explanation"]
    assert view.locale == "es"


def test_a_phone_number_is_linked_in_html(article, kosak):
    view = read("kosak.example", "/conditions/back-spasms/")
    assert 'href="tel:+17074261111"' in view.sections[1].blocks[0].value


def test_an_article_that_prints_a_missing_fact_is_withheld_from_that_clinic_alone(
    library, kosak, sol
):
    page = make_condition(library, summary="Also for {{ location.service_areas }}.")
    translated = make_condition(library, "plain", title="Plain", summary="For all.")
    assert read("kosak.example", "/conditions/back-spasms/").summary == "Also for Vacaville."
    kosak.location.service_areas = []
    kosak.location.save_revision().publish()
    with pytest.raises(Withheld, match="location.service_areas"):
        page_view(visit_to("kosak.example"), page)
    links = read("kosak.example", "/conditions/").conditions
    assert [link.title for link in links] == [translated.title]


def test_a_guarded_fact_may_be_missing(library, kosak):
    text = "{% if location.service_areas %}{{ location.service_areas }}{% else %}Here.{% endif %}"
    make_condition(library, summary=text)
    kosak.location.service_areas = []
    kosak.location.save()
    assert read("kosak.example", "/conditions/back-spasms/").summary == "Here."


def test_a_doctor_whose_page_is_off_line_is_a_missing_fact(article, kosak):
    kosak.doctor.unpublish()
    with pytest.raises(Withheld, match="doctor.name"):
        read("kosak.example", "/conditions/back-spasms/")


def test_a_changed_master_is_compiled_again(article, kosak):
    read("kosak.example", "/conditions/back-spasms/")
    page = ConditionPage.objects.get(pk=article.pk)
    page.summary = "Changed for {{ clinic.name }}."
    page.save_revision().publish()
    view = read("kosak.example", "/conditions/back-spasms/")
    assert view.summary == "Changed for Kosak Chiropractic."


def test_facts_are_read_in_the_default_locale(article, kosak):
    """A translated location may hold an old copy of the phone number: nobody reads it."""
    translate(kosak.home, "es", slug="kosak-es")
    spanish = translate(kosak.location, "es")
    spanish.phone = "+15005550000"
    spanish.save()
    assert read("kosak.example", "/conditions/back-spasms/").clinic.phone.e164 == "+17074261111"


def test_a_doctor_has_one_name_in_every_language(kosak):
    home = translate(kosak.home, "es", slug="kosak-es")
    ClinicLocale.objects.create(clinic=kosak.clinic, locale=home.locale, home=home, position=1)
    translate(kosak.doctor, "es")
    kosak.doctor.title = "Michael Wilson Jr."
    kosak.doctor.save_revision().publish()

    page = read("kosak.example", "/es/wilson/")
    assert page.locale == "es"
    assert page.title == page.practitioner.name.removeprefix("Dr. ") == "Michael Wilson Jr."
    assert page.breadcrumbs[-1].label == "Michael Wilson Jr."


def test_a_link_to_an_article_leads_to_the_clinic_being_read(library, article, kosak):
    link = f'<p>See <a linktype="page" id="{article.pk}">spasms</a>.</p>'
    make_condition(library, "neck", treatment=[{"type": "text", "value": link}])
    html = read("kosak.example", "/conditions/neck/").sections[1].blocks[0].value
    assert '<a href="/conditions/back-spasms/">spasms</a>' in html


def test_a_link_to_an_article_that_the_clinic_does_not_show_keeps_only_its_words(
    library, article, kosak
):
    link = f'<p>See <a linktype="page" id="{article.pk}">spasms</a>.</p>'
    neck = make_condition(library, "neck", treatment=[{"type": "text", "value": link}])
    kosak.clinic.subscribes_to_all = False
    kosak.clinic.save()
    Subscription.objects.create(clinic=kosak.clinic, condition_key=neck.translation_key)
    html = read("kosak.example", "/conditions/neck/").sections[1].blocks[0].value
    assert html == "<p>See spasms.</p>"


def test_a_link_to_another_clinics_page_keeps_only_its_words(library, kosak):
    other = make_clinic("other", host="other.example", name="Other")
    link = f'<p><a linktype="page" id="{other.contact.pk}">Write</a></p>'
    page = make_condition(library)
    # No save accepts it.
    treatment = json.dumps([{"type": "text", "value": link}])
    ConditionPage.objects.filter(pk=page.pk).update(treatment=treatment)
    html = read("kosak.example", "/conditions/back-spasms/").sections[1].blocks[0].value
    assert html == "<p>Write</p>"


def test_alternates_name_only_published_translations(spanish_article, article, kosak):
    home = translate(kosak.home, "es", slug="kosak-es")
    kosak.clinic.locales.create(locale=home.locale, home=home, position=1)
    view = read("kosak.example", "/conditions/back-spasms/")
    assert [alternate.locale for alternate in view.alternates] == ["en-us"]
    translate(kosak.index, "es", slug="condiciones")
    view = read("kosak.example", "/conditions/back-spasms/")
    assert [alternate.url for alternate in view.alternates] == [
        "http://kosak.example/conditions/back-spasms/",
        "http://kosak.example/es/condiciones/espasmos/",
    ]


def test_related_articles_are_those_that_the_clinic_shows(library, article, kosak):
    neck = make_condition(library, "neck", title="Neck pain at {{ clinic.name }}")
    assert neck.live
    related = read("kosak.example", "/conditions/back-spasms/").related
    assert [(link.title, link.url) for link in related] == [
        ("Neck pain at Kosak Chiropractic", "/conditions/neck/")
    ]


def test_a_location_page_speaks_of_its_own_place_and_lead(kosak):
    lead = PractitionerPage(
        title="Ana Reyes", slug="ana", honorific="Dr.", locale=kosak.home.locale
    )
    kosak.home.add_child(instance=lead)
    branch = type(kosak.location)(
        title="Dixon",
        slug="dixon",
        city="Dixon",
        region="CA",
        country="US",
        phone="+17075550123",
        lead=lead,
        locale=kosak.home.locale,
        intro="<p>{{ doctor.name }} sees you in {{ location.place }}.</p>",
    )
    kosak.home.add_child(instance=branch)
    view = read("kosak.example", "/dixon/")
    assert view.intro == "<p>Dr. Ana Reyes sees you in Dixon, CA.</p>"
    assert view.location.phone.e164 == "+17075550123"
    assert view.clinic.phone.e164 == "+17074261111"


@pytest.mark.parametrize("empty", ['<p data-block-key="b2c1x"></p>', "<p> </p>\n<p><br/></p>", " "])
def test_a_formatted_text_that_was_left_empty_is_nothing(kosak, empty):
    kosak.location.directions = empty
    kosak.location.save_revision().publish()
    assert read(kosak.host, "/office/").location.directions == ""


def test_an_expired_article_is_not_listed(article, kosak):
    ConditionPage.objects.filter(pk=article.pk).update(expire_at=timezone.now())
    assert read("kosak.example", "/conditions/").conditions == ()


def test_a_spoken_language_that_has_no_name_is_shown_by_its_code(kosak):
    kosak.doctor.languages = [("language", "es"), ("language", "yua")]
    kosak.doctor.save()
    assert read("kosak.example", "/wilson/").practitioner.languages == ("Spanish", "yua")
