"""Wires the plugin into Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClinicCMSConfig(AppConfig):
    """One app, one label, one line of migrations."""

    name = "clinic_cms"
    label = "clinic_cms"
    verbose_name = _("Clinics")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from clinic_cms import checks, facts, translating  # noqa: F401  (they register themselves)
        from clinic_cms.api import cached_responses
        from clinic_cms.publishing import (  # noqa: F401
            cache_versions,
            media,
            synchronized_titles,
            translations,
            webhooks,
        )
        from clinic_cms.serving import early_responses
        from clinic_cms.serving.page_urls import make_urls_by_routing

        make_urls_by_routing()
        media.connect()
        cache_versions.connect()
        early_responses.register(cached_responses.answer)
