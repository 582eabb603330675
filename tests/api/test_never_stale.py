"""Whatever changes, the next answer is the one that would be made now, with either cache."""

from contextlib import contextmanager
from datetime import timedelta

import hypothesis
import pytest
import time_machine
from django.core.cache import caches as django_caches
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis.strategies import (
    booleans,
    integers,
    just,
    lists,
    one_of,
    sampled_from,
    tuples,
)

from clinic_cms.models import ConditionPage
from clinic_cms.publishing import run_due
from clinic_cms.serving.process_cache import clear_process_caches
from tests.api.changes import CHANGES, NOON, World, publish
from tests.api.conftest import NETWORK
from tests.cdn import Cdn
from tests.recordings import recorded
from tests.web.test_query_counts import offer

pytestmark = pytest.mark.django_db
KEEPING = ("default", "shared")
PATHS = (
    "clinics/kosak",
    "clinics/kosak/home",
    "clinics/kosak/locations",
    "clinics/kosak/conditions",
    "clinics/kosak/conditions/back-spasms",
    "clinics/kosak/conditions/full",
    "clinics/kosak/conditions/full?locale=es",
    "clinics/kosak/pages/contact?locale=es",
    "clinics/kosak/navigation?locale=es",
    "clinics/kosak/sitemap",
    "clinics/sol/conditions/full",
    "resolve?host=kosak.example&path=/contact/",
    "resolve?host=spare.example&path=/",
)
PAGES = (
    "/",
    "/conditions/",
    "/conditions/full/",
    "/contact/",
    "/wilson/",
    "/none/",
    "/sitemap.xml",
)
SPANISH = ("/es/", "/es/conditions/full/", "/es/contact/")
ADDRESSES = [
    *((NETWORK, f"/api/v1/{path}") for path in PATHS),
    ("kosak.example", f"/api/v1/{PATHS[4]}"),
    *(("kosak.example", path) for path in (*PAGES, *SPANISH)),
    ("sol.example", "/conditions/full/"),
    ("new.example", "/"),
]


@recorded
def offered(kosak, spanish_article):
    """A clinic's pages in Spanish."""
    with time_machine.travel(NOON, tick=False):
        offer(kosak, ["es"], (kosak.doctor, kosak.location, kosak.index, kosak.contact))


@pytest.fixture
def world(request, article, kosak, sol, offered, full_article, picture):
    with time_machine.travel(NOON, tick=False) as clock:
        # After its translation, which would have to translate all that the home has.
        request.getfixturevalue("full_home")
        yield World(kosak, sol, article, full_article, picture, clock)


@pytest.fixture
def caches(settings, redis):
    """One cache that is this process's own, one that all share, and none."""
    django = "django.core.cache.backends"
    settings.CACHES = {
        "default": {"BACKEND": f"{django}.locmem.LocMemCache", "LOCATION": "tests"},
        "shared": {"BACKEND": f"{django}.redis.RedisCache", "LOCATION": redis.url},
        "none": {"BACKEND": f"{django}.dummy.DummyCache"},
    }
    # Writers announce in the shared one; the other kind needs none.
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "CACHE": "shared"}
    return django_caches


@contextmanager
def kept_in(alias, settings):
    with override_settings(CLINIC_CMS={**settings.CLINIC_CMS, "CACHE": alias}):
        yield


def ask(client, host, path):
    return told(client.get(path, headers={"host": host}))


def told(response):
    return response.status_code, response.get("Location"), response.content


def ask_all(client, alias, settings):
    """Every answer by its address."""
    with kept_in(alias, settings):
        return {(host, path): ask(client, host, path) for host, path in ADDRESSES}


def ask_cdn(client, settings):
    """Every answer as a CDN gives it."""
    cdn = Cdn()
    with kept_in("shared", settings):
        responses = {(host, path): cdn.get(client, host, path) for host, path in ADDRESSES}
    return {url: told(response) for url, response in responses.items()}


def made_now(client, settings):
    """Every answer as a process makes it that has just begun and keeps nothing."""
    clear_process_caches()
    return ask_all(client, "none", settings)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_the_next_answer_knows_the_change(client, settings, caches, world, change):
    before = made_now(client, settings)
    for alias in KEEPING:
        assert ask_all(client, alias, settings) == before
    for _moment in change(world) or [None]:
        for alias in KEEPING:
            ask_all(client, alias, settings)
    after = {alias: ask_all(client, alias, settings) for alias in KEEPING}
    now = made_now(client, settings)
    assert after == dict.fromkeys(KEEPING, now)
    assert now != before


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_cdn_knows_the_change_once_what_is_due_was_done(
    client, settings, caches, world, monkeypatch, change
):
    monkeypatch.setattr(Cdn, "entries", {})
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "CDN_MAX_AGE": 7 * 86_400}
    settings.WAGTAILFRONTENDCACHE = {"default": {"BACKEND": "tests.cdn.Cdn"}}
    before = ask_cdn(client, settings)
    for _moment in change(world) or [None]:
        ask_cdn(client, settings)
    assert not [outcome.report for outcome in run_due() if outcome.failed]
    now = made_now(client, settings)
    assert ask_cdn(client, settings) == now
    assert now != before


STEPS = lists(
    one_of(
        tuples(just("read"), sampled_from(ADDRESSES)),
        tuples(just("phone"), sampled_from(["+17075550101", "+17075550102", ""])),
        tuples(just("name"), sampled_from(["Kosak", "Kosak Spine"])),
        tuples(just("summary"), sampled_from(["Once.", "{{ clinic.name }}."])),
        tuples(just("live"), booleans()),
        tuples(just("expire"), booleans()),
        tuples(just("minutes"), integers(1, 40)),
    ),
    min_size=4,
    max_size=16,
)


def take(world, step, value):
    """Change one thing of the world."""
    clinic, article = world.kosak.clinic, ConditionPage.objects.get(pk=world.article.pk)
    if step == "phone":
        publish(world.kosak.location, phone=value)
    elif step == "name":
        clinic.name = value
        clinic.save(update_fields=["name"])
    elif step == "summary":
        publish(article, summary=value)
    elif step == "live" and value:
        publish(article)
    elif step == "live":
        article.unpublish()
    elif step == "expire":
        publish(article, expire_at=timezone.now() + timedelta(minutes=20) if value else None)
    elif step == "minutes":
        world.pass_time(minutes=value)


@hypothesis.settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_changes_and_readers_may_come_in_any_order(client, settings, caches, world, steps):
    world.clock.move_to(NOON)
    clear_process_caches()
    for alias in KEEPING:
        caches[alias].clear()
    with transaction.atomic():
        for step, value in steps:
            take(world, step, value)
            host, path = value if step == "read" else ADDRESSES[15]
            answers = []
            for alias in (*KEEPING, "none"):
                with kept_in(alias, settings):
                    answers.append(ask(client, host, path))
            assert answers == answers[:1] * 3, (step, value)
        transaction.set_rollback(True)
