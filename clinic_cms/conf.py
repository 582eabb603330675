"""The plugin's settings: one dict, `CLINIC_CMS`, with a default for every key."""

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from django.conf import settings as django_settings
from django.core.signals import setting_changed

SETTING = "CLINIC_CMS"


@dataclass(frozen=True)
class Settings:
    """The values of `CLINIC_CMS`; unknown keys are reported by a system check."""

    NETWORK_HOSTS: tuple[str, ...] = ()
    """Hosts where the agency's admin lives. They serve no patient pages."""

    SCHEME: str = "https"
    """Scheme of every URL that is printed, canonical or marked up."""

    PORT: int | None = None
    """Public port of those URLs; None for the scheme's own."""

    LIBRARY_SLUG: str = "library"
    """Slug of the Library page of the default locale, a child of Wagtail's root."""

    COMPILED_PAGES: int = 512
    """How many compiled pages one process keeps."""

    PREVIEW_SECONDS: int = 3600
    """How long a front end may show a draft after it was previewed last."""

    CACHE: str = "default"
    """Alias, in Django's `CACHES`, of the cache that keeps answers and counts requests."""

    MAX_AGE: int = 60
    """Seconds for which browsers and caches in front need not ask the API again."""

    STALE_WHILE_REVALIDATE: int = 600
    """Seconds for which they may show an older one while they ask."""

    RATE_LIMIT: str | None = "600/minute"
    """How many requests of the API one address may make; None for any number."""

    TRUSTED_PROXIES: int = 0
    """How many proxies stand in front, each of which adds an address to `X-Forwarded-For`."""

    WEBHOOKS_ALLOWED_NETWORKS: tuple[str, ...] = ()
    """Host names and networks ("10.0.0.0/8") to which webhooks may go though they are private."""

    WEBHOOKS_KEEP_DAYS: int = 30
    """How long deliveries are kept: what was sent, and what waits for a paused webhook."""


def configured() -> dict[str, Any]:
    """Return the raw dict, which the system checks look at."""
    return dict(getattr(django_settings, SETTING, {}))


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """Return the settings in force; keys that are not known are left to the system checks."""
    known = {field.name for field in fields(Settings)}
    values = {key: value for key, value in configured().items() if key in known}
    values["NETWORK_HOSTS"] = tuple(host.lower() for host in values.get("NETWORK_HOSTS", ()))
    return Settings(**values)


def _forget(*, setting: str, **_: object) -> None:
    if setting == SETTING:
        get_settings.cache_clear()


setting_changed.connect(_forget, dispatch_uid="clinic_cms.conf")
