"""The report of what live masters hold, with the same queries for any number of articles."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic_cms.models import Answer, ConditionPage, NoteKind
from clinic_cms.publishing.notes.answers import answer_finding
from clinic_cms.publishing.notes.findings import check_draft
from tests.admin.conftest import make_owner
from tests.factories import make_clinic, make_condition

pytestmark = pytest.mark.django_db


def url():
    return reverse("clinic_cms_findings")


@pytest.fixture
def trio(library):
    """A clinic launched after an article with its name was published."""
    make_condition(library, title="Neck pain", summary="Trio Spine sees it often.")
    return make_clinic("trio", name="Trio Spine", host="trio.example")


def rows(desk):
    return {row.title: row for row in desk.get(url()).context["object_list"]}


def test_a_live_master_is_listed_with_what_it_holds(desk, trio, agency):
    page = ConditionPage.objects.get(title="Neck pain")
    page.notes.create(kind=NoteKind.WARNING, text="Check it.")
    row = rows(desk)["Neck pain"]
    assert (row.findings, row.warnings, row.found) == (1, 1, "“Trio Spine”")
    (finding,) = check_draft(page).open
    answer_finding(page=page, key=finding.key, answer=Answer.RIGHT, user=agency)
    assert rows(desk)["Neck pain"].findings == 0


def test_articles_without_findings_come_last(desk, trio, library):
    make_condition(library, slug="ankle", title="Ankle pain")
    assert [*rows(desk)] == ["Neck pain", "Ankle pain"]


def test_any_number_of_articles_and_clinics_costs_the_same_queries(desk, trio, library):
    def queries():
        with CaptureQueriesContext(connection) as context:
            desk.get(url())
        return len(context)

    ankle = make_condition(library, slug="ankle")
    ConditionPage.objects.filter(pk=ankle.pk).update(source_clinic=trio.clinic)
    queries()
    before = queries()
    for letter in "abcde":
        page = make_condition(library, slug=f"pain-{letter}", title=f"Pain {letter}")
        ConditionPage.objects.filter(pk=page.pk).update(source_clinic=trio.clinic)
        make_clinic(f"c-{letter}", name=f"Clinic {letter}", host=f"c-{letter}.example")
    assert queries() == before


def test_a_clinics_own_people_do_not_see_it(client, trio):
    client.defaults["HTTP_HOST"] = trio.host
    client.force_login(make_owner(trio))
    response = client.get(url(), follow=True)
    assert "Neck pain" not in response.content.decode()
