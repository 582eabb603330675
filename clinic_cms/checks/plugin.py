"""The plugin's own settings: the dict `CLINIC_CMS`."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from clinic_cms.conf import SETTING, Settings, configured
from clinic_cms.errors import error_id
from clinic_cms.serving.rates import parse_rate

UNKNOWN_SETTING = error_id("clinic_cms.E005")
WRONG_SETTING = error_id("clinic_cms.E008")


def check_setting_keys(**_: Any) -> list[CheckMessage]:
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
        "LOG_ADDRESS_DAYS must be a number of days.": (
            not isinstance(values["LOG_ADDRESS_DAYS"], int)
        ),
        "RATE_LIMIT must be a rate.": not _is_rate(values["RATE_LIMIT"]),
        "SIGN_IN_RATE must be a rate.": not _is_rate(values["SIGN_IN_RATE"]),
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
