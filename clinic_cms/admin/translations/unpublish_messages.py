"""An original that goes off line leaves its translations where they are: its editor is told."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from clinic_cms.models import MergePage
from clinic_cms.models.translation import managed_translation, source_of


def tell_who_stays(request: HttpRequest, page: Page) -> None:
    """After an original was unpublished, lead to its translations that are still on line."""
    if isinstance(page, MergePage) and source_of(page) is None:
        _tell(request, page)


def tell_who_stays_behind(request: HttpRequest, page: Page) -> None:
    """The same after an original was deleted."""
    if isinstance(page, MergePage) and managed_translation(page) is None:
        _tell(request, page)


def tell_who_stays_in_bulk(
    request: HttpRequest, action: str, objects: list[Any], view: Any
) -> None:
    """The same after a bulk action."""
    for item in objects:
        if isinstance(item, Page) and action == "unpublish":
            tell_who_stays(request, item.specific)
        elif isinstance(item, Page) and action == "delete":
            tell_who_stays_behind(request, item)


def _tell(request: HttpRequest, page: Page) -> None:
    translations = Page.objects.filter(
        translation_key=page.translation_key, alias_of=None, live=True
    ).exclude(locale_id=page.locale_id)
    there = list(translations.select_related("locale").order_by("locale__language_code"))
    if not there:
        return
    names = ", ".join(other.locale.get_display_name() for other in there)
    text = _("Patients still read translations of “%(page)s”: %(languages)s.")
    buttons = [
        messages.button(
            reverse("wagtailadmin_pages:unpublish", args=[other.pk]),
            _("Unpublish in %(language)s") % {"language": other.locale.get_display_name()},
        )
        for other in there
        if other.permissions_for_user(request.user).can_unpublish()
    ]
    messages.warning(request, text % {"page": page.title, "languages": names}, buttons=buttons)
