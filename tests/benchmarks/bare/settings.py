"""The same install with Django's own middleware alone, and one view."""

from tests.benchmarks.ours.settings import *
from tests.benchmarks.ours.settings import MIDDLEWARE

MIDDLEWARE = [name for name in MIDDLEWARE if name.startswith("django.")]
ROOT_URLCONF = "tests.benchmarks.bare.urls"
