"""Facts are edited in one language, and pages that others need are not taken off line unawares."""

from copy import copy
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from clinic_cms.facts import gaps_opened_by, name_pages
from clinic_cms.models import ClinicOwnedPage


def tell_where_facts_are(request: HttpRequest, page: Page) -> None:
    """On the edit page of a translation, lead to the page whose facts hold in every language."""
    if request.method != "GET" or not isinstance(page, ClinicOwnedPage):
        return
    if not page.fact_fields or page.holds_facts or page.clinic is None:
        return
    source = type(page).objects.filter(
        translation_key=page.translation_key, locale_id=page.clinic.default_locale_id
    )
    language = page.clinic.default_locale.get_display_name()
    text = _("Facts are edited in %(language)s and hold in every language.")
    buttons = [
        messages.button(reverse("wagtailadmin_pages:edit", args=[pk]), _("Edit the facts"))
        for pk in source.values_list("pk", flat=True)[:1]
    ]
    messages.info(request, text % {"language": language}, buttons=buttons)


def refuse_taking_facts_away(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep a location or practitioner on line whose facts published pages print."""
    if request.method != "POST" or not _is_needed(request, page):
        return None
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def refuse_taking_away_in_bulk(
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
    """Whether pages would go off line with this one; if so, the editor is told which."""
    if not isinstance(page, ClinicOwnedPage) or not page.live:
        return False
    gone = copy(page)
    gone.live = False
    titles = [title for titles in gaps_opened_by(gone).values() for title in titles]
    if not titles:
        return False
    text = _(
        "“%(page)s” stays on line: patients would no longer see %(pages)s, which print its facts. "
        "Choose another primary location or lead first, or ask your agency to."
    )
    names = name_pages(list(dict.fromkeys(titles)))
    messages.error(request, text % {"page": page.title, "pages": names})
    return True
