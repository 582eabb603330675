"""Publishing in the admin: the gates are asked first, and what follows is told."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from clinic_cms.facts import find_gaps
from clinic_cms.merge import labels_of
from clinic_cms.models import ConditionPage, MergePage, gates

MOST_NAMED = 10
MOST_REASONS = 8


def refuse_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep a page that a gate refuses as a draft, and show the editor the reasons."""
    if not isinstance(page, MergePage):
        return None
    try:
        gates.check_publishable(page)
    except gates.Refusal as refusal:
        if _is_new(request):
            # Wagtail has added it to the tree, and new rows are live.
            page.live = False
            page.save(update_fields=["live"], clean=False)
        _explain(request, refusal)
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return None


def _is_new(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name == "wagtailadmin_pages:add"


def refuse_in_bulk(
    request: HttpRequest, action: str, objects: list[Any], view: Any
) -> HttpResponse | None:
    """Take the pages that a gate refuses out of a bulk publication; the others go on."""
    if action != "publish":
        return None
    deep = view.cleaned_form.cleaned_data.get("include_descendants", False)
    for page in list(objects):
        refusals = list(_refusals(page, deep)) if isinstance(page, Page) else []
        for refusal in refusals:
            _explain(request, refusal)
        if refusals:
            objects.remove(page)
    return None if objects else redirect(view.next_url or "wagtailadmin_explore_root")


def _refusals(page: Page, deep: bool) -> Iterator[gates.Refusal]:
    pages = [page, *page.get_descendants().not_live()] if deep else [page]
    for item in pages:
        draft = item.get_latest_revision_as_object()
        try:
            if isinstance(draft, MergePage):
                gates.check_publishable(draft)
        except gates.Refusal as refusal:
            yield refusal


def _explain(request: HttpRequest, refusal: gates.Refusal) -> None:
    title = refusal.page.get_admin_display_title()
    for reason in refusal.messages[:MOST_REASONS]:
        text = _("“%(page)s” was not published. %(reason)s") % {"page": title, "reason": reason}
        messages.error(request, text)
    left = len(refusal.messages) - MOST_REASONS
    if left > 0:
        text = ngettext("And %(count)s reason more.", "And %(count)s reasons more.", left)
        messages.error(request, text % {"count": left})


def tell_gaps(request: HttpRequest, page: Page) -> None:
    """After publishing an article, name the clinics whose patients will not see it, and why."""
    if not isinstance(page, ConditionPage) or not page.live:
        return
    gaps, count = find_gaps(page)
    if not count:
        return
    clinics = [f"{gap.clinic} ({labels_of(gap.missing)})" for gap in gaps[:MOST_NAMED]]
    if count > len(clinics):
        clinics.append("…")
    text = ngettext(
        "%(count)s clinic does not show “%(page)s”, because it lacks a fact that the article "
        "prints: %(clinics)s. Complete its facts, or make the sentence optional.",
        "%(count)s clinics do not show “%(page)s”, because they lack a fact that the article "
        "prints: %(clinics)s. Complete their facts, or make the sentence optional.",
        count,
    )
    values = {"count": count, "page": page.title, "clinics": "; ".join(clinics)}
    messages.warning(request, text % values)
