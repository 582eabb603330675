"""The buttons of wagtail-localize's editor: upload a PO file, and let a machine translate.

An upload passes every check of `import_po`: wagtail-localize's own view takes the texts that it
knows and ignores the others in silence.
"""

from collections.abc import Callable
from functools import wraps
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import (
    download_pofile,
    edit_string_translation,
    preview_translation,
    upload_pofile,
    user_can_edit_instance,
)

from clinic_cms.admin.error_messages import show_errors
from clinic_cms.admin.url_names import sign_url
from clinic_cms.errors import Refused
from clinic_cms.models import MergePage
from clinic_cms.translating.machine import machine_for, translate_by_machine
from clinic_cms.translating.po.importing import NamedFile, import_po
from clinic_cms.translating.po.text_checks import Imported

MACHINE_WORK = (
    ngettext_lazy(
        "%(machine)s translated %(count)s text into %(language)s. Read and sign it before you "
        "publish.",
        "%(machine)s translated %(count)s texts into %(language)s. Read and sign them before you "
        "publish.",
        "count",
    ),
    ngettext_lazy(
        "%(count)s text is left to translate by hand, because the machine damaged its merge tags.",
        "%(count)s texts are left to translate by hand, because the machine damaged their merge "
        "tags.",
        "count",
    ),
    ngettext_lazy(
        "%(count)s text is left to translate by hand, because %(machine)s returned nothing.",
        "%(count)s texts are left to translate by hand, because %(machine)s returned nothing.",
        "count",
    ),
)
"""What a machine translated, what it broke, and what it did not answer."""
MOST_NAMED = 10
MOST_BYTES = 10 * 1024 * 1024
"""More than any page has; a larger file is not read into memory."""


def of_existing_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a view of a translation that is not found where its page is not there.

    wagtail-localize fails: the page was deleted, or not made yet.
    """

    @wraps(view)
    def existing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ObjectDoesNotExist as error:
            raise Http404 from error

    return existing


@require_POST
@of_existing_page
def upload(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Import a file into one translation, or show what is wrong with it and change nothing."""
    rows = Translation.objects.select_related("source", "target_locale")
    translation = get_object_or_404(rows, pk=translation_id)
    page = translation.get_target_instance()
    if not isinstance(page, MergePage):
        response: HttpResponse = upload_pofile(request, translation_id)
        return response
    if not user_can_edit_instance(request.user, page):
        raise PermissionDenied
    _import(request, translation)
    return _redirect_back(request)


def _redirect_back(request: HttpRequest) -> HttpResponse:
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")


def _import(request: HttpRequest, translation: Translation) -> None:
    file = request.FILES.get("file")
    if file is None or file.size is None or file.size > MOST_BYTES:
        messages.error(request, _("Choose a PO file of at most 10 MB."))
        return
    # A browser may send the whole path.
    named = NamedFile(PurePath(file.name or "").name, file.read())
    try:
        [imported] = import_po(files=[named], user=request.user, only=translation)
    except Refused as refused:
        messages.error(request, _("The file has errors, so nothing was changed."))
        errors = [mistake.located for mistake in refused.mistakes]
        show_errors(request, errors, most=MOST_NAMED)
    else:
        _show_outcome(request, imported)


def _show_outcome(request: HttpRequest, imported: Imported) -> None:
    for warning in imported.warnings[:MOST_NAMED]:
        messages.warning(request, warning)
    count = imported.new + imported.changed
    if not count:
        messages.success(request, _("The file holds nothing new."))
        return
    text = ngettext("%(count)s translation saved.", "%(count)s translations saved.", count)
    messages.success(request, text % {"count": count})


@require_POST
@of_existing_page
def translate_from_editor(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Let the machine translate from wagtail-localize's editor.

    Raises PermissionDenied, and Http404 without a machine.
    """
    translation = get_object_or_404(Translation, pk=translation_id)
    translate(request, translation)
    return _redirect_back(request)


def translate(request: HttpRequest, translation: Translation) -> None:
    """Let the machine translate what is missing, and report what it did and what it left.

    Raises PermissionDenied, and Http404 without a machine.
    """
    machine = machine_for(translation)
    if machine is None:
        raise Http404
    work = translate_by_machine(translation=translation, user=request.user)
    if work is None:
        messages.warning(request, _("There is nothing left to translate."))
        return
    values = {
        "machine": machine.display_name,
        "language": translation.target_locale.get_display_name(),
    }
    counts = (work.translated, work.broken, work.unanswered)
    sentences = zip(MACHINE_WORK, counts, strict=True)
    text = " ".join(str(text % {**values, "count": count}) for text, count in sentences if count)
    if not text:
        return
    if not work.translated:
        messages.warning(request, text)
        return
    page = translation.get_target_instance()
    buttons = []
    if isinstance(page, MergePage):
        buttons.append(messages.button(sign_url(page), _("Read and sign")))
    messages.success(request, text, buttons=buttons)


VIEWS = {
    f"wagtail_localize:{name}": require_admin_access(of_existing_page(view))
    for name, view in (
        ("preview_translation", preview_translation),
        ("download_pofile", download_pofile),
        ("edit_string_translation", edit_string_translation),
    )
}
"""The names of its views with ours, which replace them."""
