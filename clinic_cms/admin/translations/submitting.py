"""“Translate this page”: for pages that the user may edit, into locales that the page may have.

wagtail-localize checks a single permission, whose holder may translate and publish every page of
the install into every locale. These views, and the one in `syncing`, replace its own.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.snippets.permissions import user_can_edit_snippet_type
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
)

from clinic_cms.tenancy.locales import locales_for_page


def check_may_edit(request: HttpRequest, instance: Any) -> None:
    """Raise PermissionDenied if the user may not edit a page or snippet."""
    if isinstance(instance, Page):
        allowed = instance.permissions_for_user(request.user).can_edit()
    else:
        allowed = user_can_edit_snippet_type(request.user, type(instance))
    if not allowed:
        raise PermissionDenied


class SubmitPageView(SubmitPageTranslationView):
    """Submits a page for translation."""

    def get_object(self) -> Page:
        page: Page = super().get_object()
        check_may_edit(self.request, page)
        return page

    def get_form(self) -> forms.Form:
        form: forms.Form = super().get_form()
        field: Any = form.fields["locales"]
        field.queryset = field.queryset.filter(pk__in=locales_for_page(self.object))
        if len(field.queryset) < 2:
            form.fields["select_all"].widget = forms.HiddenInput()
        return form


class SubmitSnippetView(SubmitSnippetTranslationView):
    """Submits a snippet for translation."""

    def get_object(self) -> Any:
        instance = super().get_object()
        check_may_edit(self.request, instance)
        return instance
