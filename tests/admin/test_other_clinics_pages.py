"""A page of another clinic is in no view of the admin, and its answer is that of no page at all."""

import pytest
from django.urls import reverse
from wagtail.models import TaskState

from tests.two_clinics import SECRET

pytestmark = pytest.mark.django_db

OF_ONE_PAGE = (
    "wagtailadmin_explore",
    "wagtailadmin_explore_results",
    *(
        f"wagtailadmin_pages:{name}"
        for name in (
            "add_subpage",
            "confirm_workflow_cancellation",
            "copy",
            "delete",
            "edit",
            "history",
            "lock",
            "move",
            "set_privacy",
            "unpublish",
            "usage",
            "view_draft",
            "workflow_history",
        )
    ),
)


def test_another_clinics_page_is_as_one_that_is_not_there(ours, theirs):
    client, mine = ours.client(), ours.pages["draft"].pk
    for name in OF_ONE_PAGE:
        for pk in (theirs.built.home.pk, theirs.pages["draft"].pk, 999_999):
            assert client.get(reverse(name, args=[pk])).status_code == 404, name
        assert client.get(reverse(name, args=[mine])).status_code != 404, name


def test_a_page_is_not_moved_below_another_clinics(ours, theirs):
    name, mine = "wagtailadmin_pages:move_confirm", ours.pages["draft"].pk
    for destination in (theirs.pages["draft"].pk, 999_999):
        assert ours.client().get(reverse(name, args=[mine, destination])).status_code == 404
    assert ours.client().get(reverse(name, args=[mine, ours.built.home.pk])).status_code == 200


def test_the_root_leads_to_ones_own_homes_alone(ours, theirs):
    shown = ours.client().get(reverse("wagtailadmin_explore_root")).content.decode()
    assert "Kosak Chiropractic" in shown
    assert SECRET not in shown


@pytest.mark.parametrize("name", ["workflow_action", "collect_workflow_action_data"])
def test_a_task_of_another_page_is_not_done_in_the_name_of_ones_own(ours, theirs, name):
    """The agency's reviewers may be asked by several clinics."""
    task = theirs.made["state"].current_task_state
    task.task.groups.add(*ours.owner.groups.all())
    own = ours.pages["draft"]
    url = reverse(f"wagtailadmin_pages:{name}", args=[own.pk, "approve", task.pk])
    assert ours.client().post(url, {"comment": "Fine"}).status_code == 404
    assert TaskState.objects.get(pk=task.pk).status == TaskState.STATUS_IN_PROGRESS


def test_the_name_of_another_clinics_task_is_not_told(ours, theirs):
    url = reverse(
        "wagtailadmin_pages:workflow_preview",
        args=[ours.pages["draft"].pk, theirs.made["task"].pk],
    )
    assert ours.client().get(url).status_code == 404


def test_the_agency_opens_every_page(desk, ours, theirs):
    for pages in (ours.pages, theirs.pages):
        url = reverse("wagtailadmin_pages:edit", args=[pages["draft"].pk])
        assert desk.get(url).status_code == 200
