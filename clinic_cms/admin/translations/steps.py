"""The steps of a translation that are posted from the matrix and from the page itself."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Locale, Page

from clinic_cms.admin.translations.by_machine import fill
from clinic_cms.admin.translations.report import SUBMIT
from clinic_cms.admin.translations.url_names import edit_url, report_url
from clinic_cms.errors import Refused
from clinic_cms.models import MergePage, TranslationRecord
from clinic_cms.models.translation import source_of
from clinic_cms.tenancy.locales import locales_for_page
from clinic_cms.translating import ensure_translation, sync

STEPS = ("translate", "sync", "machine")


@require_POST
def take_step(request: HttpRequest, source_id: int, code: str, step: str) -> HttpResponse:
    """Begin a translation, bring it up to its source, or let a machine fill it; then edit it.

    Raises PermissionDenied, and Http404 for a page that is no original or a locale that it
    cannot have.
    """
    source = get_object_or_404(Page, pk=source_id).specific
    locale = get_object_or_404(locales_for_page(source), language_code=code)
    is_original = isinstance(source, MergePage) and source_of(source) is None
    if step not in STEPS or not is_original or source.locale_id == locale.pk:
        raise Http404
    _check_rights(request, source, locale)
    try:
        translation = ensure_translation(source, locale, user=request.user)
    except Refused as refused:
        for mistake in refused.mistakes:
            messages.error(request, f"{mistake.message} {mistake.hint}")
        return redirect(report_url())
    page = translation.get_target_instance()
    if step == "sync" or (step == "machine" and _is_stale(page)):
        sync(translation.source)
    if step == "machine":
        fill(request, translation)
    if step == "sync":
        messages.success(
            request,
            _("What changed in “%(page)s” is below: translate it and publish.")
            % {"page": source.title},
        )
    return redirect(edit_url(page))


def _check_rights(request: HttpRequest, source: Page, locale: Locale) -> None:
    page = source.get_translation_or_none(locale)
    allowed = (page or source).permissions_for_user(request.user).can_edit()
    if not allowed or not (page or request.user.has_perm(SUBMIT)):
        raise PermissionDenied


def _is_stale(page: Page) -> bool:
    return TranslationRecord.objects.filter(page=page.pk, stale_since__isnull=False).exists()
