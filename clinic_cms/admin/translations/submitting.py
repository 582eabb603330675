"""“Translate this page”: for pages that the user may edit, into locales that the page may have.

wagtail-localize checks a single permission, whose holder may translate and publish every page of
the install into every locale. These views, and the one in `syncing`, replace its own.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.widgets.button import ButtonWithDropdownFromHook
from wagtail.models import Page
from wagtail.snippets.permissions import user_can_edit_snippet_type
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
)

from clinic_cms.models.base_page import HOME_PATH_LENGTH
from clinic_cms.tenancy.locales import locales_for_page, page_locales

TRANSLATED = "_clinic_cms_translated"
"""The attribute of a request that keeps which locales pages are in."""


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


def drop_translate_button(request: HttpRequest, page: Page, buttons: list[Any]) -> list[Any]:
    """Return buttons without “Translate this page” if no locale is left to translate into."""
    if page.is_root():
        return buttons
    url = reverse("wagtail_localize:submit_page_translation", args=[page.alias_of_id or page.pk])
    return [button for button in buttons if button.url != url or _is_translatable(request, page)]


def drop_translate_buttons(buttons: list[Any], page: Page, user: Any, context: Any) -> None:
    """Apply `drop_translate_button` to the menu of a page in a listing."""
    for button in buttons:
        if isinstance(button, ButtonWithDropdownFromHook):
            menu = button.dropdown_buttons
            menu[:] = drop_translate_button(context["request"], page, menu)
    buttons[:] = drop_translate_button(context["request"], page, buttons)


def _is_translatable(request: HttpRequest, page: Page) -> bool:
    missing = page_locales(request, page).keys() - _translated(request, page)
    return bool(missing) and page.permissions_for_user(request.user).can_edit()


def _translated(request: HttpRequest, page: Page) -> set[int]:
    """Return the ids of the locales that a page is in; one query for all its siblings."""
    memo: dict[tuple[str, int], dict[Any, set[int]]] = request.__dict__.setdefault(TRANSLATED, {})
    # The siblings of a clinic's home are the homes of all clinics, so homes are read one by one.
    is_home = len(page.path) <= HOME_PATH_LENGTH
    group = (page.path if is_home else page.path[: -Page.steplen], page.depth)
    if group not in memo:
        locale_ids = memo.setdefault(group, {})
        siblings = Page.objects.filter(path__startswith=group[0], depth=group[1])
        keys = siblings.values("translation_key")
        rows = Page.objects.filter(translation_key__in=keys, alias_of=None)
        for key, locale_id in rows.values_list("translation_key", "locale_id"):
            locale_ids.setdefault(key, set()).add(locale_id)
    return memo[group].get(page.translation_key, set())
