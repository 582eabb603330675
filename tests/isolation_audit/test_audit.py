"""The audit finds what is planted, and nothing in what this project serves."""

import pytest
from django.db import transaction
from django.test import override_settings
from wagtail.models import Page

from clinic_cms.isolation_audit.audit import audit
from clinic_cms.isolation_audit.environment import throwaway_services
from clinic_cms.serving.process_cache import clear_process_caches

# The module's fixture needs the test database, which is made only for tests that say so.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def planted(django_db_setup, django_db_blocker):
    """The report on views that leak in all ways there are, and what was left of their changes."""
    urls = override_settings(ROOT_URLCONF="tests.isolation_audit.leaky_urls")
    with django_db_blocker.unblock(), urls, throwaway_services(), transaction.atomic():
        report = audit(pattern="^/leaks/", roles=["owner"])
        report.left = Page.objects.filter(title="Renamed").count()
        transaction.set_rollback(True)
    clear_process_caches()
    return report


def found(report, route, method, host="own"):
    """The finding on a route for the owner."""
    wanted = (f"/leaks/{route}/<page_id>/", method, "owner", host)
    rows = (row for row in report.findings if (row.route, row.method, row.role, row.host) == wanted)
    return next(rows, None)


@pytest.mark.parametrize("host", ["own", "network", "other"])
def test_a_view_that_shows_another_clinics_title_is_found(planted, host):
    seen = found(planted, "show", "GET", host).seen
    assert seen["clinic_cms.ClinicPage.title"] == "body"


def test_a_slug_in_a_redirect_is_found_for_head_too(planted):
    assert found(planted, "header", "HEAD").seen["clinic_cms.ClinicPage.slug"] == "redirect"


def test_a_changed_row_is_found(planted):
    changed = found(planted, "rename", "POST").changed
    assert any("Page" in line and "title changed" in line for line in changed)
    assert found(planted, "rename", "GET") is None


def test_nothing_that_was_changed_stays(planted):
    assert planted.left == 0


def test_a_text_that_was_copied_into_ones_own_page_is_found(planted):
    changed = found(planted, "copy", "PUT").changed
    assert any("seo_title holds clinic_cms.ClinicPage.title" in line for line in changed)


def test_a_mail_that_is_sent_after_the_transaction_is_found(planted):
    assert found(planted, "later", "GET").seen["clinic_cms.ClinicPage.title"] == "mail"


def test_a_view_that_fails_is_no_finding_and_is_listed(planted):
    assert found(planted, "fails", "GET") is None
    assert planted.errors["GET /leaks/fails/<page_id>/"] == "RuntimeError: This view is broken."


def test_what_a_response_repeats_of_its_request_is_no_finding(planted):
    assert [row for row in planted.findings if "echo" in row.route] == []


def test_a_file_that_is_deleted_after_the_transaction_is_found(planted):
    [row] = [
        row
        for row in planted.findings
        if (row.route, row.role, row.host) == ("/leaks/file/<image_id>/", "owner", "own")
    ]
    assert row.method == "DELETE"
    assert any("was deleted or changed" in line for line in row.changed)


def test_a_sample_of_the_projects_own_urls_shows_and_changes_nothing():
    with throwaway_services():
        report = audit(sample=8, roles=["owner"])
    clear_process_caches()
    assert report.routes == 8
    assert report.requests > 100
    assert report.findings == []
