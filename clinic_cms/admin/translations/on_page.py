"""What a translation's edit page tells above, in Wagtail's editor and in wagtail-localize's."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation

from clinic_cms.admin.translations.names import SIGN, step_url
from clinic_cms.admin.translations.reading import tags_used
from clinic_cms.admin.translations.syncing import explain
from clinic_cms.models import MergePage, TranslationRecord
from clinic_cms.models.gates import Refusal
from clinic_cms.models.translation import managed_translation, source_of, text_digest
from clinic_cms.translating import check_target, strings_of, unsigned
from clinic_cms.translating.strings import TranslatedString

BANNER = "clinic_cms/admin/translations/banner.html"


def tell_about_translation(request: HttpRequest, page: Page) -> None:
    """Say what a page translates, whether it is out of date, and who vouches for it."""
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
    tell = messages.warning if is_urgent else messages.info
    tell(request, render_to_string(BANNER, context, request))


def _context(
    request: HttpRequest, page: MergePage, source: MergePage, strings: Sequence[TranslatedString]
) -> dict[str, Any]:
    record = TranslationRecord.objects.filter(page=page.pk).first() or TranslationRecord()
    return {
        "page": page,
        "source": source,
        "source_url": reverse("wagtailadmin_pages:edit", args=[source.pk]),
        "stale_since": record.stale_since if page.live else None,
        "sync_url": step_url(source, page.locale, "sync"),
        "record": record,
        "unsigned": len(unsigned(page, strings)),
        "may_sign": page.permissions_for_user(request.user).can_publish(),
        "sign_url": reverse(SIGN, args=[page.pk]),
        "tags": tags_used(string.source for string in strings),
        # By what wagtail-localize prints beside a machine's string, our script finds it.
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


def refuse_publishing_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Before wagtail-localize writes a page that it publishes: name what speaks against it."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = _written_by_localize(page)
    if translation is None or not page.permissions_for_user(request.user).can_publish():
        return None
    try:
        check_target(translation)
    except Refusal as refusal:
        explain(request, translation, refusal)
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return None


def _written_by_localize(page: Page) -> Translation | None:
    if not isinstance(page, MergePage):
        return None
    managed = managed_translation(page)
    return managed if managed is not None and managed.enabled else None
