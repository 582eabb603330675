"""What can be done to a translation from the matrix and from its edit page, and doing it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Locale, Page

from clinic_cms.admin.error_messages import show_errors
from clinic_cms.admin.translations.localize_editor import translate
from clinic_cms.admin.url_names import edit_url, sign_url, step_url, translations_url
from clinic_cms.errors import Refused
from clinic_cms.models import MergePage, TranslationRecord
from clinic_cms.models.translation import source_of
from clinic_cms.tenancy.locales import locales_for_page
from clinic_cms.translating.machine import machine_between
from clinic_cms.translating.matrix import OF_SOURCES, Cell, Status
from clinic_cms.translating.memory import ensure_translation

SUBMIT = "wagtail_localize.submit_translation"
STEPS = ("translate", "sync", "machine")


@dataclass(frozen=True)
class Action:
    """A button or link beside a cell of the matrix."""

    label: str
    url: str
    is_link: bool = False


def actions_for(cell: Cell) -> list[Action]:
    """Return what is offered beside a cell to those who may edit its page."""

    def post(step: str, label: str) -> Action:
        return Action(label, step_url(cell.source, cell.locale, step))

    if cell.status in OF_SOURCES:
        return []
    actions = []
    if cell.status == Status.MISSING:
        actions.append(post("translate", _("Translate")))
    if cell.status == Status.STALE and cell.page and cell.is_synced:
        actions.append(Action(_("Continue translating"), edit_url(cell.page), is_link=True))
    elif cell.status == Status.STALE:
        actions.append(post("sync", _("Sync")))
    if cell.status == Status.MACHINE and cell.page:
        return [Action(_("Read and sign"), sign_url(cell.page), is_link=True)]
    machine = machine_between(cell.source.locale, cell.locale)
    is_behind = cell.status == Status.STALE and not cell.is_synced
    if machine and (cell.status == Status.MISSING or is_behind or cell.progress.missing):
        label = _("Translate with %(machine)s") % {"machine": machine.display_name}
        actions.append(post("machine", label))
    return actions


@require_POST
def take_step(request: HttpRequest, source_id: int, code: str, step: str) -> HttpResponse:
    """Begin a translation, sync it with its source, or let a machine translate; then edit it.

    To begin one, it is enough to edit the pages among which it will be.

    Raises PermissionDenied, and Http404 for a page that is itself a translation or for a locale
    that the page cannot have.
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
        show_errors(request, [mistake.text for mistake in refused.mistakes])
        return redirect(translations_url())
    page = translation.get_target_instance()
    if step == "sync" or (step == "machine" and _is_stale(page)):
        translation.source.update_from_db()
    if step == "machine":
        translate(request, translation)
    if step == "sync":
        message = _("What changed in “%(page)s” is below: translate it and publish.")
        messages.success(request, message % {"page": source.title})
    return redirect(edit_url(page))


def _check_rights(request: HttpRequest, source: Page, locale: Locale) -> None:
    page = source.get_translation_or_none(locale)
    places = [page] if page else [source, source.get_parent().get_translation_or_none(locale)]
    rights = (place.permissions_for_user(request.user) for place in places if place)
    may_edit = any(each.can_edit() for each in rights)
    if not may_edit or not (page or request.user.has_perm(SUBMIT)):
        raise PermissionDenied


def _is_stale(page: Page) -> bool:
    return TranslationRecord.objects.filter(page=page.pk, stale_since__isnull=False).exists()
