"""Settings of the test suite."""

import os

os.environ["SECRET_KEY"] = "tests"
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "sqlite://:memory:")
os.environ["NETWORK_HOSTS"] = "network.example"
os.environ["PUBLIC_SCHEME"] = "http"

from sites.settings.base import *
from sites.settings.base import CLINIC_CMS, DATABASES, MIDDLEWARE, STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")
DATABASES["default"]["OPTIONS"] = {}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests ask more in a minute than one address may; those of the limit set their own.
CLINIC_CMS["RATE_LIMIT"] = None
