"""The demo on one's own machine: plain HTTP on PORT, log-ins that everybody knows."""

import os

os.environ.setdefault("SECRET_KEY", "the demo's key is no secret: never serve patients with it")
os.environ.setdefault("NETWORK_HOSTS", "localhost")
os.environ.setdefault("PUBLIC_SCHEME", "http")
os.environ.setdefault("PUBLIC_PORT", os.environ.get("PORT", "8000"))

from sites.settings.base import *
from sites.settings.base import LANGUAGES, STATIC_ROOT, STORAGES

# Static files come straight from where they lie: nothing to collect before each start.
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# A clinic writes its own kind of English, Spanish or French; texts and labels are the language's.
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [
    *LANGUAGES,
    ("en-gb", "English (United Kingdom)"),
    ("en-au", "English (Australia)"),
    ("en-ca", "English (Canada)"),
    ("es-mx", "Español (México)"),
    ("fr-ca", "Français (Canada)"),
]

# Invitations and links for a new password are printed where the demo runs.
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

DEMO_LOGINS = {
    # user name: (password, full name, slug of the clinic, or "" for the agency)
    "agency": ("agency-demo", "Nora Feld", ""),
    "kosak": ("kosak-demo", "Michael Wilson", "kosak-chiropractic"),
    "harbor": ("harbor-demo", "Eleanor Whitcombe", "harbor-spine"),
    "sol": ("sol-demo", "Inés Peniche", "quiropractica-sol"),
}
