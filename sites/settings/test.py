"""Settings of the test suite."""

import os
from tempfile import TemporaryDirectory

# In a file, each thread of a test server has a connection of its own, as real ones have; a
# database in memory is one connection, on which concurrent requests break each other's savepoints.
FILES = TemporaryDirectory(prefix="clinic-cms-tests-")

os.environ["SECRET_KEY"] = "tests"
os.environ["DATABASE_URL"] = os.environ.get(
    "TEST_DATABASE_URL", f"sqlite:///{FILES.name}/db.sqlite3"
)
os.environ["NETWORK_HOSTS"] = "network.example"
os.environ["PUBLIC_SCHEME"] = "http"

from sites.settings.base import *
from sites.settings.base import CLINIC_CMS, DATABASES, MIDDLEWARE, STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": f"{FILES.name}/test.sqlite3"}
    # What a crash would lose is nothing here.
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    DATABASES["default"]["OPTIONS"]["init_command"] = pragmas
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests ask more in a minute than one address may; those of the limit set their own.
CLINIC_CMS["RATE_LIMIT"] = None
