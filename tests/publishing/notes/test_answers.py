"""An answer is recorded with its author, and may edit the draft."""

import pytest
from django.contrib.auth.models import User

from clinic_cms.errors import Refused
from clinic_cms.models import Answer, ArticleNote, ConditionPage, NoteKind, PractitionerPage
from clinic_cms.publishing.notes.answers import (
    answer_finding,
    answer_note,
    ask_again,
    move_to_practitioner,
)
from clinic_cms.publishing.notes.edits import offer_of
from clinic_cms.publishing.notes.findings import check_draft


@pytest.fixture
def ann(db):
    return User.objects.create_user("ann", first_name="Ann", last_name="Marsh")


def draft_of(page):
    return ConditionPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def overview_of(page):
    return "".join(block.value.source for block in draft_of(page).overview)


def found_in(page):
    return [each.finding.text for each in check_draft(draft_of(page)).open]


def answer(page, text, choice, user):
    finding = next(it for it in check_draft(draft_of(page)).open if it.finding.text == text)
    answer_finding(page=page, key=finding.key, answer=choice, user=user)


def test_what_is_right_is_asked_once(kosak, write, ann):
    page = write("<p>Call 707-426-1111. Rest.</p>")
    answer(page, "707-426-1111", Answer.RIGHT, ann)
    assert found_in(page) == []
    note = ArticleNote.objects.get()
    assert (note.answerer, note.answered_by) == ("Ann Marsh", ann)
    assert overview_of(page) == "<p>Call 707-426-1111. Rest.</p>"


def test_an_answer_outlives_edits_of_other_texts(kosak, write, ann):
    page = write("<p>Call 707-426-1111. Rest.</p>")
    answer(page, "707-426-1111", Answer.RIGHT, ann)
    draft = draft_of(page)
    draft.summary = "Heels hurt."
    draft.overview[0].value.source = "<p>Call 707-426-1111. Rest more.</p>"
    draft.save_revision()
    assert found_in(page) == []


def test_the_same_words_in_another_sentence_are_another_question(kosak, write, ann):
    page = write("<p>Call 707-426-1111. Rest.</p>")
    answer(page, "707-426-1111", Answer.RIGHT, ann)
    draft = draft_of(page)
    draft.overview[0].value.source = "<p>Call 707-426-1111. Rest, or ring 707-426-1111.</p>"
    draft.save_revision()
    assert found_in(page) == ["707-426-1111"]


def test_a_person_without_a_name_answers_under_the_user_name(kosak, write, agency_like):
    page = write("<p>Call 707-426-1111.</p>")
    answer(page, "707-426-1111", Answer.RIGHT, agency_like)
    assert ArticleNote.objects.get().answerer == "desk"


@pytest.fixture
def agency_like(db):
    return User.objects.create_user("desk")


def test_a_sentence_is_removed_in_a_new_revision(kosak, write, ann):
    page = write("<p>Rest. Call 707-426-1111 now. Wait.</p>")
    before = page.latest_revision_id
    answer(page, "707-426-1111", Answer.REMOVED, ann)
    assert overview_of(page) == "<p>Rest. Wait.</p>"
    page.refresh_from_db()
    assert page.latest_revision_id != before
    assert page.latest_revision.user == ann


def test_a_block_without_words_goes(kosak, write, ann):
    page = write("<p>Call 707-426-1111 now.</p>")
    answer(page, "707-426-1111", Answer.REMOVED, ann)
    assert list(draft_of(page).overview) == []


def test_a_title_is_never_emptied(kosak, write):
    page = write("<p>Rest.</p>", title="Kosak Chiropractic")
    (finding,) = check_draft(page).open
    assert Answer.REMOVED not in offer_of(page, finding).edits


def test_a_claim_that_is_taken_out_stays_beside_the_draft(kosak, write, ann):
    claim = "{{ doctor.name }} graduated from Palmer College & in 1998."
    stored = claim.replace("Palmer", "<b>Palmer</b>").replace("&", "&amp;")
    page = write(f"<p>Rest. {stored}</p>", source=kosak)
    (finding,) = [it for it in check_draft(page).open if it.finding.kind == "claim"]
    answer_finding(page=page, key=finding.key, answer=Answer.REMOVED, user=ann)
    assert overview_of(page) == "<p>Rest.</p>"
    assert ArticleNote.objects.get(kind=NoteKind.SET_ASIDE).text == claim


