"""An emergency number that is none in a reader's country is shown, and blocks nothing."""

import pytest
from django.contrib.auth.models import User

from clinic_cms.models import Answer, ClinicLocation, ConditionPage, Subscription
from clinic_cms.publishing.notes import advice
from clinic_cms.publishing.notes.answers import answer_finding
from clinic_cms.publishing.notes.edits import offer_of
from clinic_cms.publishing.notes.findings import check_draft
from tests.factories import locale, make_clinic


@pytest.fixture
def british(library):
    clinic = make_clinic("leeds", name="Leeds Backs", host="leeds.example")
    ClinicLocation.objects.filter(clinic=clinic.clinic).update(country="GB")
    return clinic


def advice_on(page):
    found = check_draft(page).open
    return [(each.finding.text, each.finding.countries) for each in found]


@pytest.mark.parametrize(
    ("html", "number"),
    [
        ("<p>Call 911 if you cannot stand.</p>", "911"),
        ("<p>Dial <b>9-1-1</b> now.</p>", "9-1-1"),
        ('<p>Get <a href="tel:911">an ambulance</a>.</p>', "911"),
    ],
)
def test_a_number_of_another_country_is_shown_with_its_readers(kosak, british, write, html, number):
    page = write(html)
    assert advice_on(page) == [(number, ("GB",))]
    (each,) = check_draft(page).open
    assert each.finding.message == (
        f"Clinics in these countries show this article: United Kingdom. “{number}” is not their "
        "emergency number."
    )
    page.latest_revision.publish()
    assert ConditionPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize(
    "html",
    [
        "<p>Call 911 (US) or 999 (UK).</p>",
        "<p>Call 911, or 112 in Europe.</p>",
        "<p>Call the emergency number.</p>",
        "<p>A fever over 101 is a reason to call us.</p>",
    ],
)
def test_every_readers_number_or_none_is_right(kosak, british, write, html):
    assert advice_on(write(html)) == []


@pytest.mark.parametrize(
    ("html", "sentences"),
    [
        ("<h3>Call 911 now</h3><p>Call 911 if you faint.</p>", ["Call 911 if you faint."]),
        ("<h3>When to call 9-1-1</h3><ul><li>Dial 911.</li></ul>", ["Dial 911."]),
        ("<h3>Call 911</h3><p>Rest.</p><h3>Ice</h3><p>Call 911.</p>", ["Call 911", "Call 911."]),
        ("<h3>Call 911</h3><p>Call 911 (US) or 999 (UK).</p>", ["Call 911"]),
    ],
)
def test_a_number_in_a_heading_and_its_text_is_shown_once(kosak, british, write, html, sentences):
    assert [each.sentence for each in check_draft(write(html)).open] == sentences


def test_so_is_one_in_the_heading_of_a_section_or_a_card(kosak, british, write):
    values = {"urgency": "emergency", "heading": "Call 911", "body": "<p>Call 911 if numb.</p>"}
    card = {"type": "advice_card", "id": "0a7c5a30-0000-4000-8000-000000000003", "value": values}
    page = write("<p>Rest.</p>", when_to_get_help_heading="Call 911", when_to_get_help=[card])
    assert [each.sentence for each in check_draft(page).open] == ["Call 911 if numb."]


def test_only_clinics_that_show_the_article_count(kosak, british, write):
    page = write("<p>Call 911 now.</p>")
    british.clinic.subscribes_to_all = False
    british.clinic.save()
    assert advice_on(page) == []
    Subscription.objects.create(clinic=british.clinic, condition_key=page.translation_key)
    assert advice_on(page) == [("911", ("GB",))]
    british.clinic.locales.update(locale=locale("es"))
    assert advice_on(page) == []


def test_a_clinics_own_article_has_its_own_number(kosak, british, write):
    assert advice_on(write("<p>Call 999 now.</p>", parent=british.index)) == []


def test_it_is_answered_once(kosak, british, write):
    page = write("<p>Call 911 now.</p>")
    (each,) = check_draft(page).open
    answer_finding(
        page=page, key=each.key, answer=Answer.RIGHT, user=User.objects.create_user("ann")
    )
    assert advice_on(page) == []


def test_articles_without_such_a_number_cost_no_query_more(kosak, write, django_assert_num_queries):
    page = write("<p>Rest, and call us.</p>")
    with django_assert_num_queries(0):
        assert advice.advice_on(page, page.merge_texts()) == []


@pytest.mark.parametrize(
    ("language", "html", "words"),
    [
        ("es", "<p>La {{ doctor.short_name }} ayuda.</p>", "La"),
        ("es", "<p>Pida hora al Dr. {{ doctor.last_name }}.</p>", "al Dr."),
        ("fr", "<p>Les conseils du {{ doctor.name }}.</p>", "du"),
    ],
)
def test_an_article_of_one_gender_becomes_a_condition(write, language, html, words):
    page = write(html)
    page.locale = locale(language)
    (each,) = check_draft(page).open
    assert each.finding.text == words
    assert check_draft(page).blocking() == []
    page.overview[0].value.source = offer_of(page, each).edits[Answer.TAGGED]
    assert 'doctor.gender == "feminine"' in page.overview[0].value.source
    assert check_draft(page).open == []


@pytest.mark.parametrize(
    ("language", "html", "words"),
    [
        ("en-us", "<p>At the {{ clinic.name }}, we listen.</p>", "the …"),
        ("en-us", "<p>The <b>{{ clinic.name }}</b> is near.</p>", "The …"),
        ("fr-fr", "<p>Venez à la {{ clinic.name }}.</p>", "à la …"),
        ("es", "<p>En la {{ clinic.name }} le ayudamos.</p>", "la …"),
        ("de", "<p>Die {{ clinic.name }} hilft.</p>", "Die …"),
        ("en-us", "<p>Ask the {{ clinic.name }} team. At {{ clinic.name }}, we do.</p>", ""),
        ("fr-fr", "<p>Chez {{ clinic.name }}, nous aidons.</p>", ""),
    ],
)
def test_an_article_before_the_clinics_name_is_shown_and_blocks_nothing(
    write, language, html, words
):
    page = write(html)
    page.locale = locale(language)
    found = [each.finding for each in check_draft(page).open if each.finding.kind == "article"]
    assert [each.text for each in found] == ([words] if words else [])
    assert all(each.is_advice for each in found)
