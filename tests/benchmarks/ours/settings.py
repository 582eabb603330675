"""The reference install, whose static files are not collected."""

import os

os.environ["SECRET_KEY"] = "no secret"
os.environ["DATABASE_URL"] = f"sqlite:///{os.environ['BENCH_DATABASE']}"
os.environ["NETWORK_HOSTS"] = "network.example"
os.environ["PUBLIC_SCHEME"] = "http"
os.environ["RATE_LIMIT"] = ""

from sites.settings.base import *
from sites.settings.base import LOGGING, STATIC_ROOT, STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
LOGGING["loggers"]["django.request"] = {"level": "ERROR"}
STATIC_ROOT.mkdir(exist_ok=True)
