"""`manage.py audit_isolation`: what it prints, and when it fails."""

import json
from contextlib import nullcontext
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from clinic_cms.isolation_audit.environment import NoTestDatabase
from clinic_cms.isolation_audit.findings import Report, Request
from clinic_cms.management.commands import audit_isolation


@pytest.fixture
def report(monkeypatch):
    """What the audit reports: an agency that saw nearly all, and no finding."""
    report = Report(canaries=100, seen_by_agency=96, routes=3, requests=40)
    monkeypatch.setattr(audit_isolation, "throwaway_install", nullcontext)
    monkeypatch.setattr(audit_isolation, "audit", lambda **_options: report)
    return report


def run(*arguments):
    out = StringIO()
    try:
        call_command("audit_isolation", *arguments, stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def leak(report):
    request = Request("/pages/<pk>/", "GET", "owner", "own", "/pages/7/")
    report.add(request, seen={"page.title": "body"}, changed=["Page 7: title changed"])


def test_it_says_how_much_the_agency_saw(report):
    printed, error = run()
    assert "96 of 100 canaries (96.0%)" in printed
    assert error == ""


def test_a_finding_is_printed_and_ends_it_with_an_error(report):
    leak(report)
    printed, error = run()
    assert "GET /pages/<pk>/  as owner on the own host: /pages/7/" in printed
    assert "saw page.title in the body" in printed
    assert "Page 7: title changed" in printed
    assert error == "Findings: 1."


def test_an_agency_that_sees_too_little_ends_it_with_an_error(report):
    report.seen_by_agency = 94
    assert "the audit is blind" in run()[1]


def test_programs_get_json(report):
    leak(report)
    printed, _error = run("--json")
    answer = json.loads(printed)
    assert answer["ok"] is False
    assert answer["findings"][0]["seen"] == {"page.title": "body"}


def test_a_database_without_a_test_database_is_refused(report, monkeypatch):
    def refuse():
        raise NoTestDatabase("The database “default” has no test database of its own.")

    monkeypatch.setattr(audit_isolation, "throwaway_install", refuse)
    assert run()[1] == "The database “default” has no test database of its own."
