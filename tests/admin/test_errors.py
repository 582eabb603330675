"""A broken tag is refused at its own field on publishing, and kept in a draft."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask
from wagtail.test.utils.form_data import rich_text

from clinic_cms.models import ConditionPage, gates
from tests.admin.conftest import article_data, edit_url
from tests.factories import make_condition

pytestmark = pytest.mark.django_db

BROKEN = "{{ doctor.nam }}"
HINT = "Did you mean “doctor.name”?"
PUBLISH = {"action-publish": "action-publish"}
EXPLANATION = {"explanation": rich_text("<p><b>{{ doctor.</b>name }}</p>")}


@pytest.mark.parametrize("field", ["title", "summary", "causes_heading", "seo_title"])
def test_a_field_with_a_broken_tag_is_named_when_publishing(desk, article, kosak, field):
    response = desk.post(edit_url(article), article_data(**{field: BROKEN}) | PUBLISH)
    assert HINT in response.context["form"].errors[field][0]
    assert HINT in response.content.decode()


def test_a_block_with_a_broken_tag_is_named_when_publishing(desk, article, kosak):
    response = desk.post(edit_url(article), article_data(cause={"name": BROKEN}) | PUBLISH)
    errors = response.context["form"].errors["causes"].as_data()[0]
    assert HINT in errors.block_errors[0].block_errors["name"].messages[0]


def test_a_tag_half_in_bold_is_named_when_publishing(desk, article, kosak):
    response = desk.post(edit_url(article), article_data(cause=EXPLANATION) | PUBLISH)
    error = response.context["form"].errors["causes"].as_data()[0]
    assert list(error.block_errors[0].block_errors) == ["explanation"]


@pytest.mark.parametrize("autosave", [False, True])
def test_a_draft_may_hold_broken_tags(desk, article, kosak, autosave):
    headers = {"accept": "application/json"} if autosave else {}
    data = article_data(title=BROKEN, cause={"name": BROKEN})
    assert desk.post(edit_url(article), data, headers=headers).status_code in {200, 302}
    article.refresh_from_db()
    assert article.title == "Back spasms"
    assert article.get_latest_revision_as_object().title == BROKEN


@pytest.fixture
def broken_draft(article):
    """A published article whose newest draft has a broken tag."""
    article.title = BROKEN
    article.save_revision()
    return ConditionPage.objects.get(pk=article.pk)


def shown(client, response):
    assert response.status_code == 302
    return [str(message).strip() for message in client.get(response.url).context["messages"]]


def test_a_gate_that_the_form_does_not_know_keeps_the_page_a_draft(
    desk, article, kosak, monkeypatch
):
    monkeypatch.setattr(gates, "_gates", [lambda page: [ValidationError("Not on a Friday.")]])
    response = desk.post(edit_url(article), article_data(title="New words") | PUBLISH)
    assert "“New words” was not published. Not on a Friday." in shown(desk, response)
    article.refresh_from_db()
    assert article.title == "Back spasms"
    assert article.get_latest_revision_as_object().title == "New words"


def test_a_new_page_that_a_gate_refuses_is_kept_as_a_draft(desk, library, kosak, monkeypatch):
    monkeypatch.setattr(gates, "_gates", [lambda page: [ValidationError("Not on a Friday.")]])
    url = reverse("wagtailadmin_pages:add", args=["clinic_cms", "conditionpage", library.pk])
    shown(desk, desk.post(url, article_data() | PUBLISH))
    assert not ConditionPage.objects.get(slug="back-spasms").live


def test_publishing_many_leaves_out_the_refused_one(desk, library, broken_draft, kosak):
    other = make_condition(library, slug="sciatica")
    other.title = "Sciatica, corrected"
    other.save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    home = reverse("wagtailadmin_home")
    response = desk.post(f"{url}?id={broken_draft.pk}&id={other.pk}&next={home}")
    assert any(HINT in message for message in shown(desk, response))
    broken_draft.refresh_from_db()
    other.refresh_from_db()
    assert (broken_draft.title, other.title) == ("Back spasms", "Sciatica, corrected")


@pytest.mark.parametrize("dialog", [False, True])
def test_approving_a_broken_draft_shows_why_it_was_not_published(
    desk, agency, broken_draft, kosak, dialog
):
    workflow = Workflow.objects.create(name="Review")
    task = GroupApprovalTask.objects.create(name="Editor")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    state = workflow.start(broken_draft, agency)
    url = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[broken_draft.pk, "approve", state.current_task_state.pk],
    )
    headers = {"x-requested-with": "XMLHttpRequest"} if dialog else {}
    response = desk.post(url, {"comment": ""}, headers=headers)
    target = response.json()["redirect"] if dialog else response.url
    assert target == edit_url(broken_draft)
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
    assert HINT in desk.get(target).content.decode()
