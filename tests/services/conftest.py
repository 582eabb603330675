"""An install on PostgreSQL and Redis, made once, and two processes of the app that share it.

The servers are these tests' own, as they are stopped and frozen.
"""

from contextlib import ExitStack
from itertools import count

import pytest

from tests.caches import Redis
from tests.databases import Postgres
from tests.services.apps import App, Editor, Install

PASSWORD = "agency-tests"
PREPARE = f"""
import django
django.setup()
from django.contrib.auth import get_user_model
from tests.factories import make_clinic, make_condition, make_library
article = make_condition(make_library())
make_clinic()
article.title = "Corrected"
article.save_revision()
get_user_model().objects.create_superuser("agency", "agency@agency.example", "{PASSWORD}")
print(article.pk)
"""

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres():
    server = Postgres()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def made(postgres, tmp_path_factory):
    """A database with a clinic and an article, to be copied, and the article's primary key."""
    postgres.execute("CREATE DATABASE made")
    install = Install(postgres.url("made"), "", tmp_path_factory.mktemp("made"))
    install.run("-m", "django", "migrate", "--verbosity=0")
    return int(install.run("-c", PREPARE))


@pytest.fixture
def redis_server(tmp_path):
    """A Redis that a test may kill or freeze."""
    server = Redis(tmp_path)
    yield server
    server.process.kill()
    server.process.wait()


@pytest.fixture
def install(postgres, made, redis_server, tmp_path):
    name = f"copy_{next(_numbers)}"
    postgres.execute(f"CREATE DATABASE {name} TEMPLATE made")
    return Install(postgres.url(name), redis_server.url, tmp_path)


@pytest.fixture
def apps(install):
    """Two processes of one install."""
    with ExitStack() as stack:
        started = []
        for name in ("one", "other"):
            started.append(App(install, name))
            stack.callback(started[-1].stop)
        yield started


@pytest.fixture
def editor(apps):
    return Editor(apps[0], PASSWORD)
