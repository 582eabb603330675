"""Messages about translations: above the form of one, and after its original goes offline."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from clinic_cms.admin.error_messages import with_reasons
from clinic_cms.admin.translations.signing import signable
from clinic_cms.admin.translations.syncing import enabled_translation
from clinic_cms.admin.url_names import edit_url, sign_url, step_url
from clinic_cms.merge import VOCABULARY, Variable, variables
from clinic_cms.models import MergePage, TranslationRecord
from clinic_cms.models.translation import managed_translation, source_of, text_digest
from clinic_cms.translating.gates import OTHER_TAGS, translation_is_whole, unsigned
from clinic_cms.translating.strings import TranslatedString, strings_of

BANNER = "clinic_cms/admin/translations/banner.html"


def show_translation_status(request: HttpRequest, page: Page) -> None:
    """Show which page this one translates, whether it is out of date, and who signed it."""
    if request.method != "GET" or not isinstance(page, MergePage):
        return
    source = source_of(page)
    if source is None:
        return
    translation = enabled_translation(page)
    strings = strings_of(translation) if translation else []
    context = _context(request, page, source, strings)
    if translation is not None:
        context["is_synced"] = text_digest(translation.source.as_instance()) == text_digest(source)
    is_urgent = context["stale_since"] or context["unsigned"]
    show = messages.warning if is_urgent else messages.info
    show(request, render_to_string(BANNER, context, request))


def _context(
    request: HttpRequest, page: MergePage, source: MergePage, strings: Sequence[TranslatedString]
) -> dict[str, Any]:
    record = TranslationRecord.objects.filter(page=page.pk).first() or TranslationRecord()
    return {
        "page": page,
        "source": source,
        "source_url": edit_url(source),
        "stale_since": record.stale_since if page.live else None,
        "sync_url": step_url(source, page.locale, "sync"),
        "record": record,
        "unsigned": len(signable(unsigned(page, strings))),
        "may_sign": page.permissions_for_user(request.user).can_publish(),
        "sign_url": sign_url(page),
        "tags": _tags_used(string.source for string in strings),
        # Our script finds a machine's string by what wagtail-localize prints beside it.
        "machine": {
            "label": _("Machine"),
            "comments": sorted(
                {
                    string.translation.get_comment()
                    for string in strings
                    if string.by_machine and string.translation is not None
                }
            ),
        },
    }


def _tags_used(texts: Iterable[str]) -> list[Variable]:
    """Return the variables that texts use, in the order of the vocabulary."""
    used = {name for text in texts for name in variables(text, rich=True)}
    return [variable for variable in VOCABULARY if variable.name in used]


def warn_of_lost_tags(request: HttpRequest, page: Page) -> None:
    """After a draft is saved in Wagtail's editor, name the merge tags that publishing will refuse.

    Not after an autosave: Wagtail would show the message on the next page.
    """
    if not isinstance(page, MergePage) or not request.accepts("text/html"):
        return
    errors = [error for error in translation_is_whole(page) if error.code == OTHER_TAGS]
    if errors:
        text = _(
            "“%(page)s” cannot be published before its merge tags match those of the original:"
        )
        reasons = with_reasons(text % {"page": page.title}, ValidationError(errors))
        messages.warning(request, reasons)


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
