"""The edit page of a translation, in Wagtail's editor and in wagtail-localize's.

The note above the form, the warning about lost merge tags, and publishing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation

from clinic_cms.admin.translations.signing import signable
from clinic_cms.admin.translations.syncing import publish_or_explain, with_reasons
from clinic_cms.admin.url_names import edit_url, sign_url, step_url
from clinic_cms.merge import VOCABULARY, variables
from clinic_cms.models import MergePage, TranslationRecord
from clinic_cms.models.translation import managed_translation, source_of, text_digest
from clinic_cms.translating import strings_of, unsigned
from clinic_cms.translating.gates import OTHER_TAGS, translation_is_whole
from clinic_cms.translating.strings import TranslatedString

BANNER = "clinic_cms/admin/translations/banner.html"


@dataclass(frozen=True)
class UsedTag:
    """A merge tag of a text, with an example of what a patient reads in its place."""

    name: str
    label: str
    sample: str


def show_translation_status(request: HttpRequest, page: Page) -> None:
    """Show which page this one translates, whether it is out of date, and who signed it."""
    if request.method != "GET" or not isinstance(page, MergePage):
        return
    source = source_of(page)
    if source is None:
        return
    managed = managed_translation(page)
    is_managed = managed is not None and managed.enabled
    strings = strings_of(managed) if managed is not None and is_managed else []
    context = _context(request, page, source, strings)
    if managed is not None and is_managed:
        context["is_synced"] = text_digest(managed.source.as_instance()) == text_digest(source)
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


def _tags_used(texts: Iterable[str]) -> list[UsedTag]:
    """Return the variables that texts use, in the order of the vocabulary."""
    used = {name for text in texts for name in variables(text, rich=True)}
    return [
        UsedTag(variable.name, str(variable.label), variable.sample)
        for variable in VOCABULARY
        if variable.name in used
    ]


def publish_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Publish from wagtail-localize's editor, or show the reasons why not.

    wagtail-localize itself would report texts as missing that may be left empty.
    """
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = _managed_translation(page)
    if translation is None or not page.permissions_for_user(request.user).can_publish():
        return None
    publish_or_explain(request, translation)
    return redirect(edit_url(page))


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


def _managed_translation(page: Page) -> Translation | None:
    if not isinstance(page, MergePage):
        return None
    managed = managed_translation(page)
    return managed if managed is not None and managed.enabled else None