def test_an_old_form_is_refused_and_changes_nothing(kosak, write, ann):
    page = write("<p>Rest.</p>")
    with pytest.raises(Refused):
        answer_finding(page=page, key="gone", answer=Answer.RIGHT, user=ann)
    assert not ArticleNote.objects.exists()


def note(page, kind, text="He raced in 1998.", **fields):
    return ArticleNote.objects.create(page=page, kind=kind, text=text, **fields)


def test_a_warning_is_ticked_off_by_name_and_can_be_opened_again(write, ann):
    page = write("<p>Rest.</p>")
    warning = note(page, NoteKind.WARNING)
    answer_note(page=page, note_id=warning.pk, answer=Answer.READ, user=ann)
    warning.refresh_from_db()
    assert (warning.answer, warning.answerer) == (Answer.READ, "Ann Marsh")
    ask_again(page=page, note_id=warning.pk)
    warning.refresh_from_db()
    assert (warning.answer, warning.answerer, warning.answered_at) == ("", "", None)


def test_a_passage_is_restored_to_its_section(write, ann):
    page = write("<p>Rest.</p>")
    passage = note(page, NoteKind.SET_ASIDE, "Ice & <rest>.", path="treatment")
    answer_note(page=page, note_id=passage.pk, answer=Answer.RESTORED, user=ann)
    assert draft_of(page).treatment[0].value.source == "<p>Ice &amp; &lt;rest&gt;.</p>"
    with pytest.raises(Refused):
        answer_note(page=page, note_id=passage.pk, answer=Answer.DROPPED, user=ann)


def test_a_passage_moves_to_the_page_of_its_clinics_practitioner_only(kosak, sol, write, ann):
    page = write("<p>Rest.</p>", source=kosak)
    passage = note(page, NoteKind.SET_ASIDE, path="treatment")
    with pytest.raises(Refused):
        move_to_practitioner(page=sol.doctor, note_id=passage.pk, user=ann)
    move_to_practitioner(page=kosak.doctor, note_id=passage.pk, user=ann)
    draft = PractitionerPage.objects.get(pk=kosak.doctor.pk).get_latest_revision_as_object()
    assert draft.bio == "<p>He raced in 1998.</p>"
    passage.refresh_from_db()
    assert passage.answer == Answer.MOVED


def test_a_passage_of_a_plain_field_is_restored_to_the_section_it_belongs_to(write, ann):
    page = write("<p>Rest.</p>")
    for path in ("summary", "treatment_heading"):
        passage = note(page, NoteKind.SET_ASIDE, "He raced.", path=path)
        answer_note(page=page, note_id=passage.pk, answer=Answer.RESTORED, user=ann)
    assert overview_of(page) == "<p>Rest.</p><p>He raced.</p>"
    assert draft_of(page).treatment[0].value.source == "<p>He raced.</p>"


def test_the_slug_of_a_draft_follows_the_title_that_an_answer_changes(kosak, write, ann):
    page = write(
        "<p>Rest.</p>", title="Neck pain at Kosak", slug="neck-pain-at-kosak", source=kosak
    )
    answer(page, "Kosak", Answer.TAGGED, ann)
    draft = draft_of(page)
    assert (draft.title, draft.slug) == ("Neck pain at {{ clinic.name }}", "neck-pain")


@pytest.mark.parametrize("slug", ["my-neck", "neck-pain-at-kosak"])
def test_a_chosen_slug_and_one_that_patients_know_stay(kosak, write, ann, slug):
    page = write("<p>Rest.</p>", title="Neck pain at Kosak", slug=slug, source=kosak)
    if slug != "my-neck":
        ConditionPage.objects.filter(pk=page.pk).update(first_published_at="2026-01-01T00:00Z")
    answer(page, "Kosak", Answer.TAGGED, ann)
    assert draft_of(page).slug == slug


def test_a_slug_that_another_page_has_is_not_taken(kosak, write, ann):
    write("<p>Rest.</p>", title="Neck pain", slug="neck-pain")
    page = write(
        "<p>Rest.</p>", title="Neck pain at Kosak", slug="neck-pain-at-kosak", source=kosak
    )
    answer(page, "Kosak", Answer.TAGGED, ann)
    assert draft_of(page).slug == "neck-pain-at-kosak"
