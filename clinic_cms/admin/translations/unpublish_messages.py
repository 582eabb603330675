"""Messages after an original goes offline: its translations stay online."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from clinic_cms.models import MergePage
from clinic_cms.models.translation import managed_translation, source_of


def show_translations_after_unpublish(request: HttpRequest, page: Page) -> None:
    """After an original is unpublished, link to its translations that are still online."""
    if isinstance(page, MergePage) and source_of(page) is None:
        _show_translations(request, page)


def show_translations_after_delete(request: HttpRequest, page: Page) -> None:
    """The same after an original is deleted."""
    if isinstance(page, MergePage) and managed_translation(page) is None:
        _show_translations(request, page)


def show_translations_after_bulk_action(
    request: HttpRequest, action: str, objects: list[Any], view: Any
) -> None:
    """The same after a bulk action."""
    for item in objects:
        if isinstance(item, Page) and action == "unpublish":
            show_translations_after_unpublish(request, item.specific)
        elif isinstance(item, Page) and action == "delete":
            show_translations_after_delete(request, item)


def _show_translations(request: HttpRequest, page: Page) -> None:
    translations = Page.objects.filter(
        translation_key=page.translation_key, alias_of=None, live=True
    ).exclude(locale_id=page.locale_id)
    online = list(translations.select_related("locale").order_by("locale__language_code"))
    if not online:
        return
    names = ", ".join(other.locale.get_display_name() for other in online)
    text = _("Translations of “%(page)s” are still online: %(languages)s.")
    buttons = [
        messages.button(
            reverse("wagtailadmin_pages:unpublish", args=[other.pk]),
            _("Unpublish in %(language)s") % {"language": other.locale.get_display_name()},
        )
        for other in online
        if other.permissions_for_user(request.user).can_unpublish()
    ]
    messages.warning(request, text % {"page": page.title, "languages": names}, buttons=buttons)
