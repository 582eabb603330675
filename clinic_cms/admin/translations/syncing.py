"""“Sync translated pages”: a changed source goes to its translations, which are then published.

wagtail-localize publishes within the transaction and does not report what was not valid.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.update_translations import UpdateTranslationsView

from clinic_cms.admin.error_messages import with_reasons
from clinic_cms.admin.translations.localize_editor import translate
from clinic_cms.admin.translations.submitting import check_may_edit
from clinic_cms.admin.url_names import edit_url
from clinic_cms.models import MergePage
from clinic_cms.models.translation import managed_translation
from clinic_cms.tenancy.locales import visible_options
from clinic_cms.translating.gates import check_target
from clinic_cms.translating.machine import machine_for


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
        self.object.update_from_db()
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


def publish_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Publish from wagtail-localize's editor, or show the reasons why not.

    wagtail-localize itself would report texts as missing that may be left empty.
    """
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = enabled_translation(page)
    if translation is None or not page.permissions_for_user(request.user).can_publish():
        return None
    publish_or_explain(request, translation)
    return redirect(edit_url(page))


def enabled_translation(page: Page) -> Translation | None:
    """Return the translation of a page of ours that is edited in wagtail-localize's editor."""
    managed = managed_translation(page) if isinstance(page, MergePage) else None
    return managed if managed is not None and managed.enabled else None


def _rights(request: HttpRequest, page: Page) -> Any:
    return page.permissions_for_user(request.user)
