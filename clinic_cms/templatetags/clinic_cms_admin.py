"""What our templates of the admin ask: which locales the user meets."""

import json
import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.html import json_script
from django.utils.safestring import SafeString
from wagtail.models import Locale
from wagtail_localize.models import Translation

from clinic_cms.tenancy.locales import Option, in_sight, locales_in_sight
from clinic_cms.translating import strings_of

register = template.Library()

CONFIG_ID = "wagtail-config"
CONFIG = re.compile(rf'<script id="{CONFIG_ID}" type="application/json">(.*?)</script>', re.DOTALL)


@register.simple_tag
def locales_met(request: HttpRequest, options: Iterable[Option] | None) -> list[Option]:
    """Return those of Wagtail's choices of a locale that the user may meet."""
    return in_sight(request, options or ())


@register.simple_tag
def is_met(request: HttpRequest, locale: Locale | None) -> bool:
    """Return whether the user meets a locale."""
    return locale is not None and locale.pk in locales_in_sight(request)


@register.simple_tag
def config_of_locales_met(request: HttpRequest, html: str) -> SafeString:
    """Return the admin's scripts with only the locales that the user meets in their settings."""
    codes = {*locales_in_sight(request).values()}

    def narrowed(match: re.Match[str]) -> str:
        config = json.loads(match[1])
        config["LOCALES"] = [item for item in config["LOCALES"] if item["code"] in codes]
        if config.get("ACTIVE_CONTENT_LOCALE") not in codes:
            config.pop("ACTIVE_CONTENT_LOCALE", None)
        return json_script(config, CONFIG_ID)

    # Safe as before: `html` is a rendered block, and json_script escapes what stands in it.
    return SafeString(CONFIG.sub(narrowed, html))


@register.simple_tag
def editor_of_locales_met(
    request: HttpRequest, props: str, translation: Translation
) -> dict[str, Any]:
    """Return what wagtail-localize's editor is given, with the translations that the user meets.

    Without “Convert to alias page”, which is refused, and without a machine where no text is
    missing. `props` is its JSON; the result has `props` and `translations`, (name, URL) of all but
    the source, as that editor's template takes them.
    """
    codes = {*locales_in_sight(request).values()}
    given: dict[str, Any] = json.loads(props)
    met = [item for item in given["translations"] if item["locale"]["code"] in codes]
    source = given["sourceLocale"]["code"]
    links = given["links"] | {"convertToAliasUrl": None}
    is_whole = not any(string.is_missing for string in strings_of(translation))
    machine = None if is_whole else given["machineTranslator"]
    ours = {"translations": met, "links": links, "machineTranslator": machine}
    return {
        "props": json.dumps(given | ours),
        "translations": [
            (item["locale"]["displayName"], item["editUrl"])
            for item in met
            if item["locale"]["code"] != source
        ],
    }
