"""The project's settings: what Django, Wagtail and wagtail-localize need to know."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from wagtail.documents.forms import get_document_base_form
from wagtail.images.forms import get_image_base_form

from clinic_cms.admin.collections import DocumentForm
from clinic_cms.admin.images import PictureForm
from clinic_cms.api.http.authentication import FENCED
from clinic_cms.conf import SETTING, get_settings
from clinic_cms.errors import error_id
from clinic_cms.web.file_paths import media_route
from clinic_cms.web.media import serve_media

Messages = list[CheckMessage]

NEEDED_APPS = (
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.images",
    "wagtail.admin",
    "wagtail.documents",
)
SYNC_LIVE_STATUS = "WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE"
MIDDLEWARE = "clinic_cms.web.middleware.ClinicMiddleware"
HEALTH = "clinic_cms.web.health.HealthMiddleware"

MISSING_APP = error_id("clinic_cms.E001")
NO_LANGUAGES = error_id("clinic_cms.E002")
NO_NETWORK_HOST = error_id("clinic_cms.E003")
NO_MIDDLEWARE = error_id("clinic_cms.E004")
APP_ORDER = error_id("clinic_cms.E007")
LIVE_BEFORE_TRANSLATED = error_id("clinic_cms.E010")
UNCHECKED_PICTURES = error_id("clinic_cms.W012")
NO_HEALTH_CHECKS = error_id("clinic_cms.W013")
ALL_COLLECTIONS_LISTED = error_id("clinic_cms.W016")
OPEN_API = error_id("clinic_cms.E022")
FILES_FOR_ALL = error_id("clinic_cms.W021")


def _error_if(is_wrong: bool, message: str, *, hint: str, id: str) -> Messages:
    return [Error(message, hint=hint, id=id)] if is_wrong else []


def check_apps(**_: Any) -> Messages:
    """The plugin needs other apps."""
    return [
        Error(
            f"{name} is not installed.",
            hint=f"Add “{name}” to INSTALLED_APPS, below “clinic_cms”.",
            id=MISSING_APP,
        )
        for name in NEEDED_APPS
        if not apps.is_installed(name)
    ]


def check_app_order(**_: Any) -> Messages:
    """The plugin overrides templates of Wagtail's admin, so it must come before it."""
    order = [config.name for config in apps.get_app_configs()]
    return _error_if(
        "wagtail.admin" in order and order.index("clinic_cms") > order.index("wagtail.admin"),
        "“clinic_cms” comes after “wagtail.admin”, so “Preview as…” does not appear.",
        hint="Put “clinic_cms” first in INSTALLED_APPS.",
        id=APP_ORDER,
    )


def check_languages(**_: Any) -> Messages:
    """The languages that clinics can offer must be set."""
    names = ("WAGTAIL_CONTENT_LANGUAGES", "WAGTAIL_I18N_ENABLED")
    return _error_if(
        not all(getattr(settings, name, None) for name in names),
        "The languages of the install are not set.",
        hint="Set WAGTAIL_I18N_ENABLED = True and WAGTAIL_CONTENT_LANGUAGES = "
        '[("en-us", "English"), ("es", "Español")] or the languages you need.',
        id=NO_LANGUAGES,
    )


def check_picture_form(**_: Any) -> Messages:
    """Uploads must be checked: Wagtail's own form crashes on a damaged picture, or takes it."""
    if issubclass(get_image_base_form(), PictureForm):
        return []
    return [
        checks.Warning(
            "Pictures that are uploaded in the admin are not checked.",
            hint='Set WAGTAILIMAGES_IMAGE_FORM_BASE = "clinic_cms.admin.images.PictureForm", or '
            "derive your own form from it.",
            id=UNCHECKED_PICTURES,
        )
    ]


def check_document_form(**_: Any) -> Messages:
    """Wagtail's own form lists all collections; a clinic has one."""
    if issubclass(get_document_base_form(), DocumentForm):
        return []
    return [
        checks.Warning(
            "The forms of documents list the collections of all clinics.",
            hint='Set WAGTAILDOCS_DOCUMENT_FORM_BASE = "clinic_cms.admin.collections.DocumentForm"'
            ", or derive your own form from it.",
            id=ALL_COLLECTIONS_LISTED,
        )
    ]


def check_network_host(**_: Any) -> Messages:
    """The host of the agency's admin must be set."""
    return _error_if(
        not get_settings().NETWORK_HOSTS,
        "No network host is set, so the agency's admin has no URL.",
        hint=f'Set {SETTING} = {{"NETWORK_HOSTS": ["admin.example.com"]}}.',
        id=NO_NETWORK_HOST,
    )


def check_middleware(**_: Any) -> Messages:
    """The middleware that maps hosts to clinics must be installed."""
    return _error_if(
        MIDDLEWARE not in settings.MIDDLEWARE,
        "Requests are not mapped to clinics.",
        hint=f"Add “{MIDDLEWARE}” to MIDDLEWARE, right after SecurityMiddleware.",
        id=NO_MIDDLEWARE,
    )


def check_files(**_: Any) -> Messages:
    """The plugin serves files, as it knows whose they are."""
    try:
        is_ours = bool(media_route()) and resolve(f"{settings.MEDIA_URL}a.jpg").func is serve_media
    except Resolver404:
        is_ours = False
    if is_ours:
        return []
    return [
        checks.Warning(
            f"Whoever knows its URL reads a clinic's file on every host: MEDIA_URL "
            f"(“{settings.MEDIA_URL}”) does not lead to the plugin.",
            hint='Set MEDIA_URL to a path, such as "/media/", and take out other URL patterns for '
            "it. An object store's storage class derives from clinic_cms.web.file_responses."
            "SignedURLs.",
            id=FILES_FOR_ALL,
        )
    ]


def check_authoring_api(**_: Any) -> Messages:
    """Wagtail's API v3 is mounted behind our tokens, if at all."""
    try:
        view = resolve(reverse("wagtailapi_v3:whoami")).func
    except NoReverseMatch:
        return []
    return _error_if(
        not hasattr(view, FENCED),
        "Wagtail's API v3 shows every clinic's pictures and documents to everyone.",
        hint='Mount it by path("api/v3/", clinic_cms.api.authoring.urls).',
        id=OPEN_API,
    )


def check_health_checks(**_: Any) -> Messages:
    """Load balancers ask without TLS and by IP: what redirects or looks at hosts comes later."""
    if settings.MIDDLEWARE[:1] == [HEALTH]:
        return []
    return [
        checks.Warning(
            "Load balancers cannot ask whether this install is ready: /healthz and /readyz.",
            hint=f"Put “{HEALTH}” first in MIDDLEWARE.",
            id=NO_HEALTH_CHECKS,
        )
    ]


def check_new_translations(**_: Any) -> Messages:
    """A page that is submitted for translation must start as a draft, not live."""
    return _error_if(
        getattr(settings, SYNC_LIVE_STATUS, True) is not False,
        "A page that is submitted for translation would go live before it is translated.",
        hint=f"Set {SYNC_LIVE_STATUS} = False.",
        id=LIVE_BEFORE_TRANSLATED,
    )
