"""No page of ours becomes an alias: it would show one language's text at another one's URL."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.views.convert import convert_to_alias

from clinic_cms.admin.url_names import edit_url
from clinic_cms.models import LibraryPage, MergePage

MENU_ITEM = "localize-convert-to-alias"
"""The name of wagtail-localize's item in the action menu of the edit form."""


def is_ours(page: Page) -> bool:
    """Whether a page is of a type of ours; costs no query."""
    model = page.specific_class
    return model is not None and issubclass(model, MergePage | LibraryPage)


def drop_alias_field(page: Page, form: Form) -> Form:
    """Take “Alias” out of the form that copies a page of ours."""
    if is_ours(page):
        form.fields.pop("alias", None)
    return form


def refuse_alias_copies(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse a request that asks for an alias although the form does not offer it."""
    if request.method == "POST" and request.POST.get("alias") and is_ours(page):
        return _refuse(request, page)
    return None


def convert(request: HttpRequest, page_id: int) -> HttpResponse:
    """Refuse to convert a translation of ours; wagtail-localize converts pages of other types."""
    page = get_object_or_404(Page, pk=page_id)
    if is_ours(page):
        return _refuse(request, page)
    response: HttpResponse = convert_to_alias(request, page_id)
    return response


def hide_convert_to_alias(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Take “Convert to alias page” out of the menu of a page of ours."""
    page = context.get("page")
    if page is not None and is_ours(page):
        items[:] = [item for item in items if item.name != MENU_ITEM]


def _refuse(request: HttpRequest, page: Page) -> HttpResponse:
    message = _(
        "No alias was made: it would show this page's text at another URL or in another language. "
        "Copy the page without “Alias”, or translate it."
    )
    messages.error(request, message)
    return redirect(edit_url(page))
