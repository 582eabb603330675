"""System checks for set-ups that would fail later, or serve the wrong clinic."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db import DatabaseError

from clinic_cms.conf import SETTING, Settings, configured, get_settings

NEEDED_APPS = ("wagtail_localize", "wagtail.images", "wagtail.admin", "wagtail.documents")
MIDDLEWARE = "clinic_cms.web.middleware.ClinicMiddleware"


@checks.register("clinic_cms")
def check_apps(**_: Any) -> list[checks.CheckMessage]:
    """Apps that the plugin needs beside itself."""
    return [
        checks.Error(
            f"{name} is not installed.",
            hint=f"Add “{name}” to INSTALLED_APPS, below “clinic_cms”.",
            id="clinic_cms.E001",
        )
        for name in NEEDED_APPS
        if not apps.is_installed(name)
    ]


@checks.register("clinic_cms")
def check_languages(**_: Any) -> list[checks.CheckMessage]:
    """The languages that clinics can offer."""
    if getattr(settings, "WAGTAIL_CONTENT_LANGUAGES", None) and getattr(
        settings, "WAGTAIL_I18N_ENABLED", False
    ):
        return []
    return [
        checks.Error(
            "The languages of the install are not set.",
            hint="Set WAGTAIL_I18N_ENABLED = True and WAGTAIL_CONTENT_LANGUAGES = "
            '[("en-us", "English"), ("es", "Español")] or the languages you need.',
            id="clinic_cms.E002",
        )
    ]


@checks.register("clinic_cms")
def check_network_host(**_: Any) -> list[checks.CheckMessage]:
    """The host where the agency works."""
    if get_settings().NETWORK_HOSTS:
        return []
    return [
        checks.Error(
            "No network host is set, so the agency's admin has no address.",
            hint=f'Set {SETTING} = {{"NETWORK_HOSTS": ["admin.example.com"]}}.',
            id="clinic_cms.E003",
        )
    ]


@checks.register("clinic_cms")
def check_middleware(**_: Any) -> list[checks.CheckMessage]:
    """The middleware that maps hosts to clinics."""
    if MIDDLEWARE in settings.MIDDLEWARE:
        return []
    return [
        checks.Error(
            "Requests are not mapped to clinics.",
            hint=f"Add “{MIDDLEWARE}” to MIDDLEWARE, right after SecurityMiddleware.",
            id="clinic_cms.E004",
        )
    ]


@checks.register("clinic_cms")
def check_setting_keys(**_: Any) -> list[checks.CheckMessage]:
    """Keys of the settings dict."""
    known = set(Settings.__dataclass_fields__)
    return [
        checks.Error(
            f"{SETTING} has an unknown key: {key}.",
            hint=f"Known keys: {', '.join(sorted(known))}.",
            id="clinic_cms.E005",
        )
        for key in sorted(set(configured()) - known)
    ]


@checks.register("clinic_cms", checks.Tags.database)
def check_default_site(databases: Any = None, **_: Any) -> list[checks.CheckMessage]:
    """A default Site that is a clinic's answers for hosts that nobody owns. Needs `--database`."""
    if not databases:
        return []
    from wagtail.models import Site

    from clinic_cms.models import Clinic

    try:
        clinics = Clinic.objects.filter(site__is_default_site=True).values_list("slug", flat=True)
        return [
            checks.Error(
                f"Wagtail's default site is the clinic “{slug}”: unknown hosts would show it.",
                hint="Untick “Is default site” under Settings → Sites in the admin.",
                obj=Site,
                id="clinic_cms.E006",
            )
            for slug in clinics
        ]
    except DatabaseError:
        # Not migrated yet: `migrate` itself runs the checks.
        return []
