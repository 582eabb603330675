"""A version in a shared cache is used only while it is the database's, whoever comes in between."""

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from clinic_cms.models import SHARED, CacheVersion
from clinic_cms.publishing.cache_versions import bump
from clinic_cms.serving.response_cache import store, versions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_cache")]


class Crash(Exception):
    """What ends a transaction."""


def bump_and_crash():
    with transaction.atomic():
        bump([SHARED])
        raise Crash


def current():
    return CacheVersion.objects.get(pk=SHARED).version


def holds(version, *, queries):
    """Whether a version holds, which has to cost so many queries."""
    with CaptureQueriesContext(connection) as asked:
        found = versions.are_current({SHARED: version})
    assert len(asked) == queries
    return found


def test_once_asked_the_cache_knows():
    bump([SHARED])
    version = current()
    assert holds(version, queries=1)
    assert holds(version, queries=0)


def test_a_scope_in_which_nothing_ever_changed_is_known_too():
    assert holds("", queries=1)
    assert holds("", queries=0)


def test_each_change_ends_what_was_kept():
    bump([SHARED])
    old = current()
    assert holds(old, queries=1)
    bump([SHARED])
    assert not holds(old, queries=1)
    assert not holds(old, queries=0)
    assert holds(current(), queries=0)


def test_a_reader_who_stores_an_old_version_late_deceives_nobody(monkeypatch):
    bump([SHARED])
    old, read = current(), versions._read

    def overtaken(scopes):
        found = read(scopes)
        bump([SHARED])
        return found

    monkeypatch.setattr(versions, "_read", overtaken)
    # It read before the change: its own answer is that of a moment ago.
    assert versions.are_current({SHARED: old})
    monkeypatch.undo()
    assert not holds(old, queries=1)
    assert holds(current(), queries=0)


def test_the_first_reader_of_all_deceives_nobody_either(monkeypatch):
    bump([SHARED])
    old, read = current(), versions._read
    cache.clear()

    def overtaken(scopes):
        found = read(scopes)
        bump([SHARED])
        return found

    monkeypatch.setattr(versions, "_read", overtaken)
    assert versions.are_current({SHARED: old})
    monkeypatch.undo()
    assert not holds(old, queries=1)


def test_a_slow_reader_announces_nothing(monkeypatch):
    bump([SHARED])
    cache.clear()
    monkeypatch.setattr(versions, "ROW_FOR", 0)
    assert holds(current(), queries=1)
    monkeypatch.undo()
    assert cache.get_many([versions._announced_key(SHARED), versions._row_key(SHARED)]) == {}


def test_a_change_that_is_not_committed_yet_sends_readers_to_the_database():
    bump([SHARED])
    old = current()
    assert holds(old, queries=1)
    versions.announce({SHARED: "coming"})
    assert holds(old, queries=1)
    assert holds(old, queries=1)
    CacheVersion.objects.filter(pk=SHARED).update(version="coming")
    assert not holds(old, queries=1)
    assert holds("coming", queries=0)


def test_a_change_that_is_rolled_back_costs_queries_until_it_is_forgotten():
    bump([SHARED])
    old = current()
    with pytest.raises(Crash):
        bump_and_crash()
    assert holds(old, queries=1)
    assert holds(old, queries=1)
    # As after `ANNOUNCED_FOR`.
    cache.delete(versions._announced_key(SHARED))
    assert holds(old, queries=1)
    assert holds(old, queries=0)


def test_of_two_writers_the_last_to_commit_counts():
    bump([SHARED])
    first = current()
    bump([SHARED])
    assert holds(current(), queries=1)
    assert not holds(first, queries=0)


def test_an_evicted_announcement_is_found_again():
    bump([SHARED])
    assert holds(current(), queries=1)
    cache.delete(versions._announced_key(SHARED))
    assert holds(current(), queries=1)
    assert holds(current(), queries=0)


def test_a_cache_that_is_down_is_as_good_as_an_empty_one(redis, caplog):
    bump([SHARED])
    assert holds(current(), queries=1)
    redis.stop()
    try:
        assert holds(current(), queries=1)
        old = current()
        bump([SHARED])
        assert not holds(old, queries=1)
        assert not store.put_new("a", 1, 1)
        assert store.count("b", 1) == 0
        assert store.get("a") is None
    finally:
        redis.start()
    assert "does not respond" in caplog.text
    assert holds(current(), queries=1)
