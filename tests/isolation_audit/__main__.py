"""`python -m tests.isolation_audit`: removes what keeps clinics apart, part by part."""

import os
import sys
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sites.settings.test")
django.setup()

# It imports models.
sys.exit(import_module("tests.isolation_audit.removing").main(sys.argv[1:]))
