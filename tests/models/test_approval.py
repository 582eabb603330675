"""The workflow that all clinics share: what waits for whom."""

import pytest
from django.contrib.auth.models import User
from django.core import mail
from wagtail.models import TaskState, Workflow, WorkflowPage

from clinic_cms.launching.access import ensure_access
from clinic_cms.launching.network import APPROVAL, ensure_approval, prepare_network
from clinic_cms.models import Approval, NetworkRole, Role
from clinic_cms.models.approval import approvers_of
from clinic_cms.tenancy.roles import grant_homes, group_of
from tests.factories import root


def member(group, name):
    user = User.objects.create_user(name, f"{name}@clinic.example")
    user.groups.add(group)
    return user


@pytest.fixture
def people(kosak, sol, article):
    """Owners of two clinics, a reviewer and an editor of the first, and a clinical reviewer."""
    prepare_network()
    for built in (kosak, sol):
        ensure_access(built.clinic)
        built.clinic.save()
        grant_homes(built.clinic, [built.home])
    kosaks = {role.value: member(group_of(kosak.clinic, role), role.value) for role in Role}
    clinical = NetworkRole.objects.get(role="clinical_reviewer").group
    return {
        **kosaks,
        "other": member(group_of(sol.clinic, Role.OWNER), "other"),
        "clinical": member(clinical, "clinical"),
    }


def submit(page, user) -> TaskState:
    page.save_revision(user=user)
    page.get_workflow().start(page, user)
    return page.current_workflow_task_state


def waits_for(people):
    return {name for name, user in people.items() if TaskState.objects.reviewable_by(user)}


def test_a_clinics_page_waits_for_its_owners_and_reviewers(kosak, people):
    submit(kosak.contact, people["editor"])
    assert waits_for(people) == {"owner", "reviewer"}
    assert {*approvers_of(kosak.contact)} == {people["owner"]}


def test_the_owners_alone_get_a_mail(kosak, people):
    submit(kosak.contact, people["editor"])
    assert [sent.to for sent in mail.outbox] == [["owner@clinic.example"]]


def test_an_article_of_the_library_waits_for_the_clinical_reviewers(article, people):
    submit(article, None)
    assert waits_for(people) == {"clinical"}
    assert {*approvers_of(article)} == {people["clinical"]}


def test_others_can_do_nothing_while_a_page_waits(kosak, people):
    submit(kosak.contact, people["editor"])
    task = kosak.contact.current_workflow_task
    for name in ("editor", "translator", "other", "clinical"):
        assert task.locked_for_user(kosak.contact, people[name])
        assert task.get_actions(kosak.contact, people[name]) == []
    assert not task.user_can_unlock(kosak.contact, people["reviewer"])


def test_who_is_inactive_reviews_nothing(kosak, people):
    submit(kosak.contact, people["editor"])
    people["reviewer"].is_active = False
    assert not kosak.contact.permissions_for_user(people["reviewer"]).can_edit()


def test_superusers_see_all_that_waits(kosak, people):
    submit(kosak.contact, people["editor"])
    chief = User.objects.create_superuser("chief")
    assert TaskState.objects.reviewable_by(chief).count() == 1


@pytest.mark.django_db
def test_a_workflow_that_an_agency_chose_for_all_pages_stays():
    own = Workflow.objects.create(name="Ours")
    WorkflowPage.objects.filter(page=root()).update(workflow=own)
    ensure_approval()
    assert root().get_workflow() == own
    assert Approval.objects.get().active_workflows.get().name == APPROVAL


@pytest.mark.django_db
def test_an_approval_that_was_switched_off_stays_so():
    ensure_approval()
    Workflow.objects.get(name=APPROVAL).deactivate()
    ensure_approval()
    assert Approval.objects.count() == 1
    assert root().get_workflow() is None
