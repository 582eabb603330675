#!/usr/bin/env python
"""Runs Django's and the plugin's commands; without DJANGO_SETTINGS_MODULE, on the demo."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sites.settings.demo")
    execute_from_command_line(sys.argv)
