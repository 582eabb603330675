"""System checks for settings that would fail later, or serve the wrong clinic."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import wraps
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError
from wagtail.images.forms import get_image_base_form
from wagtail.models import Site
from wagtail_localize.models import LocaleSynchronization

from clinic_cms.admin.images import PictureForm
from clinic_cms.api.http.throttling import parse_rate
from clinic_cms.conf import SETTING, Settings, configured, get_settings
from clinic_cms.errors import error_id
from clinic_cms.models import Clinic, ClinicHost

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
UNKNOWN_SETTING = error_id("clinic_cms.E005")
CLINIC_IS_DEFAULT_SITE = error_id("clinic_cms.E006")
APP_ORDER = error_id("clinic_cms.E007")
WRONG_SETTING = error_id("clinic_cms.E008")
HOST_OF_BOTH = error_id("clinic_cms.E009")
UNCHECKED_PICTURES = error_id("clinic_cms.W012")
LIVE_BEFORE_TRANSLATED = error_id("clinic_cms.E010")
SYNCHRONIZED_LOCALE = error_id("clinic_cms.W011")
NO_HEALTH_CHECKS = error_id("clinic_cms.W013")


def register_checks() -> None:
    """Register these checks with Django; called once, by `apps.py`."""
    for check in (
        check_apps,
        check_app_order,
        check_languages,
        check_network_host,
        check_middleware,
        check_setting_keys,
        check_new_translations,
        check_picture_form,
    ):
        checks.register(check, "clinic_cms")
    checks.register(check_health_checks, "clinic_cms", deploy=True)
    for check in (
        check_synchronized_locales,
        check_network_host_is_no_clinics,
        check_default_site,
    ):
        checks.register(check, "clinic_cms", checks.Tags.database)


def _error_if(is_wrong: bool, message: str, *, hint: str, id: str) -> Messages:
    return [Error(message, hint=hint, id=id)] if is_wrong else []


def _with_database(check: Callable[..., Iterator[CheckMessage]]) -> Callable[..., Messages]:
    """Run a check only where Django may query databases: with `--database`, and on `migrate`."""

    @wraps(check)
    def run(databases: Any = None, **_: Any) -> Messages:
        try:
            return [*check()] if databases else []
        except DatabaseError:
            # Not migrated yet: `migrate` itself runs the checks.
            return []

    return run


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


def check_setting_keys(**_: Any) -> Messages:
    """The settings dict must have known keys and valid values."""
    known = asdict(Settings())
    return [*_wrong_values(known | configured())] + [
        Error(
            f"{SETTING} has an unknown key: {key}.",
            hint=f"Known keys: {', '.join(sorted(known))}.",
            id=UNKNOWN_SETTING,
        )
        for key in sorted(configured().keys() - known)
    ]


def _wrong_values(values: dict[str, Any]) -> Iterator[CheckMessage]:
    """Yield an error for each value that is not valid."""
    hosts, seconds = values["NETWORK_HOSTS"], values["PREVIEW_SECONDS"]
    wrong = {
        "NETWORK_HOSTS must be a list of host names, not a string.": isinstance(hosts, str),
        "NETWORK_HOSTS must have host names only, without scheme and port.": (
            not isinstance(hosts, str) and any(set(str(host)) & set("/:") for host in hosts)
        ),
        "PORT must be a number.": not isinstance(values["PORT"], int | None),
        "PREVIEW_SECONDS must be a number of seconds.": (
            not isinstance(seconds, int) or seconds <= 0
        ),
        "WEBHOOKS_ALLOWED_NETWORKS must be a list of networks and host names, not a string.": (
            isinstance(values["WEBHOOKS_ALLOWED_NETWORKS"], str)
        ),
        "WEBHOOKS_KEEP_DAYS must be a number of days.": (
            not isinstance(values["WEBHOOKS_KEEP_DAYS"], int)
        ),
        "RATE_LIMIT must be a rate.": not _is_rate(values["RATE_LIMIT"]),
        "CACHE must be an alias in CACHES.": values["CACHE"] not in settings.CACHES,
        "SCHEME must be http or https.": values["SCHEME"] not in {"http", "https"},
    }
    example = (
        f'{SETTING} = {{"NETWORK_HOSTS": ["admin.example.com"], "SCHEME": "https", '
        '"RATE_LIMIT": "600/minute"}'
    )
    for message, is_wrong in wrong.items():
        if is_wrong:
            yield Error(f"{SETTING}: {message}", hint=f"For example: {example}.", id=WRONG_SETTING)


def _is_rate(value: Any) -> bool:
    try:
        return value is None or bool(parse_rate(str(value)))
    except ValueError:
        return False


def check_new_translations(**_: Any) -> Messages:
    """A page that is submitted for translation must start as a draft, not live."""
    return _error_if(
        getattr(settings, SYNC_LIVE_STATUS, True) is not False,
        "A page that is submitted for translation would go live before it is translated.",
        hint=f"Set {SYNC_LIVE_STATUS} = False.",
        id=LIVE_BEFORE_TRANSLATED,
    )


@_with_database
def check_synchronized_locales(**_: Any) -> Iterator[CheckMessage]:
    """Synchronized locales fill the tree with aliases, which patients never see."""
    for row in LocaleSynchronization.objects.select_related("locale", "sync_from"):
        yield checks.Warning(
            f"The locale “{row.locale.language_code}” is synchronized from "
            f"“{row.sync_from.language_code}”: each new page gets an alias that no one sees.",
            hint="Untick the synchronization under Settings → Locales in the admin.",
            obj=row.locale,
            id=SYNCHRONIZED_LOCALE,
        )


@_with_database
def check_network_host_is_no_clinics(**_: Any) -> Iterator[CheckMessage]:
    """A network host that is also a clinic's would take that clinic's site offline."""
    taken = ClinicHost.objects.filter(is_earlier=False)
    hosts = taken.filter(hostname__in=get_settings().NETWORK_HOSTS)
    for host in hosts.select_related("clinic"):
        yield Error(
            f"“{host.hostname}” is a network host and also a host of the clinic "
            f"“{host.clinic.slug}”.",
            hint=f"Remove it from {SETTING}, or give the clinic another host.",
            id=HOST_OF_BOTH,
        )


@_with_database
def check_default_site(**_: Any) -> Iterator[CheckMessage]:
    """A clinic's default Site would be served on unknown hosts."""
    for clinic in Clinic.objects.filter(site__is_default_site=True):
        yield Error(
            f"Wagtail's default site is the clinic “{clinic.slug}”: unknown hosts would show it.",
            hint="Untick “Is default site” under Settings → Sites in the admin.",
            obj=Site,
            id=CLINIC_IS_DEFAULT_SITE,
        )
