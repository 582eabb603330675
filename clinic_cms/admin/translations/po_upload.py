"""The upload of a PO file in wagtail-localize's editor, with every check of `import_po`.

wagtail-localize's own view takes the texts that it knows and ignores the others in silence.
"""

from pathlib import PurePath

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import upload_pofile, user_can_edit_instance

from clinic_cms.errors import Refused
from clinic_cms.models import MergePage
from clinic_cms.translating.po import Imported, NamedFile, import_po

MOST_NAMED = 10
MOST_BYTES = 10 * 1024 * 1024
"""More than any page has; a larger file is not read into memory."""


@require_POST
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
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


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
        _show_mistakes(request, refused)
    else:
        _show_outcome(request, imported)


def _show_mistakes(request: HttpRequest, refused: Refused) -> None:
    messages.error(request, _("The file has errors, so nothing was changed."))
    for mistake in refused.mistakes[:MOST_NAMED]:
        text = f"{mistake.where}: {mistake.message} {mistake.hint}" if mistake.where else mistake
        messages.error(request, str(text).strip())
    more = len(refused.mistakes) - MOST_NAMED
    if more > 0:
        text = ngettext("%(count)s more error.", "%(count)s more errors.", more)
        messages.error(request, text % {"count": more})


def _show_outcome(request: HttpRequest, imported: Imported) -> None:
    for warning in imported.warnings[:MOST_NAMED]:
        messages.warning(request, warning)
    count = imported.new + imported.changed
    if not count:
        messages.success(request, _("The file holds nothing new."))
        return
    text = ngettext("%(count)s translation saved.", "%(count)s translations saved.", count)
    messages.success(request, text % {"count": count})
