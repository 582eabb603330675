"""Publishing, removing and copying pages in the admin: what the rules forbid is refused first.

Pages without a required text stay drafts, facts that other pages print stay online, and no page of
ours becomes an alias: it would show one language's text at another one's URL.
"""

from collections.abc import Iterator
from copy import copy
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.views.convert import convert_to_alias

from clinic_cms.admin.error_messages import show_errors
from clinic_cms.admin.url_names import edit_url
from clinic_cms.facts import gaps_opened_by, name_pages
from clinic_cms.models import ClinicOwnedPage, LibraryPage, MergePage, gates

CONVERT_ITEM = "localize-convert-to-alias"
"""The name of wagtail-localize's item in the action menu of the edit form."""


def refuse_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep a page that a gate refuses as a draft, and show the editor the reasons."""
    if not isinstance(page, MergePage):
        return None
    # `publish()` checks again, for good reasons: Wagtail's view does not catch what it raises, so
    # this check shows the reason where that one would be a server error; and that one stands for
    # all other ways to publish, with the facts as they are when the row is written. A pass that is
    # handed on from here to there would be one more thing to trust, and saves some milliseconds.
    try:
        gates.check_publishable(page)
    except gates.Refusal as refusal:
        match = request.resolver_match
        if match is not None and match.view_name == "wagtailadmin_pages:add":
            # Wagtail has added it to the tree, and new rows are live.
            page.live = False
            page.save(update_fields=["live"], clean=False)
        _show_reasons(request, refusal)
        return redirect(edit_url(page))
    return None


def refuse_publishing_in_bulk(
    request: HttpRequest, action: str, objects: list[Any], view: Any
) -> HttpResponse | None:
    """Take the pages that a gate refuses out of a bulk publication; the others go on."""
    if action != "publish":
        return None
    include_descendants = view.cleaned_form.cleaned_data.get("include_descendants", False)
    for page in list(objects):
        refusals = list(_refusals(page, include_descendants)) if isinstance(page, Page) else []
        for refusal in refusals:
            _show_reasons(request, refusal)
        if refusals:
            objects.remove(page)
    return None if objects else redirect(view.next_url or "wagtailadmin_explore_root")


def _refusals(page: Page, include_descendants: bool) -> Iterator[gates.Refusal]:
    pages = [page, *page.get_descendants().not_live()] if include_descendants else [page]
    for item in pages:
        draft = item.get_latest_revision_as_object()
        try:
            if isinstance(draft, MergePage):
                gates.check_publishable(draft)
        except gates.Refusal as refusal:
            yield refusal


def _show_reasons(request: HttpRequest, refusal: gates.Refusal) -> None:
    title = refusal.page.get_admin_display_title()
    text = _("“%(page)s” was not published. %(reason)s")
    reasons = [text % {"page": title, "reason": reason} for reason in refusal.messages]
    show_errors(request, reasons)


def refuse_removing_facts(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep a location or practitioner online if published pages print its facts."""
    if request.method != "POST" or not _is_needed(request, page):
        return None
    return redirect(edit_url(page))


def refuse_removing_facts_in_bulk(
    request: HttpRequest, action: str, objects: list[Any], view: Any
) -> HttpResponse | None:
    """Take such pages out of what is unpublished or deleted together."""
    if action not in {"unpublish", "delete"}:
        return None
    pages = [page for page in objects if isinstance(page, Page)]
    needed = [page for page in pages if _is_needed(request, page.specific)]
    objects[:] = [item for item in objects if item not in needed]
    return redirect(view.next_url) if needed and not objects else None


def _is_needed(request: HttpRequest, page: Page) -> bool:
    """Whether other pages would go offline with this one; if so, show the editor which."""
    if not isinstance(page, ClinicOwnedPage) or not page.live:
        return False
    removed = copy(page)
    removed.live = False
    titles = [title for titles in gaps_opened_by(removed).values() for title in titles]
    if not titles:
        return False
    text = _(
        "“%(page)s” stays online: without its facts, patients would no longer see %(pages)s. "
        "Choose another primary location or lead practitioner first, or ask your agency to."
    )
    names = name_pages(list(dict.fromkeys(titles)))
    messages.error(request, text % {"page": page.title, "pages": names})
    return True


def is_ours(page: Page) -> bool:
    """Whether a page is of a type of ours; costs no query."""
    model = page.specific_class
    return model is not None and issubclass(model, MergePage | LibraryPage)


def refuse_alias_copies(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse a request that asks for an alias although the form does not offer it."""
    if request.method == "POST" and request.POST.get("alias") and is_ours(page):
        return _refuse_alias(request, page)
    return None


def convert(request: HttpRequest, page_id: int) -> HttpResponse:
    """Refuse to convert a translation of ours; wagtail-localize converts pages of other types."""
    page = get_object_or_404(Page, pk=page_id)
    if is_ours(page):
        return _refuse_alias(request, page)
    response: HttpResponse = convert_to_alias(request, page_id)
    return response


def hide_convert_to_alias(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Take “Convert to alias page” out of the menu of a page of ours."""
    page = context.get("page")
    if page is not None and is_ours(page):
        items[:] = [item for item in items if item.name != CONVERT_ITEM]


def _refuse_alias(request: HttpRequest, page: Page) -> HttpResponse:
    message = _(
        "No alias was made: it would show this page's text at another URL or in another language. "
        "Copy the page without “Alias”, or translate it."
    )
    messages.error(request, message)
    return redirect(edit_url(page))
