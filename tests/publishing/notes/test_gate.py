"""A master with an unanswered finding is never published; no other page is refused for one."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from clinic_cms.models import Answer, ClinicFact, ConditionPage, gates
from clinic_cms.models.gates import Refusal
from clinic_cms.publishing.notes.answers import answer_finding
from clinic_cms.publishing.notes.edits import offer_of
from clinic_cms.publishing.notes.findings import check_draft
from clinic_cms.publishing.notes.gate import UNANSWERED, findings_are_answered
from tests.factories import make_clinic, make_condition, make_library, translate

NUMBER = "<p>Call 707-426-1111. Rest.</p>"


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def test_a_finding_refuses_the_publication_and_says_where(kosak, write):
    page = write(NUMBER)
    with pytest.raises(Refusal) as refusal:
        page.latest_revision.publish()
    (message,) = refusal.value.messages
    assert message.endswith("editor: Overview › 1. Text: “707-426-1111”")
    assert not is_live(page)


SOURCE = "0a7c5a30-0000-4000-8000-0000000000a1"


@pytest.mark.parametrize(
    ("part", "value", "place"),
    [
        ("title", "A leaflet of Kosak Chiropractic", "Sources › 1. Source › Title"),
        ("publisher", "Kosak Chiropractic", "Sources › 1. Source › Publisher"),
        ("url", "https://kosak.example/knees/", "Sources › 1. Source › Address"),
    ],
)
def test_a_source_that_is_one_clinics_refuses_the_publication(kosak, write, part, value, place):
    source = {"title": "Knees", "publisher": "", "url": "", "year": 2019, part: value}
    page = write("", references=[{"type": "reference", "id": SOURCE, "value": source}])
    with pytest.raises(Refusal) as refusal:
        page.latest_revision.publish()
    assert place in refusal.value.messages[0]
    (finding,) = check_draft(page).open
    assert Answer.TAGGED not in offer_of(page, finding).edits


def test_a_source_of_which_a_clinics_facts_are_removed_is_published(kosak, write):
    source = {"title": "Knees", "publisher": "Kosak Chiropractic", "url": "", "year": 2019}
    page = write("", references=[{"type": "reference", "id": SOURCE, "value": source}])
    user = User.objects.create_user("ann")
    (finding,) = check_draft(page).open
    answer_finding(page=page, key=finding.key, answer=Answer.REMOVED, user=user)
    page.refresh_from_db()
    page.latest_revision.publish()
    assert ConditionPage.objects.get(pk=page.pk).references[0].value["publisher"] == ""


def test_an_answered_master_is_published(kosak, write):
    page = write(NUMBER)
    user = User.objects.create_user("ann")
    (finding,) = check_draft(page).open
    answer_finding(page=page, key=finding.key, answer=Answer.RIGHT, user=user)
    page.latest_revision.publish()
    assert is_live(page)


def test_a_live_row_is_not_written_with_a_finding(kosak, article):
    article.summary = "Call 707-426-1111."
    with pytest.raises(ValidationError) as error:
        article.save()
    assert UNANSWERED in {each.code for each in error.value.error_dict["__all__"]}


def test_a_schedule_does_not_publish_it(kosak, write):
    page = write(NUMBER)
    due = timezone.now() - timedelta(hours=1)
    page.go_live_at = due
    page.save_revision(approved_go_live_at=due)
    call_command("run_due")
    assert not is_live(page)


def test_a_clinic_launched_since_never_blocks_a_correction(library):
    page = make_condition(library, summary="Ann Li of Trio Spine wrote this.")
    make_clinic("trio", name="Trio Spine", host="trio.example")
    draft = page.get_latest_revision_as_object()
    draft.summary = "Ann Li of Trio Spine wrote this, and more."
    draft.save_revision().publish()
    assert [it.finding.text for it in check_draft(draft).open] == ["Trio Spine"]
    assert ConditionPage.objects.get(pk=page.pk).summary.endswith("more.")


def test_its_facts_in_another_place_block(library):
    page = make_condition(library, summary="Ann Li of Trio Spine wrote this.")
    make_clinic("trio", name="Trio Spine", host="trio.example")
    draft = page.get_latest_revision_as_object()
    draft.treatment_heading = "Treatment at Trio Spine"
    with pytest.raises(Refusal):
        draft.save_revision().publish()


def test_what_went_offline_is_checked_like_new(library):
    page = make_condition(library, summary="Ann Li of Trio Spine wrote this.")
    make_clinic("trio", name="Trio Spine", host="trio.example")
    page.unpublish()
    with pytest.raises(Refusal):
        page.save_revision().publish()


def test_translations_of_masters_are_masters(kosak, sol, article):
    make_library("es", article.get_parent().specific)
    with pytest.raises(Refusal):
        translate(article, "es", summary="Llame al +52 999 555 0142, por favor.")


def test_a_clinics_own_article_is_never_refused(kosak, sol):
    own = make_condition(kosak.index, summary="Call 707-426-1111, or Lucía Núñez.")
    assert is_live(own)
    assert "Lucía Núñez" in [it.finding.text for it in check_draft(own).open]


def test_writing_an_unchanged_master_checks_nothing(kosak, article, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert list(findings_are_answered(article)) == []


def test_a_publication_looks_up_facts_of_other_clinics_once(library):
    page = make_condition(library, summary="Ann Li of Trio Spine wrote this.")
    make_clinic("trio", name="Trio Spine", host="trio.example")
    draft = page.get_latest_revision_as_object()
    draft.summary = "Ann Li of Trio Spine wrote this, and more."
    revision = draft.save_revision()
    with CaptureQueriesContext(connection) as context:
        revision.publish()
    assert sum(ClinicFact._meta.db_table in each["sql"] for each in context) == 1


def test_a_row_that_is_written_otherwise_while_it_is_published_is_checked(kosak, library):
    page = make_condition(library, summary="Rest.")
    with gates.publication(page):
        page.summary = "Call 707-426-1111."
        with pytest.raises(Refusal):
            page.save()


def test_approving_a_workflow_does_not_publish_it(kosak, write):
    user = User.objects.create_superuser("editor")
    workflow = Workflow.objects.create(name="Review")
    task = GroupApprovalTask.objects.create(name="Editor")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    page = write(NUMBER)
    state = workflow.start(page, user)
    with pytest.raises(Refusal):
        state.current_task_state.approve(user=user)
    assert not is_live(page)


@pytest.mark.parametrize(
    ("text", "kind", "inside"),
    [
        ("<p>Dr. Ann Poe has treated over 900 patients. Rest.</p>", "claim", "Dr. Ann Poe"),
        ("<p>Our clinic in Berks County is family-owned. Rest.</p>", "claim", "Berks County"),
        ("<p>“I can walk again,” says Deb from Berks County</p>", "testimonial", "Berks County"),
    ],
)
def test_a_claim_is_asked_about_before_what_it_names(kosak, write, text, kind, inside):
    page = write(text)
    (claim,) = check_draft(page).open
    assert claim.finding.kind == kind
    answer_finding(
        page=page, key=claim.key, answer=Answer.RIGHT, user=User.objects.create_user("ann")
    )
    page.refresh_from_db()
    assert inside in [each.finding.text for each in check_draft(page).open]
    with pytest.raises(Refusal):
        page.latest_revision.publish()


def test_a_name_beside_a_claim_is_asked_about_with_it(kosak, write):
    page = write("<p>Dr. Ann Poe has treated over 900 patients. Dr. Ann Poe will help.</p>")
    kinds = sorted(each.finding.kind for each in check_draft(page).open)
    assert kinds == ["claim", "practitioner"]


def test_a_new_text_is_checked_by_what_the_others_show(kosak, write):
    page = write("<p>Ask Dr. Teddy Byrd.</p>")
    user = User.objects.create_user("ann")
    (finding,) = check_draft(page).open
    answer_finding(page=page, key=finding.key, answer=Answer.RIGHT, user=user)
    page.latest_revision.publish()
    page.refresh_from_db()
    page.summary = "For pain, see Teddy."
    with pytest.raises(Refusal):
        page.save_revision().publish()


def test_a_correction_reads_the_texts_online_once(article):
    article.summary = "Corrected."
    with CaptureQueriesContext(connection) as context:
        assert list(findings_are_answered(article)) == []
    asked = [each for each in context if "conditionpage" in each["sql"]]
    assert len(asked) == 1
