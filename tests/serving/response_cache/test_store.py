"""A cache that does not respond is left alone for a moment, except by those who must be heard."""

import pytest
from redis import Redis as Client

from clinic_cms.serving.response_cache import store

READS = [
    lambda: store.get("key"),
    lambda: store.get_many(["key"]),
    lambda: store.put("key", 1, 60),
    lambda: store.put_new("key", 1, 60),
    lambda: store.count("key", 60),
]


@pytest.fixture
def failures(shared_cache, redis, caplog):
    """The number of times that the cache was asked in vain."""
    redis.stop()
    yield lambda: len([each for each in caplog.records if each.name == "clinic_cms.cache"])
    redis.start()


@pytest.mark.parametrize("ask", READS)
def test_a_cache_that_is_down_is_asked_once(failures, ask):
    for again in READS:
        ask()
        again()
    assert failures() == 1


def test_it_is_asked_again_after_a_pause(failures, monkeypatch):
    monkeypatch.setattr(store, "PAUSE", 0)
    for _again in range(3):
        assert store.get("key") is None
    assert failures() == 3


def test_one_that_is_full_is_read_on(shared_cache, redis):
    store.put("key", 1, 60)
    with Client.from_url(redis.url) as client:
        client.config_set("maxmemory", 1)
        store.put("other", 1, 60)
        found = store.get_many(["key", "other"])
        client.config_set("maxmemory", 0)
    assert found == {"key": 1}


def test_a_writer_tries_to_be_heard_in_the_pause(failures):
    store.get("key")
    store.put("key", 1, 60, insist=True)
    assert failures() == 2
