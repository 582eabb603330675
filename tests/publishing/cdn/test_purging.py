"""What changed is purged by its scope, in one request, until the CDN has done it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django_tasks import default_task_backend

from clinic_cms.models import CacheVersion, clinic_scope
from clinic_cms.publishing import run_due
from clinic_cms.publishing.cache_versions import bump
from clinic_cms.publishing.cdn.backends import PurgeError
from clinic_cms.publishing.cdn.purging import SETTLED, purge_changed, purge_now

pytestmark = pytest.mark.django_db


class Backend:
    """Notes what is purged; fails for as long as `is_down`."""

    most_keys = 4
    asked: list[list[str]] = []
    is_down = False
    meanwhile = staticmethod(lambda: None)

    def __init__(self, params):
        pass

    def purge_keys(self, keys):
        Backend.asked.append([*keys])
        Backend.meanwhile()
        if Backend.is_down:
            raise PurgeError("The CDN did not purge: 503.")


class Other(Backend):
    """A second CDN, which is well."""

    def purge_keys(self, keys):
        Backend.asked.append(["other", *keys])


class ByUrl:
    """One of those that only purge URLs."""

    def __init__(self, params):
        pass


def configure(settings, **backends):
    paths = {name: {"BACKEND": f"{__name__}.{each.__name__}"} for name, each in backends.items()}
    settings.WAGTAILFRONTENDCACHE = paths


@pytest.fixture
def asked(settings, monkeypatch):
    """What the CDN was asked to purge, after what fixtures changed."""
    configure(settings, default=Backend)
    monkeypatch.setattr(Backend, "asked", [])
    monkeypatch.setattr(Backend, "is_down", False)
    monkeypatch.setattr(Backend, "meanwhile", staticmethod(lambda: None))
    CacheVersion.objects.all().delete()
    return Backend.asked


def later():
    return time_machine.travel(timezone.now() + SETTLED + timedelta(seconds=1))


def test_what_changed_is_purged_in_one_request(asked):
    bump(["shared", "clinic:12"])
    bump(["clinic:12"])
    assert purge_changed() == "2 purged"
    assert asked == [["clinic:12", "shared", "clinics"]]


def test_nothing_is_purged_for_nothing(asked):
    assert purge_changed() == "0 purged"
    assert asked == []


def test_it_is_purged_a_second_time_once_older_responses_have_arrived(asked):
    bump(["shared"])
    purge_changed()
    purge_changed()
    assert len(asked) == 1
    with later():
        purge_changed()
        purge_changed()
    assert asked == [["shared", "clinics"]] * 2


def test_a_change_between_the_two_counts_from_the_start(asked):
    bump(["shared"])
    purge_changed()
    with later():
        bump(["shared"])
        purge_changed()
        purge_changed()
        assert len(asked) == 2
    with time_machine.travel(timezone.now() + 3 * SETTLED):
        purge_changed()
        purge_changed()
    assert len(asked) == 3


def test_many_changes_take_as_few_requests_as_the_cdn_allows(asked):
    bump([clinic_scope(number) for number in range(7)])
    purge_changed()
    assert [len(keys) for keys in asked] == [4, 4, 2]


def test_a_purge_that_fails_is_reported_and_tried_again(asked):
    bump(["shared"])
    Backend.is_down = True
    for _run in range(2):
        [outcome] = [each for each in run_due() if each.name == "cdn"]
        assert outcome.failed
        assert "did not purge: 503" in outcome.report
    Backend.is_down = False
    assert purge_changed() == "1 purged"
    assert asked == [["shared", "clinics"]] * 3


def test_one_cdn_that_fails_keeps_no_other_from_purging(asked, settings):
    configure(settings, default=Backend, other=Other)
    bump(["shared"])
    Backend.is_down = True
    with pytest.raises(PurgeError):
        purge_changed()
    assert asked == [["shared", "clinics"], ["other", "shared", "clinics"]]


def test_what_changes_during_a_purge_is_purged_next(asked):
    bump(["shared"])
    Backend.meanwhile = staticmethod(lambda: bump(["shared"]))
    purge_changed()
    Backend.meanwhile = staticmethod(lambda: None)
    assert purge_changed() == "1 purged"


def test_backends_that_only_know_urls_are_left_alone(asked, settings):
    configure(settings, default=ByUrl)
    bump(["shared"])
    assert purge_changed() == "no CDN that purges by key"


def test_the_editor_does_not_wait_for_a_cdn(asked, kosak, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        kosak.location.save()
    assert asked == []


def test_a_task_worker_purges_at_once(kosak, asked, settings, django_capture_on_commit_callbacks):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    with django_capture_on_commit_callbacks(execute=True):
        kosak.location.save()
    [purge, *_] = [each.task for each in default_task_backend.results if each.task == purge_now]
    purge.call()
    assert asked == [[clinic_scope(kosak.clinic.pk), "clinics"]]
