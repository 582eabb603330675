"""“Translate this page”: for pages that the user may edit, into locales that the page may have.

wagtail-localize asks for one permission and lets its holder translate, and publish, every page of
the install into every locale; its three views are served by these instead.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.widgets.button import ButtonWithDropdownFromHook
from wagtail.models import Page
from wagtail.snippets.permissions import user_can_edit_snippet_type
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
)
from wagtail_localize.views.update_translations import UpdateTranslationsView

from clinic_cms.models.base import HOME_PATH_LENGTH
from clinic_cms.tenancy.locales import in_sight, locales_for_page, locales_of_page

TRANSLATED = "_clinic_cms_translated"


def check_may_edit(request: HttpRequest, instance: Any) -> None:
    """Raise PermissionDenied for what a user may not change, be it a page or anything else."""
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
    """Submits something else for translation."""

    def get_object(self) -> Any:
        instance = super().get_object()
        check_may_edit(self.request, instance)
        return instance


class UpdateView(UpdateTranslationsView):
    """Brings a changed source to its translations."""

    def get_object(self) -> TranslationSource:
        source: TranslationSource = super().get_object()
        check_may_edit(self.request, source.get_source_instance())
        return source

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["translations"] = in_sight(self.request, context["translations"])
        return context


def only_offered(request: HttpRequest, page: Page, buttons: list[Any]) -> list[Any]:
    """Return buttons without “Translate this page” where nothing is left to translate into."""
    if page.is_root():
        return buttons
    url = reverse("wagtail_localize:submit_page_translation", args=[page.alias_of_id or page.pk])
    return [button for button in buttons if button.url != url or _is_translatable(request, page)]


def narrow_listing_buttons(buttons: list[Any], page: Page, user: Any, context: Any) -> None:
    """Apply `only_offered` to the menu of a page in a listing."""
    for button in buttons:
        if isinstance(button, ButtonWithDropdownFromHook):
            menu = button.dropdown_buttons
            menu[:] = only_offered(context["request"], page, menu)
    buttons[:] = only_offered(context["request"], page, buttons)


def _is_translatable(request: HttpRequest, page: Page) -> bool:
    left = locales_of_page(request, page).keys() - _translated(request, page)
    return bool(left) and page.permissions_for_user(request.user).can_edit()


def _translated(request: HttpRequest, page: Page) -> set[int]:
    """Return the ids of the locales that a page is in; one query for all pages beside it."""
    memo: dict[tuple[str, int], dict[Any, set[int]]] = request.__dict__.setdefault(TRANSLATED, {})
    # Beside a clinic's home lie those of all clinics, so homes are asked about one by one.
    is_home = len(page.path) <= HOME_PATH_LENGTH
    group = (page.path if is_home else page.path[: -Page.steplen], page.depth)
    if group not in memo:
        found = memo.setdefault(group, {})
        beside = Page.objects.filter(path__startswith=group[0], depth=group[1])
        keys = beside.values("translation_key")
        rows = Page.objects.filter(translation_key__in=keys, alias_of=None)
        for key, locale_id in rows.values_list("translation_key", "locale_id"):
            found.setdefault(key, set()).add(locale_id)
    return memo[group].get(page.translation_key, set())
