"""A throw-away install: a new test database, files in a temporary folder, nothing sent out."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connections
from django.test.utils import (
    override_settings,
    setup_databases,
    setup_test_environment,
    teardown_databases,
    teardown_test_environment,
)

from clinic_cms.conf import configured
from clinic_cms.errors import ClinicCMSError

TASKS = "django_tasks.backends.dummy.DummyBackend"
FILES = "django.core.files.storage.FileSystemStorage"
NETWORK_HOST = "network.isolation-audit.example"


class NoTestDatabase(ClinicCMSError):
    """A database is the configured one: nothing may be tried on it."""


@contextmanager
def throwaway_install() -> Iterator[None]:
    """Run in an install of the project's code whose data is thrown away afterwards.

    Raises NoTestDatabase before anything is written, if a database is not a new one.
    """
    with ExitStack() as stack:
        before = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
        setup_test_environment()
        stack.callback(teardown_test_environment)
        names = setup_databases(verbosity=0, interactive=False)
        stack.callback(teardown_databases, names, verbosity=0)
        for alias, name in before.items():
            if connections[alias].settings_dict["NAME"] == name:
                raise NoTestDatabase(f"The database “{alias}” has no test database of its own.")
        stack.enter_context(throwaway_services())
        yield


@contextmanager
def throwaway_services() -> Iterator[None]:
    """Keep files in a temporary folder, and send no mail, task or purge."""
    folder = TemporaryDirectory(prefix="isolation-audit-")
    with folder as path, override_settings(**_settings(path)):
        for cache in caches.all():
            cache.clear()
        yield


def _settings(folder: str) -> dict[str, Any]:
    own = configured()
    return {
        "MEDIA_ROOT": folder,
        "STORAGES": {
            **settings.STORAGES,
            "default": {"BACKEND": FILES},
            # One with a manifest needs `collectstatic`.
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
        "TASKS": {"default": {"BACKEND": TASKS}},
        "CACHES": {
            alias: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": alias}
            for alias in settings.CACHES
        },
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "WAGTAILFRONTENDCACHE": {},
        "SESSION_ENGINE": "django.contrib.sessions.backends.db",
        "CLINIC_CMS": {
            **own,
            "NETWORK_HOSTS": own.get("NETWORK_HOSTS") or (NETWORK_HOST,),
            # Thousands of requests come from one address.
            "RATE_LIMIT": None,
            "SIGN_IN_RATE": None,
        },
    }
