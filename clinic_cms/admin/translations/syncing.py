"""“Sync translated pages”: a changed source goes to its translations, which are then published.

wagtail-localize publishes within the transaction and does not report what was not valid.
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
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.update_translations import UpdateTranslationsView

from clinic_cms.admin.translations.machine_translation import translate
from clinic_cms.admin.translations.submitting import check_may_edit
from clinic_cms.models import MergePage
from clinic_cms.tenancy.locales import visible_options
from clinic_cms.translating import check_target, sync
from clinic_cms.translating.machine import machine_for

MOST_REASONS = 8


class SyncView(UpdateTranslationsView):
    """Publishes each translation by itself, and only if every gate lets it pass."""

    def get_object(self) -> TranslationSource:
        source: TranslationSource = super().get_object()
        check_may_edit(self.request, source.get_source_instance())
        return source

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["translations"] = visible_options(self.request, context["translations"])
        return context

    def get_form(self) -> forms.Form:
        form: forms.Form = super().get_form()
        field = form.fields["publish_translations"]
        field.label = _("Publish what is completely translated")
        field.help_text = _(
            "A page with texts left to translate or to sign stays as patients read it now."
        )
        return form

    def form_valid(self, form: forms.Form) -> HttpResponse:
        sync(self.object)
        rows = self.object.translations.filter(enabled=True)
        translations = list(rows.select_related("source__locale", "target_locale"))
        if form.cleaned_data.get("use_machine_translation"):
            for translation in self._editable(translations):
                translate(self.request, translation)
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
    """Publish a translation as it stands, or show the reasons why it cannot be published."""
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
        text = _("“%(page)s” (%(language)s) was not published:")
        messages.error(request, with_reasons(text % values, error))
        return
    published = translation.get_target_instance()
    text = _("“%(page)s” is published in %(language)s.")
    messages.success(request, text % {**values, "page": str(published)})


def with_reasons(text: str, error: ValidationError) -> SafeString:
    """Return a message with the reasons below it: the first ones if there are many."""
    reasons = error.messages[:MOST_REASONS]
    more = len(error.messages) - len(reasons)
    if more:
        reasons.append(
            ngettext("and %(count)s more.", "and %(count)s more.", more) % {"count": more}
        )
    items = format_html_join("", "<li>{}</li>", ((reason,) for reason in reasons))
    return format_html("{}<ul>{}</ul>", text, items)


def _rights(request: HttpRequest, page: Page) -> Any:
    return page.permissions_for_user(request.user)
