"""What a machine did and what it left, told to who asked for it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_localize.models import Translation

from clinic_cms.admin.translations.url_names import SIGN
from clinic_cms.models import MergePage
from clinic_cms.translating.machine import machine_for, translate_by_machine


@require_POST
def fill_from_editor(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Let the machine fill a translation from wagtail-localize's editor.

    Raises PermissionDenied, and Http404 without a machine.
    """
    translation = get_object_or_404(Translation, pk=translation_id)
    fill(request, translation)
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


def fill(request: HttpRequest, translation: Translation) -> None:
    """Let the machine fill what is missing, and tell what it did and what it left.

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
                "%(count)s text translated into %(language)s by %(machine)s. Read it and sign it "
                "before publishing.",
                "%(count)s texts translated into %(language)s by %(machine)s. Read them and sign "
                "them before publishing.",
                work.translated,
            ),
        ),
        (
            work.broken,
            ngettext(
                "%(count)s was left to people, because its merge tags did not come back whole.",
                "%(count)s were left to people, because their merge tags did not come back whole.",
                work.broken,
            ),
        ),
        (
            work.unanswered,
            ngettext(
                "%(count)s was left to people, because %(machine)s had no answer.",
                "%(count)s were left to people, because %(machine)s had no answer.",
                work.unanswered,
            ),
        ),
    ]
    text = " ".join(told % {**values, "count": count} for count, told in parts if count)
    page = translation.get_target_instance()
    may_sign = work.translated and isinstance(page, MergePage)
    if text:
        tell = messages.success if work.translated else messages.warning
        tell(request, text, buttons=[_sign_button(page)] if may_sign else [])


def _sign_button(page: Page) -> tuple[str, str, bool]:
    button: tuple[str, str, bool] = messages.button(
        reverse(SIGN, args=[page.pk]), _("Read and sign")
    )
    return button
