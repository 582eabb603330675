"""The same install with Django's own middleware alone, and one view."""

from tests.benchmarks.ours.settings import *
from tests.benchmarks.ours.settings import INSTALLED_APPS, MIDDLEWARE

# allauth asks for its middleware where it is installed.
INSTALLED_APPS = [name for name in INSTALLED_APPS if not name.startswith("allauth")]
MIDDLEWARE = [name for name in MIDDLEWARE if name.startswith("django.")]
ROOT_URLCONF = "tests.benchmarks.bare.urls"
