"""What a CDN may keep must be purged there."""

from typing import Any

from django.core import checks
from django.core.checks import CheckMessage
from wagtail.contrib.frontend_cache.utils import get_backends

from clinic_cms.conf import SETTING, get_settings
from clinic_cms.errors import error_id
from clinic_cms.publishing.cdn.backends import PurgesKeys

NOT_PURGED = error_id("clinic_cms.W015")


def check_cdn(**_: Any) -> list[CheckMessage]:
    """Without a backend that purges by key, patients would read corrected texts uncorrected."""
    seconds = get_settings().CDN_MAX_AGE
    if not seconds or any(isinstance(each, PurgesKeys) for each in get_backends().values()):
        return []
    message = f"A CDN may show each page for {seconds} seconds after it has changed."
    hint = (
        "Name a backend of clinic_cms.publishing.cdn.backends in WAGTAILFRONTENDCACHE, or set "
        f'{SETTING} = {{"CDN_MAX_AGE": 0}}; see docs/deployment.md.'
    )
    return [checks.Warning(message, hint=hint, id=NOT_PURGED)]
