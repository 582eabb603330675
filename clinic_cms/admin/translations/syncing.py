"""“Sync translated pages”: brings a changed source to its translations, and tells what it refuses.

wagtail-localize publishes within the transaction and keeps silent about what was not valid.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation

from clinic_cms.admin.submitting import UpdateView
from clinic_cms.admin.translations.by_machine import fill
from clinic_cms.models import MergePage
from clinic_cms.translating import check_target, sync
from clinic_cms.translating.machine import machine_for

MOST_NAMED = 8


class SyncView(UpdateView):
    """Publishes only what every gate lets pass, each translation for itself."""

    def get_form(self) -> forms.Form:
        form: forms.Form = super().get_form()
        field = form.fields["publish_translations"]
        field.label = _("Publish what is wholly translated")
        field.help_text = _(
            "What has texts left to translate or to sign stays as patients read it now."
        )
        return form

    def form_valid(self, form: forms.Form) -> HttpResponse:
        sync(self.object)
        rows = self.object.translations.filter(enabled=True)
        translations = list(rows.select_related("source__locale", "target_locale"))
        if form.cleaned_data.get("use_machine_translation"):
            for translation in self._editable(translations):
                fill(self.request, translation)
        if form.cleaned_data["publish_translations"]:
            for translation in translations:
                publish_or_explain(self.request, translation)
        else:
            messages.success(self.request, self.get_success_message())
            for translation in translations:
                self.object.update_target_view_restrictions(translation.target_locale)
        self.components.save(self.object, sources_and_translations={self.object: translations})
        return redirect(self.get_success_url() or self.get_default_success_url())

    def _editable(self, translations: Iterable[Translation]) -> Iterable[Translation]:
        for translation in translations:
            page = translation.get_target_instance()
            may_edit = not isinstance(page, Page) or _rights(self.request, page).can_edit()
            if may_edit and machine_for(translation) is not None:
                yield translation


def publish_or_explain(request: HttpRequest, translation: Translation) -> None:
    """Publish a translation as it stands and say so, or name what speaks against it."""
    page = translation.get_target_instance()
    values = {"page": str(page), "language": translation.target_locale.get_display_name()}
    if isinstance(page, Page) and not _rights(request, page).can_publish():
        text = _("“%(page)s” (%(language)s) was not published: you may not publish it.")
        messages.error(request, text % values)
        return
    try:
        if isinstance(page, MergePage):
            check_target(translation)
        translation.save_target(user=request.user, publish=True)
    except ValidationError as error:
        explain(request, translation, error)
        return
    published = translation.get_target_instance()
    text = _("“%(page)s” is published in %(language)s.")
    messages.success(request, text % {**values, "page": str(published)})


def explain(request: HttpRequest, translation: Translation, error: ValidationError) -> None:
    """Tell an editor why a translation was not published."""
    text = _("“%(page)s” (%(language)s) was not published:")
    language = translation.target_locale.get_display_name()
    values = {"page": str(translation.get_target_instance()), "language": language}
    messages.error(request, with_reasons(text % values, error))


def with_reasons(text: str, error: ValidationError) -> SafeString:
    """Return a message with the reasons below it, the first of them if there are many."""
    reasons = error.messages[:MOST_NAMED]
    left = len(error.messages) - len(reasons)
    if left:
        reasons.append(
            ngettext("and %(count)s more.", "and %(count)s more.", left) % {"count": left}
        )
    items = format_html_join("", "<li>{}</li>", ((reason,) for reason in reasons))
    return format_html("{}<ul>{}</ul>", text, items)


def _rights(request: HttpRequest, page: Page) -> Any:
    return page.permissions_for_user(request.user)
