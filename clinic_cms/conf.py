"""The plugin's settings: one dict, `CLINIC_CMS`, with a default for every key."""

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from django.conf import settings as django_settings
from django.core.signals import setting_changed

from clinic_cms.routing import host_of

SETTING = "CLINIC_CMS"


@dataclass(frozen=True)
class Settings:
    """The values of `CLINIC_CMS`; a system check reports unknown keys."""

    NETWORK_HOSTS: tuple[str, ...] = ()
    """Hosts of the agency's admin and of the APIs. They serve no patient pages."""

    SCHEME: str = "https"
    """Scheme of every URL that is printed, canonical or marked up."""

    PORT: int | None = None
    """Public port of those URLs; None for the scheme's own."""

    LIBRARY_SLUG: str = "library"
    """Slug of the Library page in the default locale, a child of Wagtail's root."""

    COMPILED_PAGES: int = 512
    """How many compiled pages one process caches."""

    CLINICS_IN_MEMORY: int = 1000
    """How many clinics' navigation, lists and facts one process remembers."""

    PREVIEW_SECONDS: int = 3600
    """How long a front end may show a draft after its last preview."""

    CACHE: str = "default"
    """Alias in Django's `CACHES` of the cache for responses and throttling."""

    MAX_AGE: int = 60
    """Seconds for which browsers and proxies may reuse a response of the API."""

    STALE_WHILE_REVALIDATE: int = 600
    """Seconds for which they may show an older response while they fetch a new one."""

    RELEASE: str = ""
    """Names the deployed code and templates, such as a commit: no release shows another's pages."""

    CDN_MAX_AGE: int = 0
    """Seconds for which a CDN may keep pages that we purge there; 0 where none is purged."""

    PAGE_PARAMETERS: tuple[str, ...] = ()
    """Parameters in the query on which a project's own pages depend; ours depend on none."""

    RATE_LIMIT: str | None = "600/minute"
    """How many requests to the API one IP address may make; None for no limit."""

    SIGN_IN_RATE: str | None = "30/hour"
    """How often one IP address may try to sign in, and how often an account may be tried."""

    SECOND_FACTOR_ROLES: tuple[str, ...] = ()
    """Roles whose people must have a second factor, such as "owner", "agency" or "superuser"."""

    TRUSTED_PROXIES: int = 0
    """How many proxies are in front, each of which adds an address to `X-Forwarded-For`."""

    LOG_ADDRESS_DAYS: int = 90
    """How long the log of changes keeps from which IP address each was made."""

    FILES_ACCEL_PREFIX: str = ""
    """Where nginx has the storage's files, such as "/files/": it sends what we allow."""

    FILES_MAX_AGE: int = 86_400
    """Seconds for which browsers and proxies may keep a picture or document that all may read."""

    WEBHOOKS_ALLOWED_NETWORKS: tuple[str, ...] = ()
    """Private host names and networks ("10.0.0.0/8") to which webhooks may be sent."""

    WEBHOOKS_KEEP_DAYS: int = 30
    """How long webhook deliveries are kept: those that were sent, and those of a paused webhook."""

    @property
    def cache_control(self) -> str:
        """The header `Cache-Control` of what anyone may read (RFC 9111, RFC 5861)."""
        seconds = self.STALE_WHILE_REVALIDATE
        return f"public, max-age={self.MAX_AGE}, stale-while-revalidate={seconds}"

    @property
    def page_cache_control(self) -> str:
        """The same for pages: browsers ask each time whether what they have is still right."""
        if not self.CDN_MAX_AGE:
            return "no-cache"
        seconds = self.STALE_WHILE_REVALIDATE
        shared = f"s-maxage={self.CDN_MAX_AGE}, stale-while-revalidate={seconds}"
        return f"public, max-age=0, {shared}"


def configured() -> dict[str, Any]:
    """Return the raw dict, for the system checks."""
    return dict(getattr(django_settings, SETTING, {}))


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """Return the settings in force; unknown keys are ignored here."""
    known = {field.name for field in fields(Settings)}
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in configured().items()
        if key in known
    }
    values["NETWORK_HOSTS"] = tuple(map(host_of, values.get("NETWORK_HOSTS", ())))
    return Settings(**values)


def _forget(*, setting: str, **_: object) -> None:
    if setting == SETTING:
        get_settings.cache_clear()


setting_changed.connect(_forget, dispatch_uid="clinic_cms.conf")
