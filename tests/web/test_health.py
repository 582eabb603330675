"""`/healthz` and `/readyz`, by any host and by IP."""

from threading import Event

import pytest
from django.db import DatabaseError

from clinic_cms.web import health
from clinic_cms.web.health import Migrations, Probe

READY = {"status": "ready", "database": "ok", "cache": "ok", "migrations": "ok"}
HOSTS = ["10.0.0.7:8000", "[::1]", "nobody.example", "kosak.example", "not a host"]


@pytest.fixture
def ask(client):
    def ask(path, **headers):
        response = client.get(path, headers=headers)
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies
        return response.status_code, response.json()

    return ask


@pytest.fixture
def replaced(monkeypatch):
    """A part of the install that gives another answer."""

    def replace(name, question):
        monkeypatch.setattr(health, name.upper(), Probe(name, question))

    return replace


@pytest.mark.parametrize("host", HOSTS)
def test_a_process_responds_without_a_database(ask, host, settings):
    settings.ALLOWED_HOSTS = ["kosak.example"]
    settings.SECURE_SSL_REDIRECT = True
    assert ask("/healthz", host=host) == (200, {"status": "ok"})


@pytest.mark.django_db
@pytest.mark.parametrize("host", HOSTS)
def test_an_install_with_all_its_parts_is_ready(ask, host, settings, django_assert_num_queries):
    settings.ALLOWED_HOSTS = ["kosak.example"]
    settings.SECURE_SSL_REDIRECT = True
    with django_assert_num_queries(0):
        assert ask("/readyz", host=host) == (200, READY)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_other_methods_are_refused(client, path):
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405


@pytest.mark.django_db
def test_only_these_paths_are_answered(client, kosak):
    assert client.get("/es/healthz", headers={"host": kosak.host}).status_code == 404
    assert client.get("/healthz/", headers={"host": kosak.host}).status_code == 404


@pytest.mark.django_db
def test_a_database_that_fails_is_named_without_its_secrets(ask, replaced, caplog):
    def refuse():
        raise DatabaseError("password authentication failed for user “clinic”")

    replaced("database", refuse)
    status, content = ask("/readyz")
    assert status == 503
    assert content == {**READY, "status": "not ready", "database": "fails"}
    assert "password authentication failed" in caplog.text


@pytest.mark.django_db
def test_a_part_that_hangs_is_asked_once_and_waited_for_no_longer_than_a_limit(
    ask, replaced, monkeypatch
):
    monkeypatch.setattr(health, "SECONDS", 0.2)
    comes_back, asked = Event(), []

    def hang():
        asked.append(1)
        comes_back.wait(60)
        return "ok"

    replaced("database", hang)
    for _again in range(3):
        status, content = ask("/readyz")
        assert (status, content["database"]) == (503, "no response")
    assert len(asked) == 1
    comes_back.set()
    monkeypatch.setattr(health, "SECONDS", 60)
    assert ask("/readyz") == (200, READY)


@pytest.mark.django_db
def test_missing_migrations_are_counted_until_they_are_applied(ask, replaced, monkeypatch):
    plans = [["0001", "0002"], []]
    monkeypatch.setattr(
        health.MigrationExecutor, "migration_plan", lambda executor, targets: plans.pop(0)
    )
    replaced("migrations", Migrations())
    assert ask("/readyz") == (503, {**READY, "status": "not ready", "migrations": "2 to apply"})
    for _again in range(2):
        assert ask("/readyz") == (200, READY)


@pytest.mark.django_db
def test_an_install_without_its_cache_is_degraded_and_ready(ask, shared_cache, redis):
    assert ask("/readyz") == (200, READY)
    redis.stop()
    try:
        status, content = ask("/readyz")
    finally:
        redis.start()
    assert status == 200
    assert content == {**READY, "status": "degraded", "cache": "fails"}
