"""The reference install's own app: it holds the demo's command."""

from django.apps import AppConfig


class ReferenceInstall(AppConfig):
    """Labelled apart from `django.contrib.sites`."""

    name = "sites"
    label = "reference_install"
