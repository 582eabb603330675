"""Above an article's form stands what is to be answered, and one click answers it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.rich_text import RichText

from clinic_cms.models import ArticleNote, ConditionPage, NoteKind, PractitionerPage
from tests.admin.conftest import article_data, edit_url, make_owner
from tests.factories import locale, make_condition
from tests.translating.conftest import page_in, put, put_all, spanish_library, translation

__all__ = ["spanish_library", "translation"]

pytestmark = pytest.mark.django_db

OVERVIEW = "0a7c5a30-0000-4000-8000-000000000001"
PUBLISH = {"action-publish": "action-publish"}


@pytest.fixture
def draft(library, kosak):
    """A master that holds a clinic's number and a doctor's full name."""
    html = "<p>Rest. Call 707-426-1111. Or see Michael Wilson.</p>"
    page = ConditionPage(
        title="Heel pain",
        slug="heel-pain",
        locale=locale("en-us"),
        live=False,
        source_clinic=kosak.clinic,
        overview=[{"type": "text", "id": OVERVIEW, "value": html}],
    )
    library.add_child(instance=page)
    page.save_revision()
    return page


def panel(browser, page):
    response = browser.get(edit_url(page))
    return " ".join(str(message) for message in response.context["messages"])


def press(browser, page, label):
    """Press the first button with a label, and return the panel that follows."""
    before, _sign, _after = panel(browser, page).partition(f">{label}<")
    value = before.rpartition('value="')[2].partition('"')[0]
    return post(browser, page, value)


def post(browser, page, value):
    url = reverse("clinic_cms_answer", args=[page.pk])
    return browser.post(url, {"answer": value}, follow=True)


def test_each_finding_is_linked_to_its_block(desk, draft):
    text = panel(desk, draft)
    assert f'href="#block-{OVERVIEW}-section"' in text
    assert "<mark>707-426-1111</mark>" in text
    assert "<mark>Michael Wilson</mark>" in text


def test_publishing_is_refused_until_every_finding_is_answered(desk, article, kosak):
    data = article_data(summary="Rest. Call 707-426-1111. Or see Michael Wilson.")
    response = desk.post(edit_url(article), data | PUBLISH, follow=True)
    assert "was not published" in " ".join(str(it) for it in response.context["messages"])
    press(desk, article, "This is right")
    press(desk, article, "Remove the sentence")
    ConditionPage.objects.get(pk=article.pk).get_latest_revision().publish()
    assert ConditionPage.objects.get(pk=article.pk).summary == "Rest. Call 707-426-1111."


def test_what_is_typed_in_the_form_is_found_once_it_is_saved(desk, article, kosak):
    assert "<mark>" not in panel(desk, article)
    desk.post(edit_url(article), article_data(summary="Call 707-426-1111."))
    assert "<mark>707-426-1111</mark>" in panel(desk, article)


def test_an_answer_is_shown_with_its_author_and_can_be_taken_back(desk, draft, agency):
    agency.first_name, agency.last_name = "Ann", "Marsh"
    agency.save()
    press(desk, draft, "This is right")
    assert "This is right: Ann Marsh" in panel(desk, draft)
    press(desk, draft, "Ask again")
    assert "Ann Marsh" not in panel(desk, draft)


def test_warnings_and_passages_are_answered_too(desk, draft):
    warning = draft.notes.create(kind=NoteKind.WARNING, text="Check the heading.")
    passage = draft.notes.create(kind=NoteKind.SET_ASIDE, text="He raced.", path="treatment")
    assert "Check the heading." in panel(desk, draft)
    press(desk, draft, "Tick off")
    press(desk, draft, "Put it back")
    assert {warning.pk: "read", passage.pk: "restored"} == dict(
        ArticleNote.objects.values_list("pk", "answer")
    )


def test_a_practitioners_page_offers_what_was_taken_out_of_the_clinics_articles(
    client, draft, kosak, sol
):
    draft.notes.create(kind=NoteKind.SET_ASIDE, text="He raced in 1998.", path="treatment")
    client.defaults["HTTP_HOST"] = kosak.host
    client.force_login(make_owner(kosak))
    assert "He raced in 1998." in panel(client, kosak.doctor)
    press(client, kosak.doctor, "Add it to “About”")
    doctor = PractitionerPage.objects.get(pk=kosak.doctor.pk)
    assert doctor.get_latest_revision_as_object().bio == "<p>He raced in 1998.</p>"
    assert panel(client, kosak.doctor) == ""


def test_another_clinics_practitioner_sees_none_of_it(client, draft, sol):
    draft.notes.create(kind=NoteKind.SET_ASIDE, text="He raced in 1998.", path="treatment")
    client.defaults["HTTP_HOST"] = sol.host
    client.force_login(make_owner(sol))
    assert panel(client, sol.doctor) == ""


def test_a_clinic_never_reads_whose_fact_it_typed(client, library, kosak, sol):
    own = make_condition(kosak.index, summary="See Lucía Núñez.")
    client.defaults["HTTP_HOST"] = kosak.host
    client.force_login(make_owner(kosak))
    text = panel(client, own)
    assert "“Lucía Núñez” belongs to another clinic." in text
    assert sol.clinic.name not in text


def test_a_clinics_own_facts_are_offered_as_tags(client, library, kosak):
    own = make_condition(kosak.index, summary="Call 707-426-1111.")
    client.defaults["HTTP_HOST"] = kosak.host
    client.force_login(make_owner(kosak))
    assert "Remove the sentence" not in panel(client, own)
    press(client, own, "Make it {{ clinic.phone }}")
    draft = ConditionPage.objects.get(pk=own.pk).get_latest_revision_as_object()
    assert draft.summary == "Call {{ clinic.phone }}."


def test_the_agency_reads_whose_fact_a_clinic_typed(desk, library, kosak, sol):
    own = make_condition(kosak.index, summary="See Lucía Núñez.")
    assert sol.clinic.name in panel(desk, own)


def test_a_translation_is_answered_above_its_strings(desk, kosak, translation, article):
    put_all(translation)
    put(translation, "Call {{ clinic.phone }}.", "{{ clinic.phone }}, 707-426-1111.")
    page = page_in("es", article)
    text = panel(desk, page)
    assert "This is right" in text
    assert "Remove the sentence" not in text
    press(desk, page, "This is right")
    assert page.notes.get().answer == "right"


def test_who_may_not_edit_a_page_answers_nothing(client, draft, kosak):
    client.defaults["HTTP_HOST"] = kosak.host
    client.force_login(make_owner(kosak))
    note = draft.notes.create(kind=NoteKind.WARNING, text="Check the heading.")
    assert post(client, draft, f"read:{note.pk}").status_code in {302, 403, 200}
    note.refresh_from_db()
    assert note.answer == ""


def test_a_locked_article_is_read_and_not_answered(desk, draft, agency):
    note = draft.notes.create(kind=NoteKind.WARNING, text="Check the heading.")
    other = type(agency).objects.create_user("other")
    draft.locked, draft.locked_by = True, other
    draft.save()
    assert "Tick off" not in panel(desk, draft)
    post(desk, draft, f"read:{note.pk}")
    note.refresh_from_db()
    assert note.answer == ""


@pytest.mark.parametrize("value", ["", "right", "right:gone", "read:99", "nonsense:1"])
def test_a_request_that_fits_nothing_changes_nothing(desk, draft, value):
    assert post(desk, draft, value).status_code in {200, 404}
    assert not ArticleNote.objects.exists()


def test_the_panel_costs_the_same_queries_for_any_number_of_findings(desk, draft):
    def queries():
        with CaptureQueriesContext(connection) as context:
            desk.get(edit_url(draft))
        return len(context)

    draft.notes.create(kind=NoteKind.WARNING, text="Check this.")
    draft.save_revision()
    desk.get(edit_url(draft))
    before = queries()
    many = "".join(f"<p>Number {n}: call 707-426-1111.</p>" for n in range(20))
    draft.overview[0].value.source = many
    draft.save_revision()
    for number in range(20):
        draft.notes.create(kind=NoteKind.WARNING, text=f"Check {number}.")
    assert queries() == before


def test_a_master_without_safety_text_says_so_in_its_editor_and_when_it_is_published(desk, article):
    warning = "tells when to call an emergency number"
    assert warning in panel(desk, article)
    data = article_data(summary="Backs hurt.")
    response = desk.post(edit_url(article), data | PUBLISH, follow=True)
    assert warning in " ".join(str(it) for it in response.context["messages"])
    draft = article.get_latest_revision_as_object()
    draft.when_to_get_help = [("text", RichText("<p>Call 911 if you cannot stand.</p>"))]
    draft.save_revision()
    assert warning not in panel(desk, article)


def test_of_safety_text_only_the_words_are_removed_and_the_panel_shows_what_is_left(desk, draft):
    draft.overview[0].value.source = "<p>Call 911 or 707-426-1111 if you cannot stand.</p>"
    draft.save_revision()
    text = panel(desk, draft)
    assert "Without the words: “Call 911 if you cannot stand.”" in text
    assert "Remove the sentence" not in text
    press(desk, draft, "Remove the words")
    latest = ConditionPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    source = latest.overview[0].value.source
    assert source == "<p>Call 911 if you cannot stand.</p>"


@pytest.mark.parametrize("field", ["title", "seo_title", "search_description", "summary"])
def test_a_finding_in_a_field_is_linked_to_it_on_whichever_tab_it_is(desk, draft, field):
    setattr(draft, field, "Sore knees at Kosak Chiropractic")
    draft.save_revision()
    text = panel(desk, draft)
    assert f'href="#id_{field}"' in text
    assert f'data-w-focus-target-value="#id_{field}"' in text


def test_a_title_that_is_nothing_but_a_finding_says_what_to_do(desk, draft):
    draft.title = "Ann Li, DC"
    draft.save_revision()
    text = panel(desk, draft)
    assert "“Title” must not be empty: write something else there." in text
    assert 'href="#id_title"' in text


@pytest.mark.parametrize(("before", "is_found"), [("Rest.", True), ("Sleep.", False)])
def test_a_passage_whose_place_is_gone_is_said_to_be_at_the_end(desk, draft, before, is_found):
    note = ArticleNote.objects.create(
        page=draft,
        kind=NoteKind.SET_ASIDE,
        path="overview",
        text="He ran.",
        before=before,
        stood_as="sentence",
    )
    shown = " ".join(map(str, post(desk, draft, f"restored:{note.pk}").context["messages"]))
    assert ("at the end of its section" in shown) != is_found


def test_safety_text_of_the_page_around_an_article_is_put_in_by_one_click(desk, draft, kosak):
    note = ArticleNote.objects.create(
        page=draft,
        kind=NoteKind.SET_ASIDE,
        path="when_to_get_help",
        text="If you faint, call 911.",
        stood_as="end",
    )
    assert note.text not in panel(desk, kosak.doctor)
    shown = " ".join(map(str, press(desk, draft, "Put it in").context["messages"]))
    assert "at the end of its section" not in shown
    latest = ConditionPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert latest.when_to_get_help[0].value.source == f"<p>{note.text}</p>"
