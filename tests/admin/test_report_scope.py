"""Reports tell a clinic's people of their own pages, people, workflows and tasks."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from tests.two_clinics import SECRET

pytestmark = pytest.mark.django_db

REPORTS = [
    f"wagtailadmin_reports:{name}"
    for name in ("locked_pages", "workflow", "workflow_tasks", "site_history", "aging_pages")
]
TASKS = ("task_chooser", "task_chooser_results")


def test_a_report_is_about_ones_own(ours, theirs):
    client = ours.client()
    for name in (*REPORTS, "wagtail_localize:translations_report"):
        for query in ({}, {"export": "csv"}):
            answer = client.get(reverse(name), query)
            text = b"".join(answer).decode()
            assert answer.status_code == 200, name
            assert SECRET not in text, name


def test_the_dashboard_counts_ones_own(ours, theirs):
    pages = ours.built.home.get_descendants(inclusive=True).count() + 1
    shown = " ".join(strip_tags(ours.client().get("/admin/").content.decode()).split())
    assert f"{pages} Pages" in shown
    assert "1 Image " in shown
    assert "1 Document " in shown
    assert SECRET not in shown


@pytest.mark.parametrize("name", ["workflow", "workflow_tasks"])
def test_the_filters_offer_the_workflows_of_ones_own_pages(ours, theirs, name):
    shown = ours.client().get(reverse(f"wagtailadmin_reports:{name}")).content.decode()
    assert "Ours workflow</option>" in shown
    assert ("Ours task</option>" in shown) == (name == "workflow_tasks")


def test_another_clinics_workflow_is_no_choice(ours, theirs):
    url = reverse("wagtailadmin_reports:workflow")
    errors = [
        ours.client().get(url, {"workflow": pk}).context["filters"].form.errors
        for pk in (theirs.made["workflow"].pk, 999_999)
    ]
    assert errors[0] == errors[1] != {}


@pytest.mark.parametrize("name", TASKS)
def test_who_may_not_arrange_workflows_is_not_told_of_tasks(ours, theirs, name):
    url = reverse(f"wagtailadmin_workflows:{name}")
    assert ours.client().get(url).status_code == 302


def test_who_may_not_arrange_workflows_chooses_no_task(desk, ours, theirs):
    url = reverse("wagtailadmin_workflows:task_chosen", args=[theirs.made["task"].pk])
    assert ours.client().get(url).status_code == 302
    assert SECRET in desk.get(url).content.decode()


def test_the_agency_is_told_of_all(desk, ours, theirs):
    for name in ("workflow", "workflow_tasks"):
        assert SECRET in desk.get(reverse(f"wagtailadmin_reports:{name}")).content.decode()
    dialog = desk.get(reverse("wagtailadmin_workflows:task_chooser"))
    assert SECRET in dialog.content.decode()
