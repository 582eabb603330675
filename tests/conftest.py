"""Two clinics with different everything, and an article that both show."""

import hypothesis
import pytest
from django.core.cache import cache

from clinic_cms.serving import clear_process_caches, store
from tests.caches import Redis
from tests.factories import make_clinic, make_condition, make_library, translate
from tests.recordings import recordings

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


@pytest.fixture(scope="session")
def redis(tmp_path_factory):
    server = Redis(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


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


@pytest.fixture
def library(db):
    return recordings.build(make_library)


@pytest.fixture
def kosak(library):
    return recordings.build(make_clinic)


def make_sol():
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


@pytest.fixture
def sol(library):
    """Spanish by default, outside the United States, a woman, and no service areas."""
    return recordings.build(make_sol)


@pytest.fixture
def article(library):
    return recordings.build(make_condition, library)


def make_spanish(article):
    make_library("es", article.get_parent().specific)
    return translate(article, "es", title="Espasmos de espalda", slug="espasmos")


@pytest.fixture
def spanish_article(article, sol):
    return recordings.build(make_spanish, article)
