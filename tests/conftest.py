"""Two clinics with different everything, and an article that both show."""

import hypothesis
import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from wagtail.models import Collection, Locale, Page

from clinic_cms.serving.process_cache import clear_process_caches
from clinic_cms.serving.response_cache import store
from tests.caches import Redis
from tests.factories import make_clinic, make_condition, make_library, translate
from tests.recordings import recorded, recordings
from tests.two_clinics import SECRET, people

ENTRANCES = (
    ("wagtailadmin", "admin", "access_admin"),
    ("wagtail_localize", "translation", "submit_translation"),
)
"""Permissions that migrations make, and no model has."""

# A busy machine is no failing test: examples may take as long as they take.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Rolled-back rows come again with the same primary keys."""
    clear_process_caches()
    cache.clear()
    store.outage.end()
    recordings.start()


@pytest.fixture
def wagtail_roots(transactional_db):
    """The rows that Wagtail's migrations make: a test that commits leaves an emptied database."""
    Locale.objects.get_or_create(language_code="en-us")
    if not Page.objects.exists():
        Page.add_root(instance=Page(title="Root", slug="root"))
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    for app_label, model, codename in ENTRANCES:
        kind, _made = ContentType.objects.get_or_create(app_label=app_label, model=model)
        Permission.objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": codename}
        )


@pytest.fixture(scope="session")
def redis(tmp_path_factory):
    server = Redis(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture
def no_cache(settings):
    """No response is kept: each request has its response made."""
    backend = "django.core.cache.backends.dummy.DummyCache"
    settings.CACHES = {**settings.CACHES, "default": {"BACKEND": backend}}


@pytest.fixture
def process_cache(settings):
    """Each process keeps answers for itself."""
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {**settings.CACHES, "default": {"BACKEND": backend, "LOCATION": "tests"}}
    cache.clear()


@pytest.fixture
def shared_cache(settings, redis):
    """All processes keep answers together."""
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {**settings.CACHES, "default": {"BACKEND": backend, "LOCATION": redis.url}}
    cache.clear()
    yield
    cache.close()


@recorded
def library(db):
    return make_library()


@recorded
def kosak(library):
    return make_clinic()


@recorded
def sol(library):
    """Spanish by default, outside the United States, a woman, and no service areas."""
    return make_clinic(
        "sol",
        name="Quiropráctica Sol",
        host="sol.example",
        code="es",
        doctor={
            "title": "Lucía Núñez",
            "slug": "nunez",
            "honorific": "Dra.",
            "first_name": "Lucía",
            "last_name": "Núñez",
            "gender": "feminine",
        },
        location={
            "city": "Mérida",
            "region": "Yucatán",
            "country": "MX",
            "phone": "+529995550142",
            "service_areas": [],
        },
    )


@recorded
def article(library):
    return make_condition(library)


@recorded
def spanish_article(article, sol):
    make_library("es", article.get_parent().specific)
    return translate(article, "es", title="Espasmos de espalda", slug="espasmos")


@pytest.fixture
def ours(kosak, settings, tmp_path, monkeypatch):
    """A clinic with an owner, drafts, pictures and a workflow, all named “Ours …”.

    The guard is off: what its table lets pass is what a view itself keeps apart.
    """
    monkeypatch.setattr("clinic_cms.web.middleware.refuse", lambda *_arguments: None)
    settings.MEDIA_ROOT = tmp_path
    return people(kosak, "owner", "Ours")


@pytest.fixture
def theirs(sol, settings, tmp_path):
    """Another one, whose every name has a word that the first one's people must not meet."""
    settings.MEDIA_ROOT = tmp_path
    sol.home.title = f"{SECRET} clinic"
    sol.home.save_revision().publish()
    return people(sol, "owner", SECRET)
