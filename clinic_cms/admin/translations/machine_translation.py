"""Machine translation: what the machine wrote and what it left is shown to who asked for it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail_localize.models import Translation

from clinic_cms.admin.url_names import sign_url
from clinic_cms.models import MergePage
from clinic_cms.translating.machine import machine_for, translate_by_machine


@require_POST
def translate_from_editor(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Let the machine translate from wagtail-localize's editor.

    Raises PermissionDenied, and Http404 without a machine.
    """
    translation = get_object_or_404(Translation, pk=translation_id)
    translate(request, translation)
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


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
    parts = [
        (
            work.translated,
            ngettext(
                "%(machine)s translated %(count)s text into %(language)s. Read and sign it "
                "before you publish.",
                "%(machine)s translated %(count)s texts into %(language)s. Read and sign them "
                "before you publish.",
                work.translated,
            ),
        ),
        (
            work.broken,
            ngettext(
                "%(count)s text is left to translate by hand, because the machine damaged its "
                "merge tags.",
                "%(count)s texts are left to translate by hand, because the machine damaged their "
                "merge tags.",
                work.broken,
            ),
        ),
        (
            work.unanswered,
            ngettext(
                "%(count)s text is left to translate by hand, because %(machine)s returned "
                "nothing.",
                "%(count)s texts are left to translate by hand, because %(machine)s returned "
                "nothing.",
                work.unanswered,
            ),
        ),
    ]
    text = " ".join(part % {**values, "count": count} for count, part in parts if count)
    if not text:
        return
    page = translation.get_target_instance()
    if work.translated and isinstance(page, MergePage):
        button = messages.button(sign_url(page), _("Read and sign"))
        messages.success(request, text, buttons=[button])
    elif work.translated:
        messages.success(request, text)
    else:
        messages.warning(request, text)
