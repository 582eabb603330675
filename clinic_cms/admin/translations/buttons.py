"""“Translate this page” and “Sync translated pages” among a page's buttons.

wagtail-localize decides on both by two queries for each row of a listing. Ours read what a whole
listing needs at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import ButtonWithDropdownFromHook, ListingButton
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from clinic_cms.admin.translations.actions import SUBMIT
from clinic_cms.serving.page_urls import read_addresses
from clinic_cms.tenancy.locales import page_locales, read_page_locales

KNOWN = "_clinic_cms_translations"
"""The attribute of a request that keeps what is known of the pages that it lists."""


@dataclass
class Known:
    """What is known of pages: for each key the locales in which they are, and for each key and
    locale the translation source that has translations."""

    locales: dict[UUID, set[int]] = field(default_factory=dict)
    sources: dict[tuple[UUID, int], int] = field(default_factory=dict)


def read_rows(request: HttpRequest, pages: Iterable[Page]) -> None:
    """Read at once what the rows of a listing show. At most five queries."""
    pages = [*pages]
    read_addresses(pages)
    if request.user.has_perm(SUBMIT):
        read_page_locales(request, pages)
        _read(request, pages)


def drop_translate_button(request: HttpRequest, page: Page, buttons: list[Any]) -> list[Any]:
    """Return buttons without “Translate this page” if no locale is left to translate into."""
    if page.is_root():
        return buttons
    url = _submit_url(page)
    return [button for button in buttons if button.url != url or _is_translatable(request, page)]


def add_translation_buttons(buttons: list[Any], page: Page, user: Any, context: Any) -> None:
    """Add both to the menu of a page in a listing, in place of wagtail-localize's."""
    request = context["request"]
    for button in buttons:
        if isinstance(button, ButtonWithDropdownFromHook):
            ours = _buttons_of(request, page, button.next_url)
            menu = {each.url: each for each in [*button.dropdown_buttons, *ours]}
            button.dropdown_buttons[:] = drop_translate_button(request, page, [*menu.values()])


def _buttons_of(request: HttpRequest, page: Page, next_url: str | None) -> list[ListingButton]:
    if page.is_root() or not request.user.has_perm(SUBMIT):
        return []
    rows = [(_("Translate this page"), _submit_url(page), "wagtail-localize-language")]
    source = _read(request, [page]).sources.get((page.translation_key, page.locale_id))
    if source is not None:
        url = reverse("wagtail_localize:update_translations", args=[source])
        query = f"?{urlencode({'next': next_url})}" if next_url is not None else ""
        rows.append((_("Sync translated pages"), f"{url}{query}", "resubmit"))
    return [
        ListingButton(label, url, priority=60, icon_name=icon_name)
        for label, url, icon_name in rows
    ]


def _submit_url(page: Page) -> str:
    return reverse("wagtail_localize:submit_page_translation", args=[page.alias_of_id or page.pk])


def _is_translatable(request: HttpRequest, page: Page) -> bool:
    translated = _read(request, [page]).locales[page.translation_key]
    missing = page_locales(request, page).keys() - translated
    return bool(missing) and page.permissions_for_user(request.user).can_edit()


def _read(request: HttpRequest, pages: Iterable[Page]) -> Known:
    """Return what is known, after reading it of pages that are new. At most two queries."""
    known: Known = request.__dict__.setdefault(KNOWN, Known())
    keys = {page.translation_key for page in pages} - known.locales.keys()
    if not keys:
        return known
    known.locales |= {key: set() for key in keys}
    rows = Page.objects.filter(translation_key__in=keys, alias_of=None)
    for key, locale_id in rows.order_by().values_list("translation_key", "locale_id"):
        known.locales[key].add(locale_id)
    sources = TranslationSource.objects.filter(object_id__in=keys, translations__enabled=True)
    for key, locale_id, pk in sources.values_list("object_id", "locale_id", "pk"):
        known.sources[key, locale_id] = pk
    return known
