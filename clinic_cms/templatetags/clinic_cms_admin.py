"""Tags for our templates of the admin, which offer only the locales that the user sees."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import template
from django.forms import BaseForm
from django.http import HttpRequest
from django.template import RequestContext
from django.utils.html import json_script
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.widgets.button import Button, ButtonWithDropdownFromHook, ListingButton
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from clinic_cms.tenancy.locales import Option, visible_locales, visible_options
from clinic_cms.tenancy.redirect_policy import narrow_site
from clinic_cms.tenancy.site_names import named_items
from clinic_cms.translating.strings import strings_of

register = template.Library()

CONFIG_ID = "wagtail-config"
CONFIG = re.compile(rf'<script id="{CONFIG_ID}" type="application/json">(.*?)</script>', re.DOTALL)


@register.simple_tag
def options_in_sight(request: HttpRequest, options: Iterable[Option] | None) -> list[Option]:
    """Return Wagtail's choices of a locale without those that the user does not see."""
    return visible_options(request, options or ())


@register.simple_tag
def is_in_sight(request: HttpRequest, locale: Locale | None) -> bool:
    """Return whether the user sees a locale."""
    return locale is not None and locale.pk in visible_locales(request)


@register.inclusion_tag("wagtailadmin/shared/buttons.html", takes_context=True)
def row_buttons(context: Mapping[str, Any], page: Page, next_url: str | None) -> dict[str, Any]:
    """Return the buttons of a page in a listing, as Wagtail's `page_listing_buttons` does.

    wagtail-localize's own are left out, because they cost two queries a page:
    `construct_page_listing_buttons` adds ours.
    """
    request = context["request"]
    row = {"page": page, "user": request.user, "next_url": next_url or request.path}
    buttons = []
    for button in _from_hooks("register_page_listing_buttons", row):
        if isinstance(button, ButtonWithDropdownFromHook):
            menu = _from_hooks(button.hook_name, row)
            button.dropdown_buttons = [*_shown(menu, Button, request.user)]
        buttons.append(button)
    buttons = sorted(_shown(buttons, ListingButton, request.user))
    for hook in hooks.get_hooks("construct_page_listing_buttons"):
        hook(buttons, page=page, user=request.user, context=context)
    return {"page": page, "buttons": buttons}


def _from_hooks(name: str, row: Mapping[str, Any]) -> Iterator[Any]:
    for hook in hooks.get_hooks(name):
        if hook.__module__ != "wagtail_localize.wagtail_hooks":
            yield from hook(**row)


def _shown(items: Iterable[Any], kind: type[Button], user: Any) -> Iterator[Any]:
    for item in items:
        if not isinstance(item, MenuItem):
            if item.show:
                yield item
        elif item.is_shown(user):
            yield kind.from_menu_item(item)


@register.simple_tag
def sites_in_sight(form: BaseForm, user: Any) -> BaseForm:
    """Return the form that imports redirects, with the sites alone that the user may choose."""
    narrow_site(form, user)
    return form


@register.simple_tag(takes_context=True)
def named_breadcrumbs(context: RequestContext, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return Wagtail's breadcrumbs, in which the root bears the name of the user's site.

    Its tag makes a context without `request`, which has it as an attribute.
    """
    request: HttpRequest | None = getattr(context, "request", None)
    return items if request is None else named_items(items, request.user)


@register.simple_tag
def narrow_config(request: HttpRequest, html: str) -> SafeString:
    """Return the admin's scripts, with only the locales in sight in their JSON configuration."""
    codes = {*visible_locales(request).values()}

    def narrow(match: re.Match[str]) -> str:
        config = json.loads(match[1])
        config["LOCALES"] = [item for item in config["LOCALES"] if item["code"] in codes]
        if config.get("ACTIVE_CONTENT_LOCALE") not in codes:
            config.pop("ACTIVE_CONTENT_LOCALE", None)
        return json_script(config, CONFIG_ID)

    # Safe: `html` is a rendered block, and json_script escapes the configuration.
    return SafeString(CONFIG.sub(narrow, html))


@register.simple_tag
def narrow_editor(request: HttpRequest, props: str, translation: Translation) -> dict[str, Any]:
    """Return the properties of wagtail-localize's editor, with only the translations in sight.

    “Convert to alias page” is left out, because it is refused, and so is the machine if no text is
    missing. `props` is JSON; the result has `props` and `translations`: (name, URL) of all but the
    source, as the editor's template takes them.
    """
    codes = {*visible_locales(request).values()}
    stock: dict[str, Any] = json.loads(props)
    shown = [item for item in stock["translations"] if item["locale"]["code"] in codes]
    source = stock["sourceLocale"]["code"]
    is_complete = not any(string.is_missing for string in strings_of(translation))
    changes = {
        "translations": shown,
        "links": stock["links"] | {"convertToAliasUrl": None},
        "machineTranslator": None if is_complete else stock["machineTranslator"],
    }
    return {
        "props": json.dumps(stock | changes),
        "translations": [
            (item["locale"]["displayName"], item["editUrl"])
            for item in shown
            if item["locale"]["code"] != source
        ],
    }
