"""What is due by the clock."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from clinic_cms.models import DueJob
from clinic_cms.publishing import due, registered, run_due
from tests.factories import make_condition

pytestmark = pytest.mark.django_db


def schedule(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    revision = page.save_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()


def test_every_job_runs_and_reports(capsys):
    call_command("run_due")
    printed = capsys.readouterr().out
    assert registered()
    assert all(name in printed for name in registered())


def fail():
    raise RuntimeError("the mail server is on fire")


@pytest.fixture
def failing_job(monkeypatch):
    """The first job raises."""
    jobs = {"failing": (fail, due.LOCK_FOR), **due._jobs}
    monkeypatch.setattr(due, "_jobs", jobs)


def test_a_job_that_raises_is_reported_and_stops_no_other(failing_job, caplog):
    failing, *others = run_due()
    assert failing.failed
    assert failing.report == "RuntimeError: the mail server is on fire"
    assert others
    assert all(outcome.ran and not outcome.failed for outcome in others)
    assert "Traceback" in caplog.text
    row = DueJob.objects.get(pk="failing")
    assert row.report == "failed: RuntimeError: the mail server is on fire"
    assert row.locked_until is None


def test_a_failed_job_ends_the_command_with_an_error(failing_job, capsys):
    with pytest.raises(CommandError, match="failing") as error:
        call_command("run_due")
    assert error.value.returncode == 1
    printed = capsys.readouterr().out
    assert "✗ failing: RuntimeError: the mail server is on fire" in printed
    assert "✓ scheduled_publishing" in printed


@pytest.mark.parametrize("minutes", [1, 45])
def test_a_job_that_another_run_holds_is_left_alone(minutes):
    """The other machine's clock may be ahead of ours."""
    locked_until = timezone.now() + timedelta(minutes=minutes)
    DueJob.objects.create(name="scheduled_publishing", locked_until=locked_until)
    [outcome] = [o for o in run_due() if o.name == "scheduled_publishing"]
    assert not outcome.ran


def test_a_lock_that_a_killed_run_left_behind_falls_by_the_clock():
    DueJob.objects.create(
        name="scheduled_publishing", locked_until=timezone.now() - timedelta(seconds=1)
    )
    [outcome] = [o for o in run_due() if o.name == "scheduled_publishing"]
    assert outcome.ran
    assert DueJob.objects.get(pk="scheduled_publishing").locked_until is None


def test_a_lock_of_a_clock_that_was_set_back_falls():
    DueJob.objects.create(
        name="scheduled_publishing", locked_until=timezone.now() + timedelta(days=365)
    )
    list(run_due())
    assert DueJob.objects.get(pk="scheduled_publishing").locked_until is None


def test_a_scheduled_article_goes_live(article):
    schedule(article, title="Later")
    list(run_due())
    article.refresh_from_db()
    assert article.title == "Later"


def test_one_refused_page_stops_no_other(library, article, caplog):
    other = make_condition(library, "other")
    schedule(article, title="Broken {{ clinic.fone }}")
    schedule(other, title="Fine")
    [outcome] = [o for o in run_due() if o.name == "scheduled_publishing"]
    article.refresh_from_db()
    other.refresh_from_db()
    assert outcome.report == "published 1, unpublished 0, refused 1"
    assert article.title == "Back spasms"
    assert other.title == "Fine"
    assert "clinic.phone" in caplog.text


def test_an_expired_article_is_taken_offline(article):
    article.expire_at = timezone.now() - timedelta(minutes=1)
    article.save()
    list(run_due())
    article.refresh_from_db()
    assert not article.live
